"""Shape and cleaning of what people type. Knows no person, writes nothing."""
