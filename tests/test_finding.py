"""Findings as people and tools read them."""

import json

from kzbook.finding import Finding, Location, has_errors, report

FOUND = [
    Finding(Location("docs/b.md", 7), "fact-unknown", "no fact 'x'"),
    Finding(Location("docs/a.md"), "hint", "100% \n of it", "info"),
]


def test_text_is_a_line_that_editors_jump_to():
    assert report(FOUND).splitlines()[-1] == "docs/b.md:7: error: no fact 'x' [fact-unknown]"


def test_json_is_the_contract():
    rows = json.loads(report(FOUND, "json"))
    assert rows[1] == {
        "path": "docs/b.md",
        "line": 7,
        "rule": "fact-unknown",
        "severity": "error",
        "message": "no fact 'x'",
    }
    assert json.loads(report([], "json")) == []


def test_github_annotations_escape_what_the_format_asks():
    notice, error = report(FOUND, "github").splitlines()
    assert notice == "::notice file=docs/a.md,line=1,title=hint::100%25 %0A of it"
    assert error == "::error file=docs/b.md,line=7,title=fact-unknown::no fact 'x'"


def test_only_errors_stop_a_release():
    assert has_errors(FOUND)
    assert not has_errors(FOUND[1:])
