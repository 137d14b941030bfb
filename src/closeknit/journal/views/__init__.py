"""Notices; what one follows; letters, by one click ended or tried again."""
