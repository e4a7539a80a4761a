"""What several kinds of page show: claims, accounts, maps, networks, small charts."""
