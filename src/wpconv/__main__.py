"""The entry point of `python -m wpconv` and of the console script `wpconv`."""

from wpconv.cli import start as main

if __name__ == "__main__":
    main()
