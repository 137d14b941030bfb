"""Loomwick: a place that does not exist. Pure Python, no Django; the same seed draws the same
borough, and nobody's real home lies under any of its pins."""
