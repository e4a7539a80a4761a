"""What pages find records by: names in prose, letters and years in indexes, facets in search."""
