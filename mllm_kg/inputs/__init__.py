"""Files that strangers bring: read without trust, every statement with its place."""
