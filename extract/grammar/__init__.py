"""How policy sentences are built: numerals, sentence parts, bounds, units. No output fields here."""
