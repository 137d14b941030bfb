"""The front door: home, search, map, embeds and feeds of one query."""
