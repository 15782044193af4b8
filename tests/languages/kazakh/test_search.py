"""A Kazakh site finds a word in any of its forms; Russian and English sites are as they were."""

import functools
import http.server
import json
import re
import subprocess
import sys
import threading
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from sphinx.search.en import SearchEnglish
from sphinx.search.ru import SearchRussian

from editions import kazakh_words
from kzbook.languages.kazakh.search import STOP_WORDS, SearchKazakh
from kzbook.languages.kazakh.stemmer import stem
from tools import need

SAME = [
    ["босқындар", "босқынның", "босқындарға", "Босқын", "БОСҚЫНДАРДЫҢ"],
    ["мигрант", "мигранттармен", "мигранттың"],
    ["халық", "халқы", "халықтың"],
    ["БҰҰ", "БҰҰ-ның", "бұұ-дағылар"],
    ["көші-қон", "көші-қонның", "көші-қонды"],
    ["тіркелу", "тіркелген", "тіркелмеген"],
]
"""What a reader may type for one thing."""

# As much of a page as the scripts of the search ask for.
PAGE = """
const vm = require("vm"), fs = require("fs"), site = process.argv[1];
const page = vm.createContext({
  document: { getElementById: () => null, documentElement: { dataset: {} } },
  Documentation: {}, SPHINX_HIGHLIGHT_ENABLED: false, _ready: () => {}, _: (word) => word,
});
vm.runInContext("var window = globalThis", page);
for (const name of ["_static/language_data.js", "_static/searchtools.js", "searchindex.js"])
  vm.runInContext(fs.readFileSync(`${site}/${name}`, "utf-8"), page, { filename: name });
page.asked = JSON.parse(fs.readFileSync(0, "utf-8"));
const found = vm.runInContext(
  "asked.map((each) => Search._performSearch(...Search._parseQuery(each)).map((one) => one[0]))", page);
console.log(JSON.stringify(found));
"""


def search(site, queries):
    """Give the pages that the site's own scripts find for each query."""
    need("apt install nodejs", programs=["node"])
    done = subprocess.run(
        ["node", "-e", PAGE, site], input=json.dumps(queries), capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    return [set(each) for each in json.loads(done.stdout)]


def index(site):
    text = (site / "searchindex.js").read_text("utf-8")
    return json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


@pytest.mark.parametrize("typed", SAME, ids=[forms[0] for forms in SAME])
def test_every_form_finds_the_same_pages(published, typed):
    pages = search(published / "kk", typed)
    assert pages[0]
    # Sphinx shows a page too whose heading holds the very words that were typed.
    assert [each ^ pages[0] for each in pages] == [set()] * len(typed)


def test_names_are_found_as_they_are(published):
    names = ["Britannica", "USAID", "unhcr", "Буковинский", "Владислав", "Сургут"]
    assert [bool(pages) for pages in search(published / "kk", names)] == [True] * 5 + [False]


def test_every_word_of_the_edition_is_found_where_it_stands(published):
    """Whatever stem a word has, the page has the same: nothing is lost between the two."""
    terms = {**index(published / "kk")["terms"], **index(published / "kk")["titleterms"]}
    words = sorted(each for each in kazakh_words() - STOP_WORDS if stem(each) in terms)
    assert len(words) > 2000
    found = search(published / "kk", words)
    assert [word for word, pages in zip(words, found, strict=True) if not pages] == []


def test_stop_words_and_endings_are_not_in_the_index(published):
    terms = set(index(published / "kk")["terms"]) | set(index(published / "kk")["titleterms"])
    assert terms & {"және", "туралы", "турал", "ның", "дағы", "нан"} == set()
    assert {"босқын", "қазақстан", "бұұ"} <= terms
    assert search(published / "kk", ["және", "Туралы"]) == [set(), set()]


@pytest.mark.parametrize(("language", "theirs"), [("en", SearchEnglish), ("ru", SearchRussian)])
def test_other_languages_have_the_search_of_sphinx(published, language, theirs):
    data = (published / language / "_static" / "language_data.js").read_text("utf-8")
    assert json.dumps(sorted(theirs.stopwords)) in data
    assert f"{theirs.language_name}Stemmer" in data
    assert "function splitQuery" not in data


def test_russian_still_finds_forms(published):
    one, *others = search(published / "ru", ["беженцы", "беженцев", "беженцам"])
    assert one
    assert others == [one, one]


texts = st.text("БҰҰбосқынылардаенгпшн -–%.,1958USAa«»", max_size=40)


@given(st.lists(texts | st.sampled_from(["58%-ы", "БҰҰ-дағылардың", "5-ші", "көші-қонның"])))
def test_the_words_of_an_index_are_few_and_whole(parts):
    words = SearchKazakh({}).split(" ".join(parts))
    assert all(re.fullmatch(r"\w+", word) for word in words)
    assert not STOP_WORDS & {word.lower() for word in words}


def test_endings_of_figures_and_abbreviations_are_no_words():
    text = "БҰҰ-дағылардың 58%-ы, IOM-нің 5-ші; ҚР-дан 1990-жылдар -ның көші-қон, Ата-ана"
    assert SearchKazakh({}).split(text) == [
        "БҰҰ", "58", "IOM", "5", "ҚР", "1990", "жылдар", "көші", "қон", "Ата", "ана",
    ]  # fmt: skip


def test_the_page_parts_words_as_the_index_does(tmp_path):
    need("apt install nodejs", programs=["node"])
    texts = ["БҰҰ-дағылардың 58%-ы", "IOM-нің 5-ші ҚР-ДАН", "көші-қонның Ата-ана", "№ 1-2 a_b"]
    program = (
        f"{SearchKazakh.js_splitter_code}\nconsole.log(JSON.stringify({texts}.map(splitQuery)))"
    )
    done = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [SearchKazakh({}).split(each) for each in texts]


@pytest.fixture
def served(published):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(published))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_browser_shows_the_results_in_kazakh(served, tmp_path):
    need("apt install chromium", programs=["chromium"])
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}",
         "--virtual-time-budget=10000", "--dump-dom",
         f"{served}/kk/search.html?q={quote('босқындарға')}"],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    page = BeautifulSoup(done.stdout, "html.parser")
    results = page.select("#search-results li")
    status = page.select_one(".search-summary").get_text()
    assert status == f"Іздеу аяқталды: сұрауға сай {len(results)} бет табылды."
    assert any("босқындар" in each.get_text() for each in results)
    for words in page.select("h1, #search-results h2, .search-summary, #search-results li > a"):
        assert re.search("[а-яәғқңөұүһі]{3}", words.get_text()), words
        # Numbers of chapters and letters of parts.
        assert not re.search("(?<![A-Za-z])(?![IVX]+[.]|[ABC][.])[A-Za-z]", words.get_text()), words


def test_another_project_has_it_by_one_line(tmp_path):
    (tmp_path / "conf.py").write_text(
        'language = "kk"\nextensions = ["kzbook.languages.kazakh.search"]\n', "utf-8"
    )
    (tmp_path / "index.rst").write_text("Босқындар\n=========\n\nКөлігімізде.\n", "utf-8")
    out = tmp_path / "out"
    subprocess.run([sys.executable, "-m", "sphinx", "-q", tmp_path, out], check=True)
    assert index(out)["titleterms"] == {"босқын": 0}
    assert index(out)["terms"] == {"көлік": 0}
    assert search(out, ["көліктер", "босқынға"]) == [{"index"}, {"index"}]
