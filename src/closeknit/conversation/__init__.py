"""Threads and comments, reports, and what moderators decide."""
