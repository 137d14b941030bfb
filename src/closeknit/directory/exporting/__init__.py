"""Groups from the directory into a file, in the dialect that ``importing`` reads."""
