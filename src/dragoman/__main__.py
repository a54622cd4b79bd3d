"""`python -m dragoman` is the command line."""

from dragoman.cli.app import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
