"""The documentation for users: its pages, its settings, and what is generated for them."""
