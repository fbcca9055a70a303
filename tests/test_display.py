"""How the work goes, on a terminal: a bar a stage that moves with each job, failed ones too."""

from __future__ import annotations

import pytest

from briefer.cli.display import Bar, Lines, display
from briefer.model import Job, Problem, Reply

JOB = Job("extract", {}, {}, {})


def test_a_bar_moves_with_each_job_of_its_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as shown:
        shown.done(JOB, Reply(JOB.key, {}))  # before any stage: nothing moves
        shown.stage("reading", 3)
        shown.done(JOB, Reply(JOB.key, {}))
        shown.done(JOB, Problem("timeout", "no answer"))
        shown.stage("grouping", 1)
        shown.done(JOB, Reply(JOB.key, {}))
        assert [(each.description, each.completed, each.total) for each in shown._progress.tasks] == [
            ("reading", 2, 3),
            ("grouping", 1, 1),
        ]
    assert shown._progress.live.is_started is False
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("terminal", "kind"), [(True, Bar), (False, Lines)])
def test_a_bar_is_for_terminals(terminal: bool, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    assert type(display()) is kind
