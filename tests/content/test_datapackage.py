"""The figures as data: a table that reads back as the book, and a package that describes it."""

import csv
import hashlib
import json
import re
import shutil
from decimal import Decimal

import pytest
from frictionless import Package, system

from conftest import BOOKS, ROOT, run_kzbook
from editions import html_pages
from kzbook.manuscript import read_facts

FACTS = read_facts(ROOT / "docs/facts.toml", ROOT)
LIST = "---\nvoice: editor\n---\n(sec-figures)=\n# Figures\n\n:::{fact-list}\n:::\n"


def rows(dist):
    with (dist / "facts.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def faults(dist):
    with system.use_context(trusted=True):
        report = Package(str(dist / "datapackage.json")).validate()
    return [error.message for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def test_frictionless_finds_nothing(published):
    assert faults(published) == []


@pytest.mark.parametrize(
    ("old", "new"), [(b"\r\narea,area,", b"\r\narea,areas,"), (b"2724900,2724900", b"2724900,many")]
)
def test_frictionless_would_find_a_wrong_row(published, tmp_path, old, new):
    table = (published / "facts.csv").read_bytes()
    assert table.count(old) == 1
    (tmp_path / "facts.csv").write_bytes(table.replace(old, new))
    described = json.loads((published / "datapackage.json").read_text("utf-8"))
    for name in ("bytes", "hash"):
        del described["resources"][0][name]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    assert faults(tmp_path) != []


def test_the_table_is_the_declared_facts(published):
    found = rows(published)
    assert list(found) == list(FACTS)
    for key, fact in FACTS.items():
        row = found[key]
        assert (row["kind"], row["unit"], row["qualifier"], row["source"]) == (
            fact.kind, fact.unit, fact.qualifier, fact.source,
        )  # fmt: skip
        if fact.kind in {"year", "month", "period", "article"}:
            assert row["number"] == ""
            assert row["value"].replace("/", "-") == str(fact.value)
        else:
            assert Decimal(row["number"]) == Decimal(row["value"]) == Decimal(str(fact.value))
        assert bool(row["source_title"]) == bool(fact.source)
    assert found["turkmenistan-migrants"]["period"] == "2003/2019"
    assert found["kazakhs-1990s"]["period"] == "1990/1999"
    assert found["population"]["source_url"].startswith("http")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_table_tells_what_the_list_of_the_site_tells(published, language):
    found = rows(published)
    root = dict(html_pages(published / language))["figures-in-this-profile.html"]
    for term in root.xpath("//article//dt"):
        row = found[term.get("id").removeprefix("figure-")]
        (value,) = term.getnext().xpath(".//*[contains(@class, 'fact-value')]")
        told = [each.text_content().replace("\u00a0", " ") for each in (term, value)]
        # The site ties words that belong together; data leave that to who prints them.
        listed = [
            row[f"{name}_{language}"].replace("\u00a0", " ") for name in ("measures", "printed")
        ]
        assert told == listed


def test_every_place_is_an_anchor_of_every_site(published):
    pages = {
        f"{language}/{name}": set(root.xpath("//@id"))
        for language in ("en", "ru", "kk")
        for name, root in html_pages(published / language)
    }
    for key, row in rows(published).items():
        places = row["places"].split()
        assert len(places) == len(FACTS[key].places)
        for place in places:
            path, _sign, anchor = place.partition("#")
            for language in ("en", "ru", "kk"):
                assert anchor in pages[re.sub("^en/", f"{language}/", path)]


def test_the_package_says_what_the_book_says_and_no_more(published):
    described = json.loads((published / "datapackage.json").read_text("utf-8"))
    table = (published / "facts.csv").read_bytes()
    (resource,) = described["resources"]
    assert described["title"] == "Migration Profile: Kazakhstan"
    assert not {"licenses", "created", "contributors", "homepage", "version"} & set(described)
    assert resource["bytes"] == len(table)
    assert resource["hash"] == f"sha256:{hashlib.sha256(table).hexdigest()}"
    assert resource["schema"]["primaryKey"] == ["key"]
    assert table.count(b"\r\n") == len(FACTS) + 1
    manifest = json.loads((published / "manifest.json").read_text("utf-8"))
    assert {each["path"]: each["sha256"] for each in manifest["data"]} == {
        name: hashlib.sha256((published / name).read_bytes()).hexdigest()
        for name in ("facts.csv", "datapackage.json")
    }


def test_a_changed_value_changes_the_list_the_pop_up_and_the_table(tmp_path):
    root = small_with_list(tmp_path)
    facts = root / "docs/facts.toml"
    changed = (
        facts.read_text("utf-8")
        .replace("2724900", "2724901")
        .replace(
            'measures = "territory"', 'measures = "land"\nperiod = "2019-2020"\nsource = "bank"'
        )
    )
    facts.write_text(changed, "utf-8")
    assert changed.count("land") == 1
    table, page, prose = (each.decode() for each in published_bytes(root))
    row = next(csv.DictReader(table.splitlines()))
    assert (row["value"], row["printed_en"]) == ("2724901", "2,724,901\u00a0km²")
    assert (row["measures_en"], row["measures_ru"], row["period"]) == ("Land", "", "2019/2020")
    assert (row["source_title"], row["places"]) == (
        "[World Bank data page]",
        "en/one.html#fact-area",
    )
    for told in ("2,724,901\u00a0km²", "Land", "2019–2020", "World Bank"):
        assert told in page
    assert "<p>Land.</p><p>Period: 2019–2020.</p><p>Source: World Bank.</p>" in prose
    assert faults(root / "dist") == []


def small_with_list(folder):
    root = folder / "small"
    shutil.copytree(BOOKS / "small", root, ignore=shutil.ignore_patterns("build", "dist"))
    (root / "docs/figures.md").write_text(LIST, "utf-8")
    index = root / "docs/index.md"
    index.write_text(index.read_text("utf-8").replace("sources\n", "sources\nfigures\n"), "utf-8")
    declaration = root / "pyproject.toml"
    text = declaration.read_text("utf-8")
    declaration.write_text(text.replace('["html", "pdf", "epub"]', '["html"]'), "utf-8")
    return root


def published_bytes(root):
    done = run_kzbook("catalogs", "update", root=root)
    assert done.returncode == 0, done.stderr
    done = run_kzbook("publish", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    names = ("facts.csv", "en/figures.html", "en/one.html")
    return [(root / "dist" / name).read_bytes() for name in names]
