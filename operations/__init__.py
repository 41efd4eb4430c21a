"""The `masar` command: run, look, repair."""
