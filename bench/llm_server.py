"""An LLM endpoint for `bench/llm.py`, in a process of its own: answers as a good model would, late, or badly.

It answers from what it is sent alone: `extract` by what it knows of each sentence (a file of sentence and entries), and
the other tasks by ids. A reply takes 0.35 s and 1/90 s for each output token, divided by `speed`. What goes wrong, and
when, says the fault plan. GET /log gives what came in, with times.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from briefer.tokens import estimate
from tests.faultserver import Asked, Behaviour, Drops, Fails, FaultServer, Hangs, Says, pointer

LATENCY, RATE = 0.35, 90.0
_ENDLESS = 100_000.0


class Model:
    """Answers prompts, and keeps the log. `plan` is the fault plan's name, `cap` the most output tokens."""

    def __init__(self, knowledge: dict[str, list[dict[str, Any]]], speed: float, plan: str, cap: int) -> None:
        self.log: list[dict[str, Any]] = []
        self._knowledge, self._speed, self._cap = knowledge, speed, cap
        self._fault = _PLANS[plan]
        self._lock = threading.Lock()
        self._under_way = 0
        self._wait = threading.Event()

    def __call__(self, asked: Asked) -> Behaviour:
        began = time.time()
        with self._lock:
            number = len(self.log) + 1
            self._under_way += 1
            entry: dict[str, Any] = {"number": number, "began": began, "ended": 0.0, "task": _task(asked)}
            entry["question"] = hashlib.sha256(asked.words.encode()).hexdigest()[:16]
            self.log.append(entry)
            under_way = self._under_way
        text, prompt = self._answer(asked), estimate(asked.words)
        stop = "stop"
        if self._cap and estimate(text) > self._cap:
            text, stop = _first_tokens(text, self._cap), "length"
        kind, behaviour = self._fault(number, under_way, asked, text)
        said = behaviour if isinstance(behaviour, Says) else Says(text)
        tokens = estimate(str(said.text)) if said.text else 8
        seconds = LATENCY + tokens / RATE
        if isinstance(behaviour, Fails):
            seconds = 0.0 if behaviour.status == 429 else LATENCY
        elif isinstance(behaviour, Hangs):
            seconds = 0.0
        self._wait.wait(max(0.0, seconds / self._speed - (time.time() - began)))
        paid = isinstance(behaviour, Says) or (isinstance(behaviour, Drops) and behaviour.midway)
        with self._lock:
            self._under_way -= 1
            entry.update(kind=kind, paid=paid, prompt=prompt, completion=tokens if paid else 0, ended=time.time())
        if isinstance(behaviour, Says):
            usage = (prompt, tokens, 0)
            return Says(behaviour.text, stop if behaviour.stop == "stop" else behaviour.stop, behaviour.refusal, usage)
        return behaviour

    def _answer(self, asked: Asked) -> str:
        fenced = re.search(r"<<<([0-9a-f]{8,})\n(.*)\n\1>>>", asked.words, re.DOTALL)
        text = fenced[2] if fenced else ""
        made: Callable[[str], dict[str, Any]] = getattr(self, f"_{_task(asked)}")
        return json.dumps(made(text), separators=(",", ":"), ensure_ascii=False)

    def _extract(self, text: str) -> dict[str, Any]:
        ids = {sentence: name for name, sentence in re.findall(r"^(S\d+) (.*)$", text, re.MULTILINE)}
        entries = [
            pointer({**entry, "at": [ids[each] for each in entry["at"] if each in ids]})
            for sentence in ids
            for entry in self._knowledge.get(sentence, ())
        ]
        return {"positions": entries}

    def _relate(self, text: str) -> dict[str, Any]:
        topics: dict[str, list[str]] = {}
        for name, says in re.findall(r"^(P\d+) \[.*?\] .*?: (.*?)(?: \| words: .*)?$", text, re.MULTILINE):
            topics.setdefault(max(re.findall(r"[a-z]{4,}", says) or ["it"], key=len), []).append(name)
        issues = [
            {"question": f"What of the {word}?", "kind": "policy", "disputed": False,
             "sides": [{"label": "said", "ids": ids[:80]}], "common": []}
            for word, ids in list(topics.items())[:40]
        ]  # fmt: skip
        return {"issues": issues}

    def _check(self, text: str) -> dict[str, Any]:
        names = re.findall(r"^(C\d+) ", text, re.MULTILINE)
        return {"verdicts": [{"id": name, "borne_out": "yes"} for name in names]}

    def _write(self, text: str) -> dict[str, Any]:
        said = re.findall(r"^(P\d+) \[.*?\] (.*?)(?: \| words: .*)?$", text, re.MULTILINE)
        return {"summary": [{"text": says, "ids": [name]} for name, says in said[:5]]}


