"""The documentation for users: pages, MkDocs' settings, and a hook that generates some sections."""
