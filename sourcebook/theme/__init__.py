"""The MkDocs theme ``sourcebook``: templates and assets that extend Material for MkDocs."""