def _task(asked: Asked) -> str:
    """By the schema where there is one, else by the schema's words in the prompt."""
    told = json.dumps(asked.body.get("response_format", ""), separators=(",", ":")) + asked.messages[0]["content"]
    found = {"extract": "positions", "relate": "issues", "check": "verdicts", "write": "summary"}
    name = asked.body.get("response_format", {}).get("json_schema", {}).get("name", "")
    return name or next(task for task, field in found.items() if f'"{field}":{{' in told)


def _first_tokens(text: str, count: int) -> str:
    end = len(text)
    while estimate(text[:end]) > count:
        end = int(end * 0.98)
    return text[:end]


# --- fault plans: number of the request, how many are under way, what was asked, the good answer ----------------------


def _clean(number: int, under_way: int, asked: Asked, text: str) -> tuple[str, Behaviour]:
    return "good", Says(text)


def _limited(number: int, under_way: int, asked: Asked, text: str) -> tuple[str, Behaviour]:
    if under_way > 5:
        return "429", Fails(429, {"error": {"message": "too many requests"}}, {"Retry-After": "1"})
    return "good", Says(text)


def _faulty(number: int, under_way: int, asked: Asked, text: str) -> tuple[str, Behaviour]:
    if number % 5 == 0:
        return "500", Fails(500, {"error": {"message": "internal error"}})
    if number % 20 == 7:
        return "refused", Says(None, refusal="I cannot help with that.")
    if number % 10 == 3:
        return "fenced", Says(f"Sure, here is what you asked for:\n\n```json\n{text}\n```\nAnything else?")
    if number % 10 == 1:
        half = text[: len(text) // 2]
        return (
            ("malformed", Says(text.replace('":', '" ', 1).replace("[", "", 1))),
            ("truncated", Says(half, "length")),
            ("dropped", Drops(midway=True)),
            ("cut", Says(half)),
        )[number // 10 % 4]
    return "good", Says(text)


def _hanging(number: int, under_way: int, asked: Asked, text: str) -> tuple[str, Behaviour]:
    return ("hang", Hangs(_ENDLESS)) if number % 25 == 0 else ("good", Says(text))


def _one(behaviour: Behaviour, kind: str) -> Callable[[int, int, Asked, str], tuple[str, Behaviour]]:
    """One article, the one that is marked, always gets this."""

    def plan(number: int, under_way: int, asked: Asked, text: str) -> tuple[str, Behaviour]:
        marked = "Kelowna" in asked.words and _task(asked) == "extract"
        return (kind, behaviour) if marked else ("good", Says(text))

    return plan


_PLANS = {
    "clean": _clean,
    "limited": _limited,
    "faulty": _faulty,
    "hanging": _hanging,
    "refused": _one(Says(None, refusal="I cannot help with that."), "refused"),
    "broken": _one(Fails(500, {"error": {"message": "internal error"}}), "500"),
}


class _Served(FaultServer):
    """Also gives the log, at /v1/log."""

    def __init__(self, model: Model) -> None:
        super().__init__(model, models=({"id": "m"},))
        self._model = model

    def get(self, path: str) -> Any:
        """The answer to a GET, where it is not about models."""
        return self._model.log if path.endswith("/log") else None

    def hang(self, seconds: float) -> None:
        time.sleep(min(seconds, 3600))


def main() -> None:
    """Serve until the process is ended; the address is the first line of standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("knowledge", type=Path)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--plan", choices=sorted(_PLANS), default="clean")
    parser.add_argument("--cap", type=int, default=0)
    options = parser.parse_args()
    knowledge = json.loads(options.knowledge.read_text(encoding="utf-8"))
    with _Served(Model(knowledge, options.speed, options.plan, options.cap)) as server:
        print(server.address, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
