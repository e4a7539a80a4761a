"""The theme, known to MkDocs as ``sourcebook``: templates and assets over Material's own."""
