"""The invented borough of Loomwick, for demos, tests, benchmarks and pictures."""
