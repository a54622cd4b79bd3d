"""YAML files as Python values, and what is wrong with them in words that name the file and the field."""

import re
from collections import Counter
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from yaml.constructor import ConstructorError

from dragoman.errors import CodebookError

__all__ = ["list_problems", "load_yaml"]

_BOOL_AND_DATE = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")

# libyaml's loader is ten times faster; the pure one reads the same language where it is missing.
_BaseLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BaseLoader):  # type: ignore[valid-type, misc]
    """YAML in which "No", "on" and "NO" (Norway) are words: only true and false are truth values.

    A key that stands twice in one mapping is refused, since YAML would silently keep the last of them only.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 (the name and the form are PyYAML's)
        first: [(tag, regexp) for tag, regexp in resolvers if tag not in _BOOL_AND_DATE]
        for first, resolvers in _BaseLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        twice = [key for key, count in keys.items() if count > 1]
        if twice:
            raise ConstructorError(None, None, f"stands twice: {', '.join(twice)}", node.start_mark)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises CodebookError for a file that cannot be read as YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: cannot be read ({error}); restore the file or name another codebook") from error
    except yaml.YAMLError as error:
        raise CodebookError(f"{path}: is no valid YAML ({error})") from error


def list_problems(error: ValidationError, whole: str) -> str:
    """What a validation found, each problem with its field; `whole` names what the field-less ones are about."""
    return "; ".join(f"{'.'.join(map(str, problem['loc'])) or whole}: {problem['msg']}" for problem in error.errors())
