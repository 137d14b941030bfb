"""Each page of the calendar."""
