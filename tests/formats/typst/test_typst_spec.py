"""Each node and each trap: a small page beside the Typst it becomes; all of them compile."""

import re

import pymupdf
import pytest
from plain_sphinx import SPEC, build, of_spec

CASES = sorted(each.stem for each in SPEC.glob("*.md"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One book of all cases, built."""
    root = of_spec(tmp_path_factory.mktemp("spec") / "book")
    done = build(root, root / "out")
    assert done.returncode == 0, done.stderr
    return root / "out"


def pages_of(source):
    """Part the book's code by the pages it comes from."""
    found, current = {}, ""
    for full in source.splitlines(keepends=True):
        if not full.startswith("    "):
            continue
        line = full[4:]
        place = re.match(r"\s*// docs/(\w+)\.md:\d+$", line)
        if place and place[1] != current:
            told = found.get(current, [])
            opened = re.fullmatch(r"(ours|authors)\(\{\n", told[-1]) if told else None
            current = place[1]
            found[current] = [told.pop()] if opened else []
        found.setdefault(current, []).append(line)
    return {name: "".join(lines) for name, lines in found.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_page_becomes_the_typst_beside_it(made, name, rewrite):
    code = pages_of((made / "book.typ").read_text("utf-8"))[name]
    golden = SPEC / f"{name}.typ"
    if rewrite:
        golden.write_text(code, "utf-8")
    assert code == golden.read_text("utf-8")


def test_a_golden_file_stands_beside_every_page():
    assert sorted(each.stem for each in SPEC.glob("*.typ")) == CASES


@pytest.mark.parametrize(
    "words",
    [
        "# @ // /* [ ] * $ _ ` \\ \" ' <br> { } ( ) = ~ -- --- ... #let x = 1 $x$ @key <label>",
        "“Typographic” ‘quotes’ – dashes — an ellipsis…",
        "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі – ₸.",
        "שלום",
        "كتاب",
        "word\u2060joiner",
    ],
)
def test_the_text_layer_holds_the_traps_as_written(made, words):
    with pymupdf.open(made / "book.pdf") as pdf:
        text = "\n".join(page.get_text() for page in pdf)
    flat = " ".join(text.split())
    plain = words.replace("\u2060", "")
    assert plain in flat.replace("\u2060", "").replace("\u200f", "")
