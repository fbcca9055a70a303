"""What a robots.txt allows (RFC 9309): its text and an address in, yes or no out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

AGENT = "briefer"
_LARGEST = 512_000
"""Characters; the RFC asks for 500 kibibytes."""
_MOST_RULES = 5_000
_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Paths with whether they are allowed, and the seconds between requests that are asked for."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether the address may be asked: by the longest rule that fits; where two are equal, the one that allows."""
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        fitting = [(len(rule), allowed) for rule, allowed in self.paths if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def parse(text: str) -> Rules:
    """The rules for us: those of groups that name us, else those of the groups for all."""
    groups: list[tuple[set[str], list[tuple[str, bool]], list[float]]] = []
    begun = False
    for line in text[:_LARGEST].splitlines()[: _MOST_RULES * 2]:
        name, colon, value = line.split("#", 1)[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not begun:
                groups.append((set(), [], []))
            groups[-1][0].add(value.lower())
            begun = True
        elif groups:
            begun = False
            if name in ("allow", "disallow") and value and len(groups[-1][1]) < _MOST_RULES:
                groups[-1][1].append((unquote(value), name == "allow"))
            elif name == "crawl-delay":
                groups[-1][2].append(_seconds(value))
    ours = [group for group in groups if any(agent and agent in AGENT for agent in group[0])]
    chosen = ours or [group for group in groups if "*" in group[0]]
    paths = tuple(rule for _, rules, _ in chosen for rule in rules)
    return Rules(paths, max((delay for _, _, delays in chosen for delay in delays), default=0.0))


def _seconds(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return min(found, _LONGEST_DELAY) if found > 0 else 0.0


def _fits(rule: str, path: str) -> bool:
    """Whether a rule fits the beginning of a path: `*` stands for anything, `$` for the end. In linear steps."""
    whole = rule.endswith("$")
    pieces = rule.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or at == len(path) or (len(pieces) > 1 and path.endswith(pieces[-1]))
