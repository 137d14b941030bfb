"""The place: hub, areas, postcodes and points, and which areas hold a point."""
