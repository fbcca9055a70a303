"""Integrity: a fragment whose meaning turns at the cut is flagged with the words cut off, and nothing else is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from briefer import chunks
from briefer.evidence.fold import fold
from briefer.evidence.integrity import clipped
from briefer.evidence.span import locate
from briefer.model import Article, Span

SHARED = Path(__file__).parents[2] / "shared" / "eval"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared/eval, the evaluation material, is absent")


def _cut(marked: str) -> tuple[str, Span]:
    """The text and the span between two bars."""
    left, inside, right = marked.split("|")
    return left + inside + right, Span(len(left), len(left) + len(inside))


CLIPPED = {
    "not": ("The harbour is not |open to foreign ships|.", "clipped-negation", 'cut after "is not"'),
    "contracted not": ("It isn’t |safe to fly over the strait|.", "clipped-negation", 'cut after "It isn’t"'),
    "cannot": ("The fund cannot |pay for the bridge|.", "clipped-negation", "cannot"),
    "never": ("He had never |met the envoy in Geneva|.", "clipped-negation", "never"),
    "no": ("There is no |plan to send troops|.", "clipped-negation", "no"),
    "no evidence that": ("There is no evidence that |the dam was mined|.", "clipped-negation", "no evidence that"),
    "not clear that": ("It is not clear that |the vote was rigged|.", "clipped-negation", "not clear that"),
    "did not say that": ("She did not say that |the talks were over|.", "clipped-negation", "not say that"),
    "does not believe": ("He does not believe |the treaty is dead|.", "clipped-negation", "not believe"),
    "not be": ("The pact will not be |renewed in spring|.", "clipped-negation", "will not be"),
    "not yet": ("The ministers have not yet |signed the accord|.", "clipped-negation", "not yet"),
    "not want to": ("We do not want to |leave the alliance|.", "clipped-negation", "not want to"),
    "neither": ("Neither |side has kept the truce|.", "clipped-negation", "Neither"),
    "without": ("They will return without |any change of course|.", "clipped-negation", "without"),
    "yet to": ("The board has yet to |approve the loan|.", "clipped-negation", "yet to"),
    "far from": ("The deal is far from |certain to pass|.", "clipped-negation", "far from"),
    "rather than": ("They chose talks rather than |a blockade of the port|.", "clipped-negation", "rather than"),
    "prefix": ("The talks led to non-|binding commitments on coal|.", "clipped-negation", "non-"),
    "denied that": ("The ministry denied that |its jets had crossed the line|.", "clipped-denial", "denied that"),
    "denied": ("The ministry denied |its jets had crossed the line|.", "clipped-denial", "ministry denied"),
    "denied all claims that": (
        "The firm denied all claims that |it had sold arms|.",
        "clipped-denial",
        "denied all claims",
    ),
    "refused": ("Norway refused |to lift the ban|.", "clipped-denial", "refused"),
    "resisted": ("Lima has long resisted |calls to close the mine|.", "clipped-denial", "resisted"),
    "rejected the idea that": (
        "Oslo rejected the idea that |the border is open|.",
        "clipped-denial",
        "rejected the idea",
    ),
    "failed to": ("The council failed to |agree on a text|.", "clipped-denial", "failed to"),
    "unlikely to": ("The two are unlikely to |meet in May|.", "clipped-denial", "unlikely to"),
    "ruled out": ("The premier ruled out |an early election|.", "clipped-denial", "ruled out"),
    "may": ("The rebels may |have shot down the plane|.", "clipped-hedge", "rebels may"),
    "could be": ("The leak could be |the work of a spy|.", "clipped-hedge", "could be"),
    "may be preparing to": ("The junta may be preparing to |hold elections|.", "clipped-hedge", "may be preparing to"),
    "aside": ("The junta may, diplomats say, |hold elections|.", "clipped-hedge", "may"),
    "reportedly": ("The general reportedly |fled to the coast|.", "clipped-hedge", "reportedly"),
    "is believed to": ("The group is believed to |hold forty hostages|.", "clipped-hedge", "is believed to"),
    "expected": ("The king is expected |to abdicate|.", "clipped-hedge", "is expected"),
    "plans to": ("The bank plans to |raise its rate|.", "clipped-hedge", "plans to"),
    "likely to": ("The rate is likely to |rise again|.", "clipped-hedge", "likely to"),
    "fears that": ("There are fears in Lagos that |the pipeline will burst|.", "clipped-hedge", "fears in Lagos that"),
    "if": ("Prices would rise if |the canal is closed|.", "clipped-condition", "rise if"),
    "unless": ("We will walk out unless |the text is changed|.", "clipped-condition", "unless"),
    "inverted": ("Had |Ghana recalled its troops|, the truce would have failed.", "clipped-condition", "Had"),
    "should": ("It will pay; should |the canal close|, prices rise.", "clipped-condition", "should"),
    "until": ("Sanctions stay until |the reactor is sealed|.", "clipped-condition", "until"),
    "whether": ("It is unknown whether |the pilot survived|.", "clipped-condition", "whether"),
    "fronted if": ("If the truce fails, |Ghana will recall its troops|.", "clipped-condition", "If the truce fails,"),
    "analysts suggest": ("But analysts have suggested |that Tehran is bluffing|.", "clipped-attribution", "suggested"),
    "claims": ("The mayor claims |the water is clean|.", "clipped-attribution", "mayor claims"),
    "rumours": ("By noon rumours |were going round that the king had died|.", "clipped-attribution", "rumours"),
    "officials said that": ("Officials said that |the missile had failed|.", "clipped-attribution", "Officials said"),
    "subject left": ("The ministry denied that Chad |had closed its border|.", "clipped-denial", "denied that Chad"),
    "subject of a claim": ("The mayor claims the water |is clean|.", "clipped-attribution", "mayor claims the water"),
    "only if": (
        "|The two sides agreed| only if the port reopens.",
        "clipped-condition",
        'cut before "only if the port reopens',
    ),
    "right if": ("|Chile will sign the pact| if its miners are paid.", "clipped-condition", "if its miners"),
    "right unless": ("|Chile will sign the pact|, unless its miners strike.", "clipped-condition", "unless its miners"),
    "right until": ("|Chile will keep the levy| until prices fall.", "clipped-condition", "until prices fall"),
    "right is not": ("|That the pipe burst| is not what matters.", "clipped-negation", "is not what matters"),
    "right no": ("Asked if she would run, |the senator said| no.", "clipped-negation", 'cut before "no"'),
    "right n't": ("|The mayor| didn't sign the order.", "clipped-negation", "didn't sign"),
    "right is false": ("|The story that he resigned| is false.", "clipped-denial", "is false"),
    "right claim denied": (
        "|The army shelled the town|, a charge Baku denies.",
        "clipped-denial",
        "a charge Baku denies",
    ),
    "officials said": (
        "|The missile had failed in flight|, officials said on Monday.",
        "clipped-attribution",
        "officials said",
    ),
    "said falsely": ("|The vote was stolen|, he said falsely.", "clipped-attribution", "he said falsely"),
    "according to sources": (
        "|The deal is done|, according to two sources.",
        "clipped-attribution",
        "according to two sources",
    ),
    "question": ("|Will the truce hold|?", "clipped-question", "question mark"),
    "inside a question": ("Is it true that |the truce will hold|?", "clipped-question", "question mark"),
}

HARMLESS = {
    "whole sentence": "|The harbour is not open to foreign ships.|",
    "whole sentence among others": "He did not come. |The harbour is open.| It may close.",
    "sentence after an abbreviation": "They may visit the U.S. |Secretary of State in June.|",
    "sentence after a question": "Will it hold? |The truce has lasted a week.|",
    "clause after a comma": "The minister did not resign, and |the coalition stands|.",
    "clause before a comma": "|The minister resigned|, but the coalition does not stand.",
    "clause before a semicolon": "|The minister resigned|; nobody was told.",
    "adverbial cut at the left": "On Friday |the minister signed the accord|.",
    "adverbial clause cut at the left": "While he was in Rome, |the minister signed the accord|.",
    "time cut at the right": "|The minister signed the accord| on Friday in Rome.",
    "until a date": "|The embargo ran| until 2011.",
    "apposition cut": "|Ana Ruiz signed the accord|, a text of forty pages.",
    "relative clause cut": "|The minister signed the accord|, which took a year to write.",
    "what another says at the right": "|The port is open|, while some say it is not.",
    "a participle of the same subject at the right": "|Ana Ruiz criticised the port|, arguing the quay was not safe.",
    "who denounced it": "|Others have broken with Ana Ruiz|, who denounced the critics.",
    "said by a name": "Ana Ruiz said |the port would reopen|.",
    "said that by a name": "Ana Ruiz said that |the port would reopen|.",
    "told reporters": "Ana Ruiz told reporters |the port would reopen|.",
    "named source at the right": "|The port would reopen|, Ana Ruiz said.",
    "pronoun at the right": "|The port would reopen|, she told the paper.",
    "direct speech": "The minister may not stay, he said: “|The port will reopen|.”",
    "a source of what comes behind": "|The port will reopen|, officials said, that it would take weeks.",
    "direct speech cut before its source": "“|The port will reopen|,” officials said.",
    "direct speech after a claim": 'He claimed: "|The port will reopen|."',
    "not only": "The strike hit not only |the port but also the railway|.",
    "no doubt": "There is no doubt |the port will reopen|.",
    "no fewer than": "There were no fewer than |forty ships in the bay|.",
    "right not only": "|The strike hit| not only the port but the railway.",
    "even if is no condition": "|Chile will sign the pact|, even if its miners strike.",
    "if any": "|The ships carry few arms|, if any.",
    "will": "The port will |reopen on Monday|.",
    "must": "The port must |reopen on Monday|.",
    "the month of May": "In early May |the port reopened|.",
    "verb and object": "The council praised |the mission in Mali|.",
    "calls for": "The council called for |an end to the fighting|.",
    "agreed to": "The council agreed to |send forty observers|.",
    "negation in a clause before": "It was not a surprise, she added, that |the port reopened|.",
    "negation on the far verb": "He did not visit the town where |the treaty was signed|.",
    "hedge inside": "She said |the port may reopen|.",
    "negation inside": "She said |the port will not reopen|.",
    "contrast at the right": "|The council wants talks|, not another war.",
    "clause after a dash": "The talks did not fail — |they were put off|.",
    "heading on its own line": "No deal yet\n\n|The port reopened on Monday.|",
    "neutral noun": "The report of the claims office |was published in June|.",
    "claims as a noun": "The claims |were settled in court|.",
    "rather alone": "It is rather |cold in the mountains|.",
    "nominal far": "In the far |north of the country|, it snowed.",
    "question answered": "Will it hold? |It will|. He went home.",
    "possessive cut": "|The minister|'s car was stolen.",
    "other language": "Der Minister sagte, |der Hafen sei nicht offen|.",
}


@pytest.mark.parametrize(("marked", "code", "reason"), CLIPPED.values(), ids=CLIPPED)
def test_a_cut_that_turns_the_meaning_is_flagged_with_the_words_cut_off(marked: str, code: str, reason: str) -> None:
    text, span = _cut(marked)
    check = clipped(text, span, Span(0, len(text)))
    assert check.code == code
    assert reason in check.reason


@pytest.mark.parametrize("marked", HARMLESS.values(), ids=HARMLESS)
def test_a_cut_that_leaves_the_meaning_is_not_flagged(marked: str) -> None:
    text, span = _cut(marked)
    assert clipped(text, span, Span(0, len(text))).reason == ""


OWNED = {
    "holder and cue": ("[Analysts] have [suggested] that |Oslo is bluffing|.", ""),
    "cue of a denial": ("[Baku] [denied] that |its jets had crossed the line|.", ""),
    "source at the right": ("|The deal is done|, [officials] [said].", ""),
    "a negated cue": ("[She] did not [say] that |the talks were over|.", "clipped-negation"),
    "a hedge before the cue": ("[The firm] may [deny] that |it sold arms|.", "clipped-hedge"),
    "a hedge after the cue": ("[Oslo] [said] the rebels may |have shot down the plane|.", "clipped-hedge"),
}


@pytest.mark.parametrize(("marked", "code"), OWNED.values(), ids=OWNED)
def test_the_holder_and_the_cue_that_the_brief_names_may_be_cut_off_and_nothing_more(marked: str, code: str) -> None:
    own, plain, depth = [], "", 0
    for char in marked:
        if char == "[":
            depth = len(plain.replace("|", ""))
        elif char == "]":
            own.append(Span(depth, len(plain.replace("|", ""))))
        else:
            plain += char
    text, span = _cut(plain)
    assert clipped(text, span, Span(0, len(text)), tuple(own)).code == code


@needs_shared
def test_every_clipped_fragment_of_the_sample_articles_is_flagged_and_no_whole_sentence() -> None:
    altered = json.loads((SHARED / "quotes" / "altered.json").read_text())
    clips = json.loads((SHARED / "quotes" / "clipped.json").read_text())
    whole = [item for item in altered["items"] if item["kind"] == "verbatim"]
    texts = {name: Article(name, text) for name, text in altered["texts"].items()}
    assert sum(_is_flagged(texts[item["doc"]], item["q"]) for item in clips) == len(clips)
    assert not [item["q"] for item in whole if _is_flagged(texts[item["doc"]], item["q"])]


@needs_shared
def test_under_one_percent_of_the_whole_sentences_of_other_articles_is_flagged() -> None:
    with gzip.open(SHARED / "articles" / "wikinews.jsonl.gz", "rt") as lines:
        articles = [
            Article(str(number), json.loads(line)["text"]) for number, line in enumerate(lines) if number % 3 == 0
        ]
    flags = []
    for article in articles:
        spans = [Span(each.start, each.end) for each in chunks.sentences(article)]
        flags += [clipped(article.text, span, span).code for span in spans]
    assert sum(map(bool, flags)) < len(flags) / 100


def _is_flagged(article: Article, quote: str) -> bool:
    span = locate(fold(article.text), quote).span
    around = [each for each in chunks.sentences(article) if Span(each.start, each.end).overlaps(span)]
    stretch = Span(around[0].start, around[-1].end) if around else span
    return not clipped(article.text, span, Span(min(stretch.start, span.start), max(stretch.end, span.end))).passed
