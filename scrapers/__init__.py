"""A portal in, notices out."""
