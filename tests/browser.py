"""A real browser, headless, that tests tell what to do by the DevTools protocol."""

import asyncio
import contextlib
import itertools
import json
import shutil
import subprocess
import time

import aiohttp

from tools import need

NAMES = ("chromium", "chromium-browser", "google-chrome")


_ON_ITS_WAY = "Inspected target navigated or closed"
"""What Chromium answers when a page is left while it is asked."""


class Page:
    """One page of the browser: what a test asks of it, and waits for."""

    def __init__(self, socket):
        self.socket = socket
        self.numbers = itertools.count(1)

    async def command(self, method, **parameters):
        number = next(self.numbers)
        await self.socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            told = await self.socket.receive_json()
            if told.get("id") == number:
                if told.get("error", {}).get("message") == _ON_ITS_WAY:
                    return {"result": {}}
                assert "error" not in told, told
                return told["result"]

    async def value(self, script):
        """Give what *script* comes to, None while the page is on its way to another."""
        told = await self.command("Runtime.evaluate", expression=script, returnByValue=True)
        return told["result"].get("value")

    async def until(self, script, seconds=20):
        """Wait until *script* comes to something true, and give that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := await self.value(script):
                return value
            await asyncio.sleep(0.01)
        text = await self.value("document.body.innerText.slice(0, 2000)")
        raise AssertionError(f"in {seconds} s never true: {script}\non the page: {text}")


@contextlib.asynccontextmanager
async def browser_page(folder, address, *, width=1280, height=900):
    """Open *address* in a browser whose profile is kept in *folder*."""
    name = next(filter(shutil.which, NAMES), NAMES[0])
    need("apt install chromium", programs=[name])
    process = await asyncio.create_subprocess_exec(
            name, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0",
            f"--user-data-dir={folder}", f"--window-size={width},{height}", "about:blank",
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told = folder / "DevToolsActivePort"
        end = time.monotonic() + 30
        while not (told.is_file() and told.read_text().strip()):
            assert time.monotonic() < end, "the browser did not start"
            await asyncio.sleep(0.05)
        port = told.read_text().split()[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = json.loads(await answer.text())
            url = next(each["webSocketDebuggerUrl"] for each in pages if each["type"] == "page")
            async with session.ws_connect(url, max_msg_size=0) as socket:
                page = Page(socket)
                await page.command("Page.navigate", url=address)
                yield page
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 20)
