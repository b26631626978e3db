"""A real browser for tests: Debian's Chromium driven by Playwright, a server on this machine alone, and axe-core."""

import importlib.util
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

LOUD = "NO BROWSER WAS FOUND"
NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("playwright", "axe_playwright_python")
# Another host does not even get a look-up of its name.
FLAGS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
STORED = """async () => {
    const counts = {};
    const count = async (name, ask) => { try { counts[name] = await ask() } catch (error) { counts[name] = 0 } };
    await count("cookies", () => document.cookie.length);
    await count("local", () => localStorage.length);
    await count("session", () => sessionStorage.length);
    await count("databases", async () => (await indexedDB.databases()).length);
    await count("caches", async () => (await caches.keys()).length);
    await count("workers", async () => (await navigator.serviceWorker.getRegistrations()).length);
    return Object.entries(counts).filter(([name, found]) => found).map(([name, found]) => `${found} in ${name}`);
}"""
LOAD_PICTURES = """() => Promise.all([...document.images].map(picture => {
    picture.loading = "eager";
    return picture.decode().catch(() => null);  // one that fails is in the log of requests
}))"""
AXE = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""


@dataclass
class Visit:
    """What a browser did and said on one page."""

    page: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def missing() -> str | None:
    """Return why pages cannot be looked at here, or None where they can."""
    if not any(map(shutil.which, NAMES)):
        return f"{LOUD}: none of {', '.join(NAMES)} is installed."
    absent = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    return f"{LOUD}: the Python packages {', '.join(absent)} are not installed." if absent else None


@contextmanager
def started():
    """Start the browser; yield it; end it."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Keep the log of a test run free of requests."""


@contextmanager
def served(site: Path):
    """Serve a site to this machine alone; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def pages(site: Path) -> list[str]:
    """Return the addresses of all pages within a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@contextmanager
def opened(chromium, address: str, **look):
    """Open one page in a fresh context, with all folds open and all pictures loaded; yield it."""
    context = chromium.new_context(**look)
    try:
        page = context.new_page()
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        page.evaluate(LOAD_PICTURES)
        yield page
    finally:
        context.close()


def crawl(chromium, base: str, names: list[str], script: bool) -> list[Visit]:
    """Visit all pages one after the other, as one reader would, and have all pictures loaded."""
    context = chromium.new_context(java_script_enabled=script)
    visits = []
    for name in names:
        visit, page = Visit(name), context.new_page()
        page.on("request", lambda request, to=visit: to.requests.append(request.url))
        page.on("requestfailed", lambda request, to=visit: to.complaints.append(f"failed: {request.url}"))
        page.on("console", lambda said, to=visit: to.complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error, to=visit: to.complaints.append(str(error)))
        page.goto(f"{base}/{name}", wait_until="load")
        page.keyboard.press("End")
        page.evaluate(LOAD_PICTURES)
        visit.stored = page.evaluate(STORED) + [cookie["name"] for cookie in context.cookies()]
        page.close()
        visits.append(visit)
    context.close()
    return visits


@cache
def _axe_source():
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def axe(page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 A and AA and its own best practice on an opened page."""
    page.evaluate(_axe_source())
    return page.evaluate(AXE, RULES)
