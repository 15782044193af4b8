"""The pages of a Kazakh and a Russian site hold no interface word of another language.

The small book is written in Georgian letters, so whatever else a page says is furniture,
and every bit of furniture must be a word of the edition's own catalogues.
"""

import json
import re
import shutil
from pathlib import Path

import polib
import pytest
import sphinx
from babel.messages.extract import extract_from_file
from bs4 import BeautifulSoup, Comment, Doctype
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from kzbook.languages.catalogs import PACK

INDEX = """\
(top)=
# წიგნი

```{toctree}
:caption: სარჩევი
chapter
ours
```
"""
CHAPTER = """\
(chapter)=
# თავი

```{index} სიტყვა
```

## ნაწილი

სიტყვა.[^a] {term}`ცნება` {numref}`table-one` {doc}`below`

[^a]: შენიშვნა.

```{toctree}
below
```

(table-one)=
```{table} ცხრილი
| ა | ბ |
|---|---|
| გ | დ |
```

```{note}
შენიშვნა.
```

```{warning}
გაფრთხილება.
```

```{seealso}
იხილეთ.
```

```{glossary}
ცნება
  განმარტება.
```
"""
BELOW = "(below)=\n# ქვეთავი\n\nტექსტი.\n"
OURS = "---\nvoice: editor\n---\n(ours)=\n# ჩვენი\n\nჩვენი სიტყვა.\n"
DECLARATION = """\
[tool.kzbook]
title = "წიგნი"
languages = ["en", "ru", "kk"]
formats = ["html"]
date = "2021-02"
"""
CONF = 'project = "წიგნი"\nextensions = ["kzbook"]\n'

OURS_ALONE = r"[\u10a0-\u10ff\u1c90-\u1cbf\W\d_]"
"""Georgian letters, digits and signs: what the book itself is made of."""
SPOKEN = ("aria-label", "title", "placeholder", "alt", "summary", "aria-description")
OWN_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақ тілі"}


def write_book(root):
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "pyproject.toml").write_text(DECLARATION, "utf-8")
    (root / "references.bib").write_text("", "utf-8")
    texts = {
        "conf.py": CONF,
        "index.md": INDEX,
        "chapter.md": CHAPTER,
        "below.md": BELOW,
        "ours.md": OURS,
        "facts.toml": "",
        "notes.toml": "",
    }
    for name, text in texts.items():
        (docs / name).write_text(text, "utf-8")
    return root


def build(root, language, builder="html"):
    docs, out = root / "docs", root / "site" / language
    with patch_docutils(docs), docutils_namespace():
        app = Sphinx(
            docs,
            docs,
            out,
            root / "doctrees" / f"{language}-{builder}",
            builder,
            confoverrides={"language": language},
            status=None,
            freshenv=True,
        )
        app.build()
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = write_book(tmp_path_factory.mktemp("site") / "book")
    for language in ("en", "ru", "kk"):
        build(root, language)
    return root / "site"


