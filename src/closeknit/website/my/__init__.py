"""One person's own page: their groups, what waits for them, what became of what they brought."""
