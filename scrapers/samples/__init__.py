"""Sample portals: one pool of notices, rendered by every family's templates, and served."""