def soup(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def known_words(language):
    """Every translation that an edition may show, as patterns."""
    files = sorted((PACK / language).rglob("*.po"))
    upstream = Path(sphinx.__file__).parent / "locale" / language / "LC_MESSAGES" / "sphinx.po"
    files += [upstream] if upstream.is_file() else []
    found = []
    for path in files:
        for entry in polib.pofile(str(path)):
            found += [entry.msgstr, *entry.msgstr_plural.values()]
    return [
        re.compile(f"{OURS_ALONE}*".join(map(re.escape, re.split(r"%(?:\(\w+\))?s", text.strip()))))
        for text in found
        if text
    ]


def furniture(page):
    """Yield each bit of text and each spoken attribute that is not the book's own."""
    for text in page.find_all(string=True):
        if isinstance(text, Comment | Doctype) or text.parent.name in ("script", "style"):
            continue
        owner = text.find_parent(attrs={"hreflang": True}) or text.parent
        yield str(text), owner.get("lang")
    for element in page.select("*"):
        for name in SPOKEN:
            if element.get(name):
                yield element[name], None


def foreign(page, language):
    """List the furniture of a page that is in no catalogue of its language."""
    words = known_words(language)
    strange = []
    for text, lang in furniture(page):
        rest = " ".join(text.split())
        if rest == OWN_NAMES.get(lang):
            continue
        # «Word · Book» is a page's title.
        parts = [part for part in rest.split(" · ") if not re.fullmatch(f"{OURS_ALONE}*", part)]
        strange += [part for part in parts if not any(word.fullmatch(part) for word in words)]
    return strange


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_furniture_speaks_the_language_of_the_edition(site, language):
    pages = sorted((site / language).glob("*.html"))
    assert {page.stem for page in pages} >= {"index", "chapter", "below", "search", "genindex"}
    strange = {page.name: foreign(soup(page), language) for page in pages}
    assert [(page, words) for page, words in strange.items() if words] == []


def test_a_lost_word_is_noticed(tmp_path, monkeypatch):
    pack = tmp_path / "locale"
    shutil.copytree(PACK, pack)
    path = pack / "kk" / "LC_MESSAGES" / "kzbook.po"
    words = polib.pofile(str(path))
    words.remove(words.find("Toggle site navigation sidebar"))
    words.save()
    monkeypatch.setattr("kzbook.languages.compiling.PACK", pack)
    page = soup(build(write_book(tmp_path / "book"), "kk") / "index.html")
    assert foreign(page, "kk") == ["Toggle site navigation sidebar"]


def test_kazakh_is_not_russian_behind_the_scenes(site):
    for page in ("index", "search", "chapter"):
        text = (site / "kk" / f"{page}.html").read_text("utf-8")
        assert 'lang="kk" xml:lang="kk"' in text
        for russian in ("Поиск", "Содержание", "Назад", "Далее", "Примечание"):
            assert russian not in text


def test_numbered_labels(site):
    assert "1-кесте" in soup(site / "kk" / "chapter.html").get_text()
    assert "Таблица 1" in soup(site / "ru" / "chapter.html").get_text()


def script_messages():
    """What Sphinx's own scripts ask to be translated."""
    static = Path(sphinx.__file__).parent / "themes" / "basic" / "static"
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for path in sorted(static.glob("*.js")):
        for _line, message, *_ in extract_from_file("javascript", path, keywords=keywords):
            yield message[0] if isinstance(message, tuple) else message


@pytest.mark.parametrize(("language", "forms"), [("ru", 3), ("kk", 2)])
def test_scripts_have_all_their_words(site, language, forms):
    source = (site / language / "_static" / "words.js").read_text("utf-8")
    words = json.loads(
        re.fullmatch(r"Documentation\.addTranslations\((.*)\);\n", source, re.DOTALL)[1]
    )
    assert set(words["messages"]) == set(script_messages())
    patterns = known_words(language)
    for english, given in words["messages"].items():
        counted = isinstance(given, list)
        assert counted == english.startswith("Search finished")
        assert len(given) == forms if counted else given != english
        for text in given if counted else [given]:
            assert any(pattern.fullmatch(text.strip()) for pattern in patterns), text
    # array[false] is undefined in JavaScript: a plural rule must give a number.
    assert words["plural_expr"].startswith("Number(")
    scripts = [each.get("src", "") for each in soup(site / language / "search.html")("script")]
    order = [each.split("?")[0] for each in scripts]
    assert order.index("_static/doctools.js") < order.index("_static/words.js")
    assert order.index("_static/words.js") < order.index("_static/searchtools.js")


def test_every_page_leads_to_its_sisters(site):
    for page in sorted(site.glob("*/*.html")):
        language = page.parent.name
        nav = soup(page).find("nav", class_="languages")
        links = {each["hreflang"]: each for each in nav("a")}
        assert set(links) == {"en", "ru", "kk"} - {language}
        for other, link in links.items():
            assert link["lang"] == other
            assert link.get_text() == OWN_NAMES[other]
            assert (page.parent / link["href"]).resolve() == site / other / page.name
        assert nav.find(attrs={"aria-current": "true"}).get_text() == OWN_NAMES[language]


def test_every_link_and_file_is_there(site):
    for page in sorted(site.glob("*/*.html")):
        for element in soup(page).select("*"):
            target = element.get("href") or element.get("src")
            if target is None:
                continue
            assert not re.match(r"(?:[a-z]+:)?//", target), f"{page}: {target} is elsewhere"
            path = target.split("?")[0].split("#")[0]
            assert not path or (page.parent / path).is_file(), f"{page}: {target}"


def test_our_pages_are_marked_as_ours(site):
    def voice(name):
        return soup(site / "kk" / f"{name}.html").find("article").get("class", [])

    assert voice("ours") == voice("search") == voice("genindex") == ["editor"]
    assert voice("chapter") == voice("index") == []


def test_titles(site):
    def title(page):
        return soup(site / "kk" / page).title.get_text()

    assert title("index.html") == "წიგნი"
    assert title("chapter.html") == "თავი · წიგნი"
    assert title("search.html") == "Іздеу · წიგნი"


def test_a_title_not_translated_says_its_language(site):
    assert soup(site / "kk" / "chapter.html").find(class_="sidebar-brand").find("span", lang="en")
    assert not soup(site / "en" / "chapter.html").find(class_="sidebar-brand").find(lang=True)


def test_no_index_page_without_entries(tmp_path):
    root = write_book(tmp_path / "book")
    chapter = CHAPTER.replace("```{index} სიტყვა\n```\n", "").split("```{glossary}")[0]
    (root / "docs" / "chapter.md").write_text(chapter.replace("{term}`ცნება`", ""), "utf-8")
    out = build(root, "kk")
    assert not (out / "genindex.html").exists()
    assert "genindex" not in (out / "chapter.html").read_text("utf-8")


def test_sources_are_not_copied_nor_tools_advertised(site):
    for page in sorted(site.glob("*/*.html")):
        assert not soup(page).find("a", href=re.compile("sphinx-doc|pradyunsg"))
    assert not list(site.glob("*/_sources"))


def test_kazakh_search_has_no_english_rules(site):
    data = (site / "kk" / "_static" / "language_data.js").read_text("utf-8")
    assert json.dumps("және") in data
    assert "Porter" not in data
    assert "EnglishStemmer" not in data


def test_another_theme_is_left_alone(tmp_path):
    root = write_book(tmp_path / "book")
    (root / "docs" / "conf.py").write_text(CONF + 'html_theme = "basic"\n', "utf-8")
    out = build(root, "kk")
    assert "sidebar-drawer" not in (out / "index.html").read_text("utf-8")


def test_epub_pages_are_not_given_the_sites_theme(tmp_path):
    root = write_book(tmp_path / "book")
    out = build(root, "kk", "epub")
    text = (out / "index.xhtml").read_text("utf-8")
    assert "languages" not in text
    assert "words.js" not in text
