"""The reference of the command line, as Markdown, from the commands themselves.

`python -m dragoman.cli.reference > docs/cli.md` writes it; a test fails while the file differs.
"""

import inspect
import sys
from collections.abc import Iterable
from enum import Enum
from typing import Any

import typer.main

from dragoman.cli.app import app

__all__ = ["build_reference"]

_HEAD = """# The command line

Written by `python -m dragoman.cli.reference`; do not edit by hand.

"""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _say_default(parameter: Any) -> str:
    default = parameter.default
    if default is None or default is False or default == () or callable(default):
        return ""
    return f" Default: `{getattr(default, 'value', default)}`."


def _say_option(parameter: Any) -> str:
    names = ", ".join(f"`{name}`" for name in parameter.opts)
    default = parameter.default
    takes = "\\|".join(member.value for member in type(default)) if isinstance(default, Enum) else parameter.metavar
    takes = "" if parameter.is_flag else takes or ""
    variable = f" Environment: `{parameter.envvar}`." if getattr(parameter, "envvar", None) else ""
    return f"| {names} | {takes} | {_cell(parameter.help or '')}{_say_default(parameter)}{variable} |"


def _say_options(parameters: Iterable[Any]) -> list[str]:
    options = [item for item in parameters if item.param_type_name == "option" and item.name != "help"]
    if not options:
        return []
    return ["| option | takes | what it does |", "| --- | --- | --- |", *(_say_option(item) for item in options), ""]


def _say_command(name: str, command: Any) -> list[str]:
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    usage = " ".join([f"dragoman {name}", *(str(item.metavar or item.name.upper()) for item in arguments), "[OPTIONS]"])
    lines = [f"## `dragoman {name}`", "", inspect.cleandoc(command.help or ""), "", f"    {usage}", ""]
    for item in arguments:
        lines.append(f"- `{item.metavar or item.name.upper()}`: {_cell(getattr(item, 'help', None) or '')}")
    return [*lines, *([""] if arguments else []), *_say_options(command.params)]


def build_reference() -> str:
    """The whole reference: global options, exit codes, then every verb with its arguments and options."""
    group: Any = typer.main.get_command(app)
    lines = [inspect.cleandoc(group.help), "", "    dragoman [--database DATABASE] VERB …", ""]
    lines += _say_options(group.params)
    lines += [str(group.epilog), ""]
    for name, command in group.commands.items():
        lines += _say_command(name, command)
    return _HEAD + "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(build_reference())
