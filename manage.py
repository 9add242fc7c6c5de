#!/usr/bin/env python
"""Django's command line."""

import os
import signal
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("Django is not in this Python: run `make install`, then .venv/bin/python manage.py")

    from newsarchive.terminal import speak

    try:
        try:
            speak(os.environ)
            execute_from_command_line(sys.argv)
        finally:
            sys.stdout.flush()
    except ImproperlyConfigured as error:
        sys.exit(f"The settings are wrong: {error}")
    except BrokenPipeError:
        # Whoever reads our output, such as `head`, has seen enough. What is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)


if __name__ == "__main__":
    main()
