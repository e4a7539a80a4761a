"""One module for each kind of page, its templates beside it."""
