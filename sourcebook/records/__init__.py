"""What a researcher may write: the models of records, and the types that these models share."""
