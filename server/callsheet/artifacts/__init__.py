"""What each kind of file means: its place, its model, its JSON Schema, and the small grammars inside its values."""
