"""The pure parts of the openai engine: the schema check, the reading of replies, and what an error calls for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.engines.openai.failures import ADDRESS, KEY, MODEL, Remedy, failure
from briefer.engines.openai.reading import complete_items, objects
from briefer.engines.openai.schema import violations

OBJECT = {
    "type": "object",
    "properties": {"a": {"type": "integer"}, "b": {"type": ["string", "null"]}},
    "required": ["a"],
    "additionalProperties": False,
}
EITHER = {"anyOf": [OBJECT, {"type": "object", "properties": {"c": {}, "d": {}}, "required": ["c", "d"]}]}


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        pytest.param({"a": 1}, OBJECT, id="only what is required"),
        pytest.param({"a": 1, "b": None}, OBJECT, id="one of two types"),
        pytest.param({"a": 1, "z": [1]}, {"type": "object"}, id="other properties where they are not forbidden"),
        pytest.param({"z": "x"}, {"additionalProperties": {"type": "string"}}, id="other properties of a type"),
        pytest.param(2.0, {"type": "integer"}, id="an integer written with a point"),
        pytest.param(2, {"type": "number"}, id="an integer is a number"),
        pytest.param("see S12 there", {"type": "string", "pattern": "S[0-9]+"}, id="a pattern is not anchored"),
        pytest.param("日本", {"maxLength": 2, "minLength": 2}, id="length in characters"),
        pytest.param(["a", "a"], {"items": {"enum": ["a"]}, "maxItems": 2, "minItems": 2}, id="items"),
        pytest.param(5, {"pattern": "x", "maxLength": 0, "maxItems": 0}, id="limits of other types do not count"),
        pytest.param({"a": 1}, EITHER, id="the first of two schemas"),
        pytest.param({"c": 1, "d": 2}, EITHER, id="the second of two schemas"),
        pytest.param("anything", {}, id="no schema"),
        pytest.param({"a": ()}, {"type": "object", "description": "says nothing", "title": "T"}, id="annotations"),
    ],
)
def test_valid(value: Any, schema: dict[str, Any]) -> None:
    assert violations(value, schema) == ()


@pytest.mark.parametrize(
    ("value", "schema", "words", "shape"),
    [
        pytest.param([], OBJECT, "answer must be of type object, it is array", True, id="type"),
        pytest.param({}, OBJECT, "answer lacks the property 'a'", True, id="required"),
        pytest.param({"a": 1, "z": 2}, OBJECT, "answer must not have a property 'z'", True, id="unknown"),
        pytest.param({"a": True}, OBJECT, "answer.a must be of type integer, it is boolean", True, id="true is no 1"),
        pytest.param({"a": 1.5}, OBJECT, "answer.a must be of type integer, it is number", True, id="half"),
        pytest.param(
            {"a": 1, "b": 2}, OBJECT, "answer.b must be of type string or null, it is integer", True, id="two"
        ),
        pytest.param(
            {"z": 1},
            {"additionalProperties": {"type": "string"}},
            "answer.z must be of type string, it is integer",
            True,
            id="other",
        ),
        pytest.param("x", {"pattern": "^S"}, "answer must match ^S", False, id="pattern"),
        pytest.param("xyz", {"maxLength": 2}, "answer must have at most 2 characters, it has 3", False, id="long"),
        pytest.param("", {"minLength": 1}, "answer must have at least 1 characters", False, id="short"),
        pytest.param([1, 2], {"maxItems": 1}, "answer must have at most 1 items, it has 2", False, id="many"),
        pytest.param([], {"minItems": 1}, "answer must have at least 1 items", False, id="few"),
        pytest.param("c", {"enum": ["a", "b"]}, "answer must be one of 'a', 'b'", False, id="enum"),
        pytest.param(True, {"enum": [1]}, "answer must be one of 1", False, id="true is not the enum's 1"),
        pytest.param(0, {"minimum": 1}, "answer must be at least 1", False, id="minimum"),
        pytest.param(9, {"maximum": 1}, "answer must be at most 1", False, id="maximum"),
        pytest.param(
            {"a": 1, "z": 2}, EITHER, "answer must not have a property 'z'", True, id="none of two, the first"
        ),
        pytest.param({"c": 1}, EITHER, "answer lacks the property 'd'", True, id="none of two, the second"),
        pytest.param(
            [1, "x"], {"items": {"type": "integer"}}, "answer[1] must be of type integer, it is string", True, id="item"
        ),
    ],
)
def test_invalid(value: Any, schema: dict[str, Any], words: str, shape: bool) -> None:
    (violation,) = violations(value, schema)
    assert (str(violation), violation.shape) == (words, shape)


def test_everything_wrong_is_said_at_once() -> None:
    assert len(violations({"b": 1, "z": 2}, OBJECT)) == 3


@pytest.mark.parametrize("constraint", ["oneOf", "$ref", "const", "format", "uniqueItems"])
def test_a_constraint_that_is_not_checked_is_refused(constraint: str) -> None:
    with pytest.raises(ValueError, match=constraint.replace("$", r"\$")):
        violations(1, {constraint: 1})


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("no braces at all", id="prose"),
        pytest.param("[1, 2]", id="an array"),
        pytest.param("null", id="null"),
        pytest.param("{'a': 1}", id="Python's quotes"),
        pytest.param('{"a": 1,}', id="a comma too many"),
        pytest.param('{"a": NaN}', id="not a number"),
        pytest.param('{"a": 1e999}', id="beyond any number"),
        pytest.param('{"a": -Infinity}', id="infinity"),
        pytest.param('<think>{"a": 1}', id="only a thought"),
        pytest.param('{"a": ' * 100_000, id="nested without end"),
        pytest.param("{" * 100_000, id="braces without end"),
        pytest.param('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", id="deeper than can be read"),
        pytest.param('{"a": ' + "9" * 10_000 + "}", id="a number longer than can be read"),
    ],
)
def test_no_object_is_found_in(text: str) -> None:
    assert list(objects(text)) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param('{"a": 1}', {"a": 1}, id="bare"),
        pytest.param('```\n{"a": 1}\n```', {"a": 1}, id="fence without a language"),
        pytest.param('```json\r\n{"a": 1}\r\n```', {"a": 1}, id="fence with Windows line ends"),
        pytest.param('```json\n{"a": 1}', {"a": 1}, id="fence that is not closed"),
        pytest.param(
            '```json\n{"a": 0}\n```\nBetter:\n```json\n{"a": 1}\n```', {"a": 1}, id="the last fence goes first"
        ),
        pytest.param('{x} {"a": {"b": "}"}} {y}', {"a": {"b": "}"}}, id="amid braces"),
        pytest.param('{"a": "<think>x</think>"}', {"a": "<think>x</think>"}, id="a tag within a string"),
        pytest.param('{"a": "one\ntwo\x01"}', {"a": "one\ntwo\x01"}, id="raw control characters"),
        pytest.param(r'{"a": "\ud83d"}', {"a": "?"}, id="half a surrogate pair"),
        pytest.param(r'{"a": "\ud83d\ude00"}', {"a": "😀"}, id="a whole surrogate pair"),
    ],
)
def test_the_likeliest_object_comes_first(text: str, first: dict[str, Any]) -> None:
    assert next(iter(objects(text))) == first


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


_TWO = '{"at": ["S1"]}, {"at": ["S2"]}'


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(f'{{"claims" {_TWO}]}}', id="no colon, no bracket"),
        pytest.param(f'{{"claims": {_TWO}]}}', id="no bracket"),
        pytest.param(f'{{"claims" [{_TWO}]}}', id="no colon"),
        pytest.param(f'Here:\n```json\n{{"claims" {_TWO}\n]\n}}\n```\nMore?', id="in a fence"),
    ],
)
def test_an_array_that_lost_only_its_beginning_is_whole(reply: str) -> None:
    assert next(objects(reply)) == {"claims": [{"at": ["S1"]}, {"at": ["S2"]}]}


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(f'{{"claims" {_TWO}', id="no end"),
        pytest.param(f'{{"claims" {_TWO}}}', id="no closing bracket"),
        pytest.param('{"claims" {"at": ["S1"]} and {"at": ["S2"]}]}', id="something between"),
        pytest.param(f'{{"claims" {_TWO}], "more": [', id="more to come"),
        pytest.param(f'{{"note": 1, "claims" {_TWO}]}}', id="something before"),
        pytest.param('{"claims": {"at": ["S1"]}}', id="one object, and no array"),
    ],
)
def test_an_array_that_may_lack_more_is_not_taken_for_whole(reply: str) -> None:
    assert {"claims": [{"at": ["S1"]}, {"at": ["S2"]}]} not in list(objects(reply))
    assert {"claims": [{"at": ["S1"]}]} not in list(objects(reply))


@given(st.dictionaries(st.text(), VALUES, max_size=3))
def test_every_object_is_read_back(value: dict[str, Any]) -> None:
    assert next(iter(objects(json.dumps(value)))) == json.loads(json.dumps(value).encode())


@given(st.text(alphabet='{}[]":,\\ a1`<>/think\n'))
def test_reading_never_fails(text: str) -> None:
    for found in objects(text):
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    complete_items(text)


@pytest.mark.parametrize(
    "broken", ['{"claims": [1e', '{"claims": [1', '{"claims": [1e+', '{"claims": [1.', '{"claims": [-']
)
def test_a_number_that_may_go_on_is_not_saved(broken: str) -> None:
    assert complete_items(broken) == ({}, "")


@given(st.lists(VALUES, min_size=1, max_size=4), st.data())
def test_what_is_saved_of_a_broken_off_array_is_a_beginning_of_it(items: list[Any], data: st.DataObject) -> None:
    whole = json.dumps({"note": "a [b", "claims": items})
    cut = data.draw(st.integers(0, len(whole) - 1))
    saved, name = complete_items(whole[:cut])
    if name:
        read = json.loads(json.dumps(items))
        assert saved == {"note": "a [b", "claims": read[: len(saved["claims"])]}


# --- errors -----------------------------------------------------------------------------------------------------------


def test_an_error_that_repeats_the_request_is_judged_without_it() -> None:
    echo = {"detail": [{"loc": ["body", "n"], "msg": "too many", "input": {"response_format": {}, "temperature": 0}}]}
    assert failure(422, echo).remedy is Remedy.NONE


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param({"error": {"message": "two\n lines"}}, "two lines", id="OpenAI"),
        pytest.param({"error": "plain"}, "plain", id="Ollama"),
        pytest.param({"detail": [{"msg": "bad"}]}, "bad", id="FastAPI"),
        pytest.param([{"error": {"message": "in a list"}}], "in a list", id="Gemini"),
        pytest.param("<html><h1>Bad</h1> Gateway</html>", "Bad Gateway", id="a web page"),
        pytest.param({"status": "x"}, "HTTP 500", id="no message"),
        pytest.param("", "HTTP 500", id="nothing"),
        pytest.param("x" * 500, "x" * 200, id="too much"),
    ],
)
def test_the_endpoints_words_are_one_short_line(body: Any, words: str) -> None:
    assert failure(500, body).words == words


@pytest.mark.parametrize(
    ("status", "message", "remedy", "setting"),
    [
        pytest.param(
            429, "You exceeded your current quota, please check your billing", Remedy.WAIT, "", id="Gemini, a minute"
        ),
        pytest.param(429, "insufficient_quota", Remedy.SETTING, KEY, id="OpenAI, for good"),
        pytest.param(429, "Request too large for this model on tokens per min", Remedy.NONE, "", id="never fits"),
        pytest.param(400, "Invalid schema for response_format 'x'", Remedy.OTHER_FORMAT, "", id="schema"),
        pytest.param(
            400,
            "'response_format' json_schema is not supported with this model",
            Remedy.OTHER_FORMAT,
            "",
            id="format, not model",
        ),
        pytest.param(
            400, "'temperature' does not support 0 with this model", Remedy.NO_TEMPERATURE, "", id="temperature"
        ),
        pytest.param(404, "The model 'x' does not exist", Remedy.SETTING, MODEL, id="model"),
        pytest.param(404, "Not Found", Remedy.SETTING, ADDRESS, id="path"),
        pytest.param(503, "Loading model", Remedy.WAIT, "", id="loading"),
        pytest.param(500, "context size exceeded", Remedy.NONE, "", id="too long, as 500"),
        pytest.param(409, "conflict", Remedy.NONE, "", id="anything else"),
    ],
)
def test_an_error_calls_for(status: int, message: str, remedy: Remedy, setting: str) -> None:
    found = failure(status, {"error": {"message": message}})
    assert (found.remedy, found.setting) == (remedy, setting)
