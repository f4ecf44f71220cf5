"""`python -m compoundwatch` is the command line."""

from compoundwatch.cli import main

if __name__ == "__main__":
    main()
