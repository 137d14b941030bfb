"""Calendars that groups keep elsewhere: asked for, compared, believed or held, and made into events here."""
