"""A Jinja2 sandbox in which no expression makes more text, or longer loops, than a page can need.

Jinja2's own sandbox keeps templates from files and from changing values, but `{{ "x" * 10**9 }}` fills the memory. Here
whatever can multiply sizes is asked first what it would come to, and all that one rendering makes is added up. A loop
that makes nothing and never ends through its own ranges is not caught.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_AT_ONCE = 10_000_000
"""Characters or items that one operation may make; as many as hundreds of briefs have."""
MOST = 100_000_000
"""The same for one rendering."""
_TURN = 50
"""What one turn of a loop counts."""
_MOST_BITS = 10_000
_UNCOUNTED = 100_000
"""Items that a generator is taken to have."""
_WIDEST = 9_999
_WIDTH = re.compile(rf"\d{{{len(str(_WIDEST)) + 1},}}")
_MULTIPLYING = "batch center format indent join replace round slice sum tojson truncate urlize wordwrap xmlattr".split()
"""The filters whose arguments can multiply the size of what they get."""


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Raises SecurityError before an operation would make too much."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made = 0
        self.globals.pop("lipsum", None)
        self.globals["range"] = self.range
        self.code_generator_class = _Generator

    def bound_filters(self) -> None:
        """Put the multiplying filters under the bounds; to be called when all filters are there."""
        for name in _MULTIPLYING:
            if name in self.filters:
                self.filters[name] = self._bounded(name, self.filters[name])

    def begin(self) -> None:
        """A new rendering begins."""
        self._made = 0

    def spend(self, size: int) -> None:
        """Add what is made to what was made."""
        self._made += size
        if size > MOST_AT_ONCE or self._made > MOST:
            raise SecurityError("makes more text than any brief has; are there too many articles for one?")

    def printed(self, parts: Iterable[str]) -> Iterator[str]:
        """The parts of the output, counted."""
        for part in parts:
            self.spend(len(part))
            yield part

    def range(self, *bounds: int) -> range:
        found = range(*bounds)
        self.spend(_TURN * len(found))
        return found

    def joined(self, parts: Iterable[Any]) -> str:
        """What `a ~ b` is."""
        from jinja2.runtime import markup_join

        kept = [part if hasattr(part, "__html__") else str(part) for part in parts]
        self.spend(sum(len(str(part)) for part in kept))
        return markup_join(kept)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str | bytes):
            self._format(left, (right,))
        elif isinstance(left, int) and isinstance(right, int):
            _few_bits(operator, left, right)
        elif operator == "*":
            self.spend(_size(left) * _size(right))
        elif operator == "+" and isinstance(left, Collection) and isinstance(right, Collection):
            self.spend(len(left) + len(right))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Methods of texts and numbers are asked, too: `"x".center(10**9)`."""
        # Jinja2 wraps `format`, to look at what the fields lead to
        owner = getattr(getattr(obj, "__wrapped__", obj), "__self__", None)
        if isinstance(owner, str | bytes | int):
            if getattr(obj, "__name__", "") in ("format", "format_map"):
                self._format(owner, (*args, *kwargs.values()))
            else:
                self._spend_on(owner if isinstance(owner, str | bytes) else "", (*args, *kwargs.values()))
        return super().call(context, obj, *args, **kwargs)

    def _bounded(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        passed = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def asked(*args: Any, **kwargs: Any) -> Any:
            value, rest = args[passed], (*args[passed + 1 :], *kwargs.values())
            if isinstance(value, Iterator):  # what feeds it, such as a range, is counted already
                value = list(value)
                args = (*args[:passed], value, *args[passed + 1 :])
            if name == "format":
                self._format(value, rest)
            else:
                self._spend_on(value, rest)
            return function(*args, **kwargs)

        return asked

    def _spend_on(self, value: Any, rest: Iterable[Any]) -> None:
        """At most every character of a value becomes as long as the largest argument is or says."""
        self.spend(max(1, 0 if isinstance(value, int | float) else _size(value)) * max(map(_size, rest), default=1))

    def _format(self, template: Any, values: Iterable[Any]) -> None:
        """A width may be written in the template (`%99999d`), or be one of the values (`%*d`, `{:{}}`)."""
        text = template.decode("latin-1") if isinstance(template, bytes) else str(template)
        if _WIDTH.search(text) or (("*" in text or re.search(r"\{[^{}]*\{", text)) and _has_large(values)):
            raise SecurityError(f"a width may be {_WIDEST} at most")
        self.spend(len(text))


class _Generator(CodeGenerator):
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja2's own name
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


def _few_bits(operator: str, left: int, right: int) -> None:
    bits = left.bit_length()
    bits = bits * abs(right) if operator == "**" else bits + right.bit_length()
    if bits > _MOST_BITS and operator in ("*", "**"):
        raise SecurityError("makes a number of too many digits")


def _size(value: Any) -> int:
    """What a value counts as a factor: a number itself, a text or list its length."""
    if isinstance(value, int):
        return max(1, abs(value))
    if isinstance(value, Collection):
        return max(1, len(value))
    return _UNCOUNTED if isinstance(value, Iterable) else 1


def _has_large(values: Iterable[Any]) -> bool:
    flat = [each for value in values for each in (value if isinstance(value, tuple | list) else (value,))]
    flat += [each for value in values if isinstance(value, dict) for each in value.values()]
    return any(isinstance(each, int) and abs(each) > _WIDEST for each in flat)
