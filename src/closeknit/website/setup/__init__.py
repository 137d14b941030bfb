"""A new hub, from its first page to its opening, in the browser alone."""
