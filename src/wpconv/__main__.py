"""`python -m wpconv` and the console script."""

from wpconv.cli import main

if __name__ == "__main__":
    main()
