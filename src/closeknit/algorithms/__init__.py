"""The cellar: plain Python and numpy. No Django, no clock, no randomness but what is passed in."""
