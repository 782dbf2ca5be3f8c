"""Where notices and facts are kept, found and compared."""
