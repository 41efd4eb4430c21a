"""What keeps the local stack from starting."""


class StackTrouble(Exception):
    """The stack cannot start; the message is one line that says what is wrong and how to mend it."""
