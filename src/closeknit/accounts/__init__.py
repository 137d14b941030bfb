"""People and what they may do: one row a human being, one row a granted role."""
