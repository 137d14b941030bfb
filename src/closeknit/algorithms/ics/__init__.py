"""Calendars of others and our own as files: read, compared, and written (RFC 5545, RFC 7986)."""
