"""`python -m operations`: the `masar` command."""

from operations.command import main

if __name__ == "__main__":
    main()
