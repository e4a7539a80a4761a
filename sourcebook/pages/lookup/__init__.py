"""Ways to find records: names in prose, letters and years in indexes, facets in the search."""
