"""What curators do: bring records, compare them, and add them, all or nothing."""
