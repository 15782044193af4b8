"""The whole preview in a real browser: a catalogue is saved, and the page follows in its place."""

import asyncio
import re
import signal
import subprocess
import sys

from browser import browser_page


def test_a_saved_translation_comes_to_the_page_which_stays_at_its_place(small, tmp_path):
    path = small / "locales" / "ru" / "LC_MESSAGES" / "one.po"
    # Long enough to be scrolled.
    page = small / "docs" / "one.md"
    page.write_text(page.read_text("utf-8") + "\n\nWords.\n" * 80, "utf-8")
    preview = subprocess.Popen(
        [sys.executable, "-m", "kzbook", "preview", "ru", "--root", str(small)],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", preview.stderr.readline())[0]
        # A page that is open while the whole is made is loaded once more when it is done.
        assert preview.stderr.readline() == "kzbook: ru is ready\n"
        told = asyncio.run(_use(f"{address}/ru/one.html", path, tmp_path))
        preview.send_signal(signal.SIGINT)
        assert preview.wait(20) == 0
        said = preview.stderr.read()
    finally:
        preview.kill()
        preview.stderr.close()
    assert "Traceback" not in said
    assert said.endswith("kzbook: preview ended\n")
    before, after = told
    assert before > 300
    assert abs(before - after) <= 1


async def _use(address, path, folder):
    async with browser_page(folder / "profile", address) as page:
        await page.until("document.querySelectorAll('[data-message]').length > 3")
        await page.until("document.readyState == 'complete' && !!document.querySelector('.kz-bar')")
        await page.value("scrollTo({top: 900, behavior: 'instant'})")
        before = await page.value("scrollY")
        whole = path.read_text("utf-8")
        new = whole.replace('msgid "More."\nmsgstr ""', 'msgid "More."\nmsgstr "Ещё больше."')
        assert new != whole
        path.write_text(new, "utf-8")
        await page.until("document.querySelector('article')?.innerText.includes('Ещё больше.')")
        await page.until("document.readyState == 'complete' && !!document.querySelector('.kz-bar')")
        # Faces that come late move the words, and the page goes to its place once more.
        await page.until(f"Math.abs(scrollY - {before}) <= 1", seconds=5)
        after = await page.value("scrollY")

        path.write_text(new.replace("Ещё больше.", "Ещё **больше."), "utf-8")
        beside = "document.querySelector('li .kz-findings')?.textContent"
        finding = await page.until(beside)
        assert "locales/ru/LC_MESSAGES/one.po:" in finding

        path.write_text(new[:-9], "utf-8")
        fault = await page.until("document.querySelector('.kz-fault')?.textContent")
        assert re.match(r"locales/ru/LC_MESSAGES/one\.po:\d+: cannot be read", fault)
        path.write_text(new, "utf-8")
        await page.until(
            "!document.querySelector('.kz-fault') && !document.querySelector('.kz-findings')"
        )
        return before, after
