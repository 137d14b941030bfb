"""What the hub holds: about one person, to take away or to wipe out; and about everybody, as a public page."""
