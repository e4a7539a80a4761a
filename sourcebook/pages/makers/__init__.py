"""The page makers: one module for each kind of page, with its templates in the same folder."""
