"""Whatever a page is made of, reading it ends soon, in little room, with a named outcome: the parser's fuzzing."""
