"""A template that would fill the memory, or never end, is one line; what briefs need goes through."""

from __future__ import annotations

import time

import pytest

from briefer import sandbox
from briefer.errors import BrieferError

VALUES = {"text": "ab cd " * 100, "list": ["one", "two"], "table": {"a": 1}, "large": 10**9}


def fill(template: str) -> str:
    made = sandbox.environment({"t": template}, {"t": "t.md.j2"}, str)
    made.bound_filters()
    return sandbox.fill(made, "t", VALUES)


@pytest.mark.parametrize(
    "template",
    [
        '{{ "x" * 10**9 }}',
        '{{ 10**9 * "x" }}',
        "{{ [1] * 10**9 }}",
        "{{ (10**9) ** (10**9) }}",
        "{{ 2 ** 99999999 }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(99999) %}{% for i in range(99999) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(s='x' * 1000) %}{% for i in range(40) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{% set n = namespace(s='x' * 1000) %}{% for i in range(40) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{% set n = namespace(s=[1, 2, 3]) %}{% for i in range(40) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{% set n = namespace(s=99) %}{% for i in range(40) %}{% set n.s = n.s * n.s %}{% endfor %}",
        '{{ "%1000000000d" % 1 }}',
        '{{ "%.1000000000f" % 1 }}',
        '{{ "%*d" % (large, 1) }}',
        '{{ "%(a)1000000000d" % table }}',
        '{{ "%1000000000d" | format(1) }}',
        '{{ "%*d" | format(large, 1) }}',
        '{{ "{:>1000000000}".format(1) }}',
        '{{ "{:>{}}".format(1, large) }}',
        '{{ "{a:>{w}}".format(a=1, w=large) }}',
        '{{ "{a:>1000000000}".format_map(table) }}',
        '{{ "x".center(10**9) }}',
        '{{ "x".ljust(10**9) }}',
        '{{ "".zfill(large) }}',
        '{{ "\t".expandtabs(large) }}',
        '{{ text.replace("a", text * 1000) }}',
        '{{ (text * 1000).join(text * 1000) }}',
        '{{ "x".encode().center(10**9) }}',
        "{{ (5).to_bytes(10**9, 'big') }}",
        '{{ "x" | center(10**9) }}',
        '{{ ["x"] | map("center", 10**9) | list }}',
        '{{ "x\ny" | indent(10**9) }}',
        '{{ text | wordwrap(1, wrapstring=text * 1000) }}',
        '{{ text | replace("a", text * 1000) }}',
        '{{ list | join("x" * 9000000) }}',
        '{{ list | map("upper") | join("x" * 9000000) }}',
        '{{ list | batch(10**9, "x") | list }}',
        "{{ list | slice(10**9) | list }}",
        '{% for i in range(99999) %}{{ "x" * 99999 }}{% endfor %}',
        "{{ lipsum(n=10**6) }}",
    ],
)  # fmt: skip
def test_what_would_fill_the_memory_is_one_line_at_once(template: str) -> None:
    began = time.perf_counter()
    with pytest.raises(BrieferError, match=r"^t\.md\.j2, line \d+: ") as caught:
        fill(template)
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ('{{ "-" * 72 }}', "-" * 72),
        ("{{ 2 ** 10 + 3 * 4 }}", "1036"),
        ("{{ 7 % 4 }}", "3"),
        ("{{ large * large }}", str(10**18)),
        ("{{ large + 1 }}", str(10**9 + 1)),
        ("{{ 1.5 * 2 }}", "3.0"),
        ("{{ 'a' + 'b' }}{{ ['c'] + ['d'] }}", "ab['c', 'd']"),
        ("{{ 'a' ~ 1 ~ list[0] }}", "a1one"),
        ('{{ "%5.1f|%d" % (1.25, large) }}', f"  1.2|{10**9}"),
        ('{{ "%s of %s" | format(large, 3) }}', f"{10**9} of 3"),
        ('{{ "{:>5}|{}".format(1, large) }}', f"    1|{10**9}"),
        ('{{ "x" | center(5) }}', "  x  "),
        ('{{ "x".rjust(3) }}', "  x"),
        ('{{ "a\nb" | indent(2) }}', "a\n  b"),
        ("{{ text | wordwrap(20) | length }}", "599"),
        ('{{ list | map("upper") | join(", ") }}', "ONE, TWO"),
        ("{{ list | batch(3, '-') | list }}", "[['one', 'two', '-']]"),
        ("{{ large | round(2) }}", "1000000000"),
        ("{% for i in range(3) %}{{ i }}{% endfor %}", "012"),
        ("{{ text.split(' ', 1)[0] }}{{ 'one'.startswith('o') }}", "abTrue"),
    ],
)
def test_what_briefs_need_is_done(template: str, printed: str) -> None:
    assert fill(template) == printed


def test_each_rendering_counts_for_itself() -> None:
    made = sandbox.environment({"t": "{{ 'x' * 9000000 }}"}, {"t": "t"}, str)
    for _ in range(15):
        assert len(sandbox.fill(made, "t", {})) == 9_000_000


def test_numbers_of_a_thousand_articles_are_joined() -> None:
    joined = "{% for i in range(2000) %}{{ list | map('upper') | join(', ') }}{% endfor %}"
    assert fill(joined) == "ONE, TWO" * 2000
