"""Parts that several kinds of pages show: claims, accounts, maps, networks, small charts."""
