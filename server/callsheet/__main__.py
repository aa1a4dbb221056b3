"""`python -m callsheet`: the same as the command `callsheet`."""

from callsheet.cli.main import main

if __name__ == "__main__":
    main()
