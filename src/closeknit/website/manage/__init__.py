"""What there is to look after: one page that leads to all of it, the hub's own words, and its themes."""
