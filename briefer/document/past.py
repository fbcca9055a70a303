"""What earlier briefs said, as brief.json has it: the changes since the last one, and who held what over all. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefer.document.passages import told_citation
from briefer.document.sources import told_article
from briefer.model import Chain, Changes, Earlier


def told_changes(changes: Changes) -> dict[str, Any]:
    """What is otherwise than in the brief before; `articles` are those that its positions cite."""
    counts = Counter(changes.kinds.values())
    further = (each for left in changes.further.values() for each in left)
    told = (*changes.before.values(), *further, *changes.gone, *changes.withdrawn)
    cited = {citation.article.id: citation.article for each in told for citation in each.citations}
    return {
        "since": changes.since,
        "between": changes.between,
        "run": changes.run,
        "new": counts["new"],
        "late": counts["late"],
        "unchanged": counts["unchanged"],
        "changed": [_changed(id_, changes) for id_ in changes.before],
        "gone": [told_earlier(each) for each in changes.gone],
        "withdrawn": [told_earlier(each) for each in changes.withdrawn],
        "articles": [told_article(article) for article in cited.values()],
    }


def _changed(id_: str, changes: Changes) -> dict[str, Any]:
    further = [told_earlier(each) for each in changes.further.get(id_, ())]
    return {"id": id_, "before": told_earlier(changes.before[id_]), "further": further}


def track(chains: Sequence[Chain]) -> dict[str, Any]:
    """Who held what on which question, brief by brief; `articles` are those that it cites."""
    cited = {
        citation.article.id: citation.article
        for chain in chains
        for step in chain.steps
        for each in step.said
        for citation in each.citations
    }
    return {
        "chains": [
            {
                "holder": chain.holder,
                "question": chain.question,
                "briefs": chain.briefs,
                "steps": [
                    {
                        "kind": step.kind,
                        "since": step.since,
                        "until": step.until,
                        "briefs": step.briefs,
                        "silent": step.silent,
                        "said": [told_earlier(each) for each in step.said],
                    }
                    for step in chain.steps
                ],
            }
            for chain in chains
        ],
        "articles": [told_article(article) for article in cited.values()],
    }


def told_earlier(each: Earlier) -> dict[str, Any]:
    """What an earlier brief printed, with the passages of its own articles."""
    return {
        "id": each.id,
        "holders": list(each.holders),
        "statement": each.statement,
        "question": each.question,
        "label": each.label,
        "date": each.article.published,
        "citations": [told_citation(citation) for citation in each.citations],
        "reasons": list(each.reasons),
    }
