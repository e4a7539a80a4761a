"""What a researcher may write: a module for each kind of record, and the types they share."""
