"""What the front door shows, one file for each kind of visitor: people, maps, feed readers, robots."""
