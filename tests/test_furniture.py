"""What is marked as furniture, and the longer table of what must stay story."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer import dates, furniture
from briefer.model import Furniture

LEAD = "The two governments agreed on Tuesday to resume talks on fishing rights, officials said."
END = "A second round is planned for the autumn, according to both delegations."


def between(line: str) -> str:
    return f"{LEAD}\n\n{line}\n\n{END}\n"


def kinds(text: str) -> dict[str, str]:
    """The marked words, each with its kind."""
    return {text[mark.start : mark.end]: mark.kind for mark in furniture.find(text)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Updated 9:05 AM CET, Mon, Feb 3, 2014", "stamp"),
        ("Last updated: 3 February 2014, 09:05", "stamp"),
        ("Monday, February 3, 2014", "stamp"),
        ("4 hours ago", "stamp"),
        ("9:05 a.m.", "stamp"),
        ("Make HN Your Homepage", "notice"),
        ("Advertisement", "notice"),
        ("Story continues below advertisement", "notice"),
        ("Click here to watch the full interview", "notice"),
        ("© 2014 Harbour News. All rights reserved.", "notice"),
        ("Download our app for the latest stories", "notice"),
        ("Like Us on Facebook", "share"),
        ("Follow Ann Berg on Twitter @annberg.", "share"),
        ("Share this article", "share"),
        ("Share on WhatsApp", "share"),
        ("Email", "share"),
        ("12 comments", "share"),
        ("Share this:", "share"),
        ("Leave a comment", "share"),
        ("Join the conversation", "share"),
        ("Harbour News is not responsible for the content of external sites.", "notice"),
        ("LOAD-DATE: July 27, 2017", "notice"),
        ("LANGUAGE: ENGLISH", "notice"),
        ("LENGTH: 512 words", "notice"),
        ("Unsubscribe", "newsletter"),
        ("Manage your preferences", "newsletter"),
        ("View this email in your browser", "newsletter"),
        ("Was this forwarded to you? Sign up here", "newsletter"),
        ("You are receiving this email because you signed up on our site.", "newsletter"),
        ("Image caption: A trawler leaves the harbour", "caption"),
        ("Sign up for our newsletter", "newsletter"),
        ("Get the morning briefing in your inbox.", "newsletter"),
        ("Subscribe now", "newsletter"),
        ("Read also: Cod quota cut for third year", "related"),
        ("READ MORE: Cod quota cut for third year", "related"),
        ("Related stories", "related"),
        ("Most read", "related"),
        ("(Photo : Reuters) A trawler leaves the harbour. It is one of the last.", "caption"),
        ("Photo: Ann Berg", "caption"),
        ("A trawler leaves the harbour. (Photo: Ann Berg/AFP)", "caption"),
        ("FILE - In this 2012 photo, a trawler leaves the harbour.", "caption"),
        ("A trawler leaves the harbour on Monday. Image: Ann Berg.", "caption"),
        ("By Ann Berg", "byline"),
        ("By Ann Berg and Jon Dahl, Harbour News", "byline"),
        ("By Ann Berg, diplomatic correspondent", "byline"),
        ("By a staff reporter", "byline"),
        ("By our correspondent in Oslo", "byline"),
        ("By Staff Writers", "byline"),
        ("BY ANN BERG", "byline"),
        ("Ann Berg reports.", "byline"),
        ("Ann Berg has more from Oslo.", "byline"),
        ("(Reporting by Ann Berg in Oslo; Editing by Jon Dahl)", "byline"),
        ("Jon Dahl contributed reporting.", "byline"),
        ("(AFP)", "agency"),
        ("With inputs from agencies", "agency"),
        ("Home | World | Sport | Weather", "menu"),
        ("Skip to content", "menu"),
        ("* * *", "rule"),
        ("Contrasting Views", "heading"),
        ("A Third Round?", "heading"),
        ("What comes next", "heading"),
        ("Live Market Data", "heading"),
    ],
)
def test_a_line_that_is_not_the_story_is_marked_whole(line: str, kind: str) -> None:
    assert kinds(between(line)) == {line: kind}


@pytest.mark.parametrize(
    "line",
    [
        # words of share lines
        "Share prices fell in Oslo and London.",
        "Share the burden or lose the treaty, he told them.",
        '"Share this with your people," she told the delegation.',
        "Like us, they want the quota raised.",
        "Follow us into the talks, the minister urged them.",
        "Both sides share a coast and a long memory.",
        "Twelve comments were filed by the trade unions.",
        "They print their own quota stamps.",
        "The minister said so on Facebook.",
        "Facebook removed the minister's post.",
        "Leave a comment out of the record, he told the clerk.",
        "Join the conversation or be its subject, she said.",
        "Norway is not responsible for the content of the treaty.",
        "Language: that is what divides them, the envoy said.",
        "Length, width and weight are in the annex.",
        "Section 301 was invoked by the court.",
        "Manage your preferences or others will, the minister said.",
        "View this in the light of the treaty.",
        "Was this forwarded to you by the ministry, the judge asked.",
        "You are receiving this note as a warning, the letter said.",
        "Unsubscribed shares were sold to the state.",
        # words of stamps
        "The quota was updated in 2014.",
        "Updated figures show a fall of 9 percent.",
        "In May 2014 they met again.",
        "May 3 was the last day of the talks.",
        "It was 9:05 a.m. when the boat sank.",
        "On Monday, February 3, 2014, the talks broke down.",
        "Published reports contradict the ministry.",
        "They waited 4 hours.",
        # words of bylines
        "By Friday, the talks had failed.",
        "By Monday Ann Berg had left.",
        "By March they will have signed, the envoy said.",
        "By then, neither side was listening.",
        "By all accounts the meeting was short.",
        "By Norwegian law, the quota is public.",
        "The ministry reports.",
        "Ann Berg reports a rise in catches.",
        "Ann Berg, the fisheries minister, said no.",
        "Ann Berg said so.",
        "Reporting by the two ministries stopped in 2009.",
        "Editing by hand is slow.",
        "Norway contributed ships to the search.",
        # words of notices, newsletters and related lines
        "Sign up for the pact or leave the sea, he said.",
        "Subscribe to the view that quotas work, and you lose.",
        "Get the fleet out of the harbour, the crews were told.",
        "Make peace your home, the bishop said.",
        "Advertisement of quotas is banned.",
        "Copyright law does not cover fish.",
        "Read the treaty again, she said.",
        "Related talks on seals go on in Bergen.",
        "Watch the coast, the captain told them.",
        "More on fish than on seals was said.",
        "Download speeds are not the issue.",
        # words of captions and agencies
        "A photo of the trawler was shown to the court.",
        "Photographs of the wreck are missing.",
        "The image of the country has suffered.",
        "Reuters quoted an official as saying so.",
        "The file was closed in 2009.",
        "Sources in Oslo would not comment.",
        # short paragraphs of the story
        '"We are ready."',
        "“We are ready.”",
        '"Are we ready?"',
        '"Who Will Pay?" she asked.',
        "“Never,” said Dahl.",
        "Dahl said no",
        "He refused.",
        "Why?",
        "Will they sign?",
        "How is that possible?",
        "It was over",
        "We oppose the quota",
        "in the harbour of Bergen",
        "and signed the treaty",
        "Dahl: we are ready.",
        "Q: Does Norway agree?",
        "- a cut of 9 percent",
        "1. A cut of the quota",
        "NATO - which has no fleet there - stayed out of it.",
        "Ann Berg: no",
        "Their first demand:",
        "Oslo, Bergen, Tromso",
    ],
)
def test_a_sentence_that_only_looks_like_furniture_is_story(line: str) -> None:
    assert kinds(between(line)) == {}


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("Ministers part without a deal", "\n\n" + LEAD),
        ("Ministers part without a deal", "\n" + LEAD + "\n" + END),
        ("Will the ministers meet again?", "\n\n" + LEAD),
        ("Oslo to Iceland: 'Cod quotas are not a Toy\"", "\n\n" + LEAD),
        ("Ministers meet in the U.S.", "\n\n" + LEAD),
        ("Ministers part without a deal", "\n\nBy Ann Berg\n\n" + LEAD),
        ("Ministers part without a deal", "\r\n\r\n" + LEAD + "\r\n"),
    ],
)
def test_a_first_line_that_is_a_headline_is_the_title(first: str, rest: str) -> None:
    text = first + rest
    marks = furniture.find(text)
    assert kinds(text)[first] == "title"
    assert furniture.title(text, marks) == first


@pytest.mark.parametrize(
    "first",
    [
        "Ministers part without a deal.",
        "“We part without a deal.”",
        "Ministers part without a deal,",
        "ministers part without a deal",
        "date 2014-02-03 Ministers part without a deal",
        "The ministers of the two countries parted on Tuesday without a deal on fishing rights in the northern sea, "
        "which they have been talking about for nine years now",
    ],
)
def test_a_first_line_that_is_no_headline_is_not_the_title(first: str) -> None:
    text = f"{first}\n\n{LEAD}"
    assert furniture.title(text, furniture.find(text)) == ""


def test_a_first_line_that_was_broken_in_its_middle_is_story() -> None:
    assert kinds(f"The two governments agreed to resume\ntheir talks. {LEAD}") == {}


def test_a_text_of_nothing_but_a_headline_has_no_title() -> None:
    assert "title" not in kinds("Ministers part without a deal").values()


def test_the_title_is_found_below_a_menu_and_a_stamp() -> None:
    text = (
        f"Updated 9:05 AM, Feb 3, 2014\n\nHome\nWorld\nSport\n\nMinisters part without a deal\n\nSmall Steps\n\n{LEAD}"
    )
    assert list(kinds(text).values()) == ["stamp", "menu", "menu", "menu", "title", "heading"]


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("OSLO, Feb. 3 (Fjord Press) -", " Ministers parted."),
        ("MOSCOW, July 4. /TASS/.", " Ministers parted."),
        ("MOSCOW, July 4 /TASS/.", " Ministers parted."),
        ("OSLO (Reuters) -", " Ministers parted."),
        ("Oslo (AFP) –", " Ministers parted."),
        ("OSLO —", " Ministers parted."),
        ("NEW BERGEN, N.D. --", " Ministers parted."),
        ("UNITED NATIONS, 3 February -", " “No,” they said."),
    ],
)
def test_a_dateline_is_marked_and_its_sentence_is_not(dateline: str, rest: str) -> None:
    assert kinds(f"{dateline}{rest} {LEAD}\n\n{END}") == {dateline: "dateline"}


@pytest.mark.parametrize(
    "line",
    [
        "NATO — the alliance of the West — was not asked.",
        "NATO - as ever - was not asked.",
        "DAHL-- I will not answer that.",
        "Oslo - a city of boats.",
        "UN - The council met.",
        "Dahl — who left early — was not asked.",
        "UPDATE - The talks were broken off.",
        "The minister (Conservative) - a lawyer - left.",
        "Ice-cold relations were what he found.",
        "2014 - The year of the cod.",
    ],
)
def test_a_sentence_with_a_dash_is_not_a_dateline(line: str) -> None:
    assert "dateline" not in kinds(f"{line} {LEAD}\n\n{END}").values()


@pytest.mark.parametrize(
    "line", ["OSLO, 3 February 2014", "Oslo, Feb. 3, 2014", "New Bergen, Norway, 3 February 2014 -"]
)
def test_a_dateline_may_stand_in_a_paragraph_of_its_own(line: str) -> None:
    text = f"{line}\n\n{LEAD}\n\n{END}"
    assert kinds(text) == {line: "dateline"}
    assert dates.published(text, furniture.find(text)) == ("2014-02-03", "dateline")


@pytest.mark.parametrize(
    "line", ["They met in Oslo, 3 February 2014", "The Oslo talks began", "Oslo", "Oslo, in February", LEAD]
)
def test_a_line_of_more_than_place_and_day_is_no_dateline(line: str) -> None:
    assert "dateline" not in kinds(f"{line}\n\n{LEAD}\n\n{END}").values()


def test_an_export_date_is_marked_and_the_rest_of_its_line_is_story() -> None:
    assert kinds(f" date 2014-02-03 {LEAD}\n{END}") == {"date 2014-02-03": "stamp"}


def test_a_sign_off_counts_only_at_the_end() -> None:
    assert kinds(f"{LEAD}\n{END}\nAnn Berg, Fjord News.\n") == {"Ann Berg, Fjord News.": "byline"}
    assert kinds(f"Ann Berg, Fjord News.\n\n{LEAD}\n\n{END}\n\n{LEAD}") == {}


def test_teasers_under_a_related_line_are_marked_down_to_the_next_sentence() -> None:
    text = f"{LEAD}\n\nMost read\n1. Port strike goes on\n2. Rain in Bergen\n\n{END}"
    assert list(kinds(text).values()) == ["related"] * 3


def test_the_items_of_a_list_that_a_colon_announces_are_story() -> None:
    assert kinds(f"{LEAD} They demand:\n\nA higher quota\n\nNew ports\n\nFewer seals\n\n{END}") == {}


def test_a_heading_in_a_text_without_blank_lines_stands_between_long_paragraphs() -> None:
    assert kinds(f"{LEAD}\nContrasting Views\n{END}\n{LEAD}") == {"Contrasting Views": "heading"}
    assert kinds(f"{LEAD}\nThey met the Foreign Minister\n{END}\n{LEAD}") == {}


def test_a_caption_that_is_hard_wrapped_is_marked_to_its_end() -> None:
    caption = (
        "(Photo : Reuters) A trawler leaves the harbour of Bergen in the early hours\n"
        "of Monday. It is one of the last that still go out for cod in the northern\n"
        "sea, the owners say."
    )
    assert kinds(f"{LEAD}\n\n{caption}\n\n{END}") == {caption: "caption"}


def test_merging_keeps_the_marks_of_the_earlier_group() -> None:
    first = [Furniture(10, 20, "a")]
    second = [Furniture(0, 5, "b"), Furniture(3, 8, "c"), Furniture(15, 25, "d"), Furniture(20, 22, "e")]
    assert furniture.merge(first, second) == (Furniture(0, 5, "b"), Furniture(10, 20, "a"), Furniture(20, 22, "e"))


PIECES = [
    "By Ann Berg",
    "Photo:",
    "(",
    "Reuters",
    "OSLO",
    " - ",
    "\n",
    "\n\n",
    "\r\n",
    "Home",
    "|",
    "Updated",
    " 9:05 ",
]
PIECES += [
    "Feb 3, 2014",
    "said",
    ".",
    "?",
    '"',
    "“",
    "Share",
    "a",
    "A",
    "A'",
    " ",
    "date 2014-02-03",
    "Most read",
    ":",
    "é",
]
PIECES += ["\u2028", "\x85"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join))
def test_marks_are_sorted_and_stripped_and_do_not_overlap_whatever_the_text(text: str) -> None:
    end = 0
    for mark in furniture.find(text):
        assert end <= mark.start < mark.end <= len(text)
        words = text[mark.start : mark.end]
        assert words == words.strip()
        end = mark.end


@pytest.mark.parametrize(
    "piece", ["A' ", "A'", "(A, ", "Ann Berg, ", "x|", "By A-", ". ", "2 May ", "Follow a ", "\n", "a\n"]
)
def test_a_line_that_repeats_itself_takes_no_time(piece: str) -> None:
    furniture.find(piece * 3000)
    furniture.find("By Ann Berg, " + piece * 12 + "!")
    furniture.find((piece * 200)[:1900] + "\n\n" + LEAD)


@pytest.mark.parametrize(
    "line",
    [
        "Home" + " | Prices" * 200 + " | and a last item that is longer than any item of a menu is",
        "Share " * 300 + ".",
        "Read more: " * 150,
        "By " + "Ann Berg, " * 190 + "!",
        "( " * 900,
        "with inputs from " * 100 + "?",
        "Photo " * 300 + "/",
        "a b " * 450 + "©",
        "OSLO, " * 300 + "x",
        "Sign up for " + "the news " * 200,
        "9:05 " * 350 + "x",
    ],
    ids=lambda line: line[:12],
)
def test_no_line_takes_long(line: str) -> None:
    import time

    begun = time.perf_counter()
    furniture.find(between(line[:1990]))
    assert time.perf_counter() - begun < 1


def test_furniture_is_told_from_story_in_every_layout_of_the_bench() -> None:
    from bench import furniture as bench

    total = bench.Counts()
    for _, counts in bench.layouts():
        total.add(counts)
    assert len(bench.LAYOUTS) >= 12
    assert total.story_lost == 0
    assert total.furniture_found > 500
    assert total.furniture_read <= 0.02 * total.furniture_found


def test_furniture_is_told_in_the_four_articles_as_a_person_told_it() -> None:
    from bench import furniture as bench

    folder = bench.ROOT.parent / "shared/seeds"
    if not folder.is_dir():
        pytest.skip("no shared seeds beside this checkout")
    counts = bench.shared(folder)
    assert (counts.story_lost, counts.furniture_read, counts.furniture_found) == (0, 0, 12)
