"""Who comes: answers to one date, places and the line for them, letters about them, and who was there."""
