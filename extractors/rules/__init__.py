"""Words, patterns and catalogues as YAML, by kind and language, and the function that loads them."""

import re
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from schemas.errors import RuleError

M = TypeVar("M", bound=BaseModel)

# The C loader reads the catalogue about eight times as fast; it is missing where PyYAML was built without libyaml.
_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc, valid-type]
    """YAML in which `on`, `no` and `yes` are words: the files are full of them."""


_Loader.yaml_implicit_resolvers = {
    character: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for character, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def load_rules(name: str, model: type[M]) -> M:
    """Read `extractors/rules/<name>.yaml` into `model`; a misspelt key is a `RuleError` with file and line."""
    rules = _load(name, model)
    assert isinstance(rules, model)
    return rules


@cache
def _load(name: str, model: type[BaseModel]) -> BaseModel:
    text = files(__package__).joinpath(f"{name}.yaml").read_text("utf-8")
    return parse_rules(text, f"{name}.yaml", model)


def parse_rules(text: str, where: str, model: type[M]) -> M:
    """Read YAML text into `model`; `where` names it in errors."""
    try:
        return model.model_validate(yaml.load(text, Loader=_Loader))
    except yaml.YAMLError as error:
        raise RuleError(f"{where}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        path = [str(part) for part in first["loc"]]
        line = _line_of(text, path)
        raise RuleError(f"{where}, line {line}: {'.'.join(path)}: {first['msg']}") from error


def _line_of(text: str, path: list[str]) -> int:
    """The line (from 1) of the deepest key of `path` that stands in the file."""
    node = yaml.compose(text, Loader=_Loader)
    for part in path:
        children: dict[str, yaml.Node] = {}
        if isinstance(node, yaml.MappingNode):
            children = {str(key.value): value for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            children = {str(index): value for index, value in enumerate(node.value)}
        if part not in children:
            break
        node = children[part]
    return node.start_mark.line + 1 if node is not None else 1
