"""Tools of the benchmarks that run whole archives."""
