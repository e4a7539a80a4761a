"""The corpus and its format in other shapes; one module a shape."""
