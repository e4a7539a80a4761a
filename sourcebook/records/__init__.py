"""What a researcher may write: one module a kind of record, and the types they share."""
