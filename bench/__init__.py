"""How fast Callsheet is, beside programs that do the same or the least of it. See docs/benchmarks.md."""
