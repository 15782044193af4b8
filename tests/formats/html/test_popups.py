"""A figure of the prose is a plain link that shows, in a real browser, what it measures."""

import html as markup
import json
import re
import shutil
import subprocess

import pytest
from lxml import html

from editions import html_pages
from tools import need

LANGUAGES = ["en", "ru", "kk"]
LIST = "figures-in-this-profile.html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_every_figure_leads_to_its_entry(published, language):
    pages = dict(html_pages(published / language))
    entries = set(pages[LIST].xpath("//dt/@id"))
    figures = [
        (each, root)
        for name, root in pages.items()
        for each in root.xpath("//article//*[starts-with(@id, 'fact-')]")
    ]
    assert len(figures) > 160
    for each, root in figures:
        assert each.tag == "a"
        page, _sign, anchor = each.get("href").partition("#")
        assert (page, anchor in entries) == (LIST, True)
        (told,) = root.xpath(f"//*[@id='{each.get('aria-describedby')}']")
        assert told.getparent().get("hidden") is not None
        assert told.text_content().strip()


def test_a_pop_up_tells_measure_period_and_source_in_the_words_of_the_edition(published):
    told = {
        language: [
            line.text_content()
            for line in dict(html_pages(published / language))["basic-information.html"].xpath(
                "//*[@id='told-figure-population']/p"
            )
        ]
        for language in LANGUAGES
    }
    assert told == {
        "en": ["Total population.", "Period: 2020.", "Source: National Statistics Committee."],
        "ru": ["Общая численность населения.", "Период: 2020.", "Источник: Комитет по статистике."],
        "kk": ["Халықтың жалпы саны.", "Кезеңі: 2020.", "Дереккөзі: Статистика комитеті."],
    }


def test_what_is_ours_is_no_link(published):
    for _name, root in html_pages(published / "en"):
        assert not root.xpath("//*[contains(@class, 'ednote')]//a[@data-fact]")


DRIVER = """
(async () => {
  const figure = document.getElementById("fact-population");
  const other = document.getElementById("fact-area");
  const tip = document.querySelector(".figure-tip");
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const pointer = (target, type, kind) =>
    target.dispatchEvent(new PointerEvent(type, { pointerType: kind, bubbles: true }));
  const click = (target) => {
    const event = new MouseEvent("click", { bubbles: true, cancelable: true });
    let followed = false;
    const last = (each) => { followed = !each.defaultPrevented; each.preventDefault(); };
    document.addEventListener("click", last, { once: true });
    target.dispatchEvent(event);
    return followed;
  };
  const open = () => !tip.hidden;
  const escape = () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  const seen = { before: open() };
  pointer(figure, "pointerenter", "mouse");
  seen.hover = open();
  seen.words = [...tip.children].map((line) => line.textContent);
  const box = tip.getBoundingClientRect(), at = figure.getClientRects()[0];
  seen.inside = box.left >= 0 && box.right <= document.documentElement.clientWidth;
  seen.touches = Math.abs(box.top - at.bottom) < 2 || Math.abs(box.bottom - at.top) < 2;
  pointer(figure, "pointerleave", "mouse");
  pointer(tip, "pointerenter", "mouse");
  await pause(600);
  seen.stays = open();
  pointer(tip, "pointerleave", "mouse");
  await pause(600);
  seen.leaves = !open();
  figure.focus({ preventScroll: true });
  seen.focus = open();
  await pause(5000);
  seen.persists = open();
  escape();
  seen.escape = !open() && document.activeElement === figure;
  figure.blur();
  await pause(600);
  pointer(other, "pointerdown", "touch");
  seen.firstTapFollows = click(other);
  seen.tap = open() && tip.textContent !== seen.words.join("");
  pointer(other, "pointerdown", "touch");
  seen.secondTapFollows = click(other);
  pointer(document.body, "pointerdown", "touch");
  seen.outside = !open();
  pointer(figure, "pointerdown", "mouse");
  seen.mouseFollows = click(figure);
  const out = document.createElement("pre");
  out.id = "seen";
  out.textContent = JSON.stringify(seen);
  document.body.append(out);
})();
"""


def seen(published, tmp_path, language, width, driver):
    """What the driver saw in a browser, and the page as it was."""
    browser = next(
        filter(shutil.which, ("chromium", "chromium-browser", "google-chrome")), "chromium"
    )
    need("apt install chromium", programs=[browser])
    site = tmp_path / language
    shutil.copytree(published / language, site)
    page = site / "basic-information.html"
    text = page.read_text("utf-8")
    (site / "driver.js").write_text(driver, "utf-8")
    page.write_text(
        text.replace("</body>", '<script defer src="driver.js"></script></body>'), "utf-8"
    )
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},1400",
            f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=20000", "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    told = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told, done.stderr[-2000:]
    return json.loads(markup.unescape(told[1])), html.fromstring(text)


def shows_as_it_should(told):
    return {name: value for name, value in told.items() if not value} == {
        "before": False, "firstTapFollows": False,
    }  # fmt: skip


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_on_hover_focus_and_tap_and_goes_with_escape(published, tmp_path, language, width):
    told, root = seen(published, tmp_path, language, width, DRIVER)
    lines = [each.text_content() for each in root.xpath("//*[@id='told-figure-population']/p")]
    assert told.pop("words") == lines
    assert shows_as_it_should(told)


def test_a_citation_shows_its_source_in_the_same_way(published, tmp_path):
    driver = DRIVER.replace(
        'document.getElementById("fact-population")',
        "document.querySelector('[aria-describedby=told-source-statkz]')",
    )
    told, root = seen(published, tmp_path, "ru", 390, driver)
    (source,) = root.xpath("//*[@id='told-source-statkz']")
    assert told.pop("words") == [each.text_content() for each in source]
    assert "https://stat.gov.kz/" in source.text_content()
    assert shows_as_it_should(told)
