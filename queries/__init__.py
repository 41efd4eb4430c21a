"""Questions to the index, and their answers: what services that show and the `masar` command both ask."""
