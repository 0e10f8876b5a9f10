"""Compare what Chinese regions promise in health policy."""
