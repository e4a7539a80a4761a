"""The models of all records that a researcher writes, and the types that these models share."""
