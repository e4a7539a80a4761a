"""The pages of the site: determines which pages exist, and generates their Markdown."""
