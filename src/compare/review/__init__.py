"""Review: people put the machine right, agree among themselves, and look through lenses of their own."""
