"""Settings, addresses and the way in for the web server: it imports every room, no room imports it."""
