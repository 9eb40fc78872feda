"""Records: one YAML file for each entity, and how it becomes statements in named graphs."""
