"""The control room: for operators, behind a sign-in, a process of its own with rights of its own."""
