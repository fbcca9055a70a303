"""Jinja2 the way this project uses it: sandboxed, bounded and strict, its errors one line that names file and line.

Template texts and values go in, text comes out. Reads no file; prompts and output formats both go through here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.bounded import BoundedEnvironment

RAISED = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError)
"""What a template can raise beside Jinja2's own errors, such as `{{ 1 + "a" }}`."""


class Ready(str):
    """Text of our own, printed as it stands. Glued to another string it is a plain string and escaped as one."""

    __slots__ = ()


def environment(
    sources: Mapping[str, str], files: Mapping[str, str], escape: Callable[[str], str]
) -> BoundedEnvironment:
    """A strict sandbox that holds `sources`, template texts by name, and can load nothing else.

    `files` gives for each name what to call it in messages. Every printed value goes through `escape`, once.
    """
    from jinja2 import FunctionLoader, StrictUndefined

    from briefer.bounded import BoundedEnvironment

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (sources[name], files[name], lambda: True) if name in sources else None

    printed = _printer(escape)
    made = BoundedEnvironment(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(e=printed, escape=printed, forceescape=printed)
    return made


def fill(templates: BoundedEnvironment, name: str, values: Mapping[str, Any]) -> str:
    """Render one template of the environment.

    Raises BrieferError naming file and line for a syntax error, an undefined variable, a forbidden or failing
    expression, or a template that is not there.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        templates.begin()
        return "".join(templates.printed(templates.get_template(name).generate(values)))
    except TemplateSyntaxError as error:
        raise _broken(f"{error.filename or error.name or name}, line {error.lineno}", error) from error
    except (TemplateError, *RAISED) as error:
        raise _broken(_place(error) or name, error) from error


def _printer(escape: Callable[[str], str]) -> Callable[[Any], Any]:
    """What every printed value goes through. Macros and blocks give Markup, whose values have been through it."""
    from markupsafe import Markup

    def printed(value: Any) -> Any:
        if isinstance(value, Ready):
            return Markup(value)  # noqa: S704  our own
        if hasattr(value, "__html__"):
            return value
        return Markup(escape("" if value is None else str(value)))  # noqa: S704  escaped here

    return printed


def _broken(place: str, error: Exception) -> BrieferError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return BrieferError(f"{place}: {reason}", "correct the template")


def _place(error: Exception) -> str:
    """File and line of the innermost template frame, which Jinja2 puts into the traceback; empty when there is none."""
    place, trace = "", error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place = f"{trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
