"""Other people's lists, read into candidates for records: BibTeX, CSL-JSON, Markdown "awesome lists"."""
