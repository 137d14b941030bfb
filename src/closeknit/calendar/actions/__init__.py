"""What people do with events: publish, change, cancel."""
