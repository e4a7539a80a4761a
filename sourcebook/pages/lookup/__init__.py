"""Finds records: by names in prose, by letter and year in indexes, by facets in the search.

Also divides long indexes and lists among several pages.
"""
