"""The directory: groups, themes, services, venues, relations; reading, importing, exporting."""
