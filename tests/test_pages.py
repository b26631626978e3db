"""The built pages, in a real browser and as files: nothing leaves, everyone can read them, they are light."""

import gzip
import re
from urllib.parse import unquote, urldefrag, urlsplit

import browser
import pytest
from bs4 import BeautifulSoup

POLICY = ("default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; form-action 'none'")
LANDING_BYTES, CHAPTER_BYTES, REQUESTS = 15_000, 60_000, 6
TEXT_BYTES = 30_000  # a page and its style without the pictures; the longest is the list of sources
PLANTED = """<!DOCTYPE html><title>Planted</title><img src="https://example.org/picture.png">
<p style="color: #999">Pale</p><div style="width: 900px">Wide</div>
<script>localStorage.setItem("a", "b"); sessionStorage.setItem("a", "b"); document.cookie = "a=b"</script>"""
DATA_BLOCK = 'script[type="application/ld+json"]'  # read by search engines; a browser does not run it
KINDS = {"landing": "body.landing", "chapter with charts": "main figure img", "long list": "main dl",
         "wide table": "main .scroll", "text alone": "main"}


@pytest.fixture(scope="module")
def parsed(site):
    """All pages, parsed, by address."""
    return {name: BeautifulSoup((site / name).read_text(encoding="utf-8"), "html.parser")
            for name in browser.pages(site)}


@pytest.fixture(scope="module")
def address(site):
    """The address of the site, served to this machine alone."""
    with browser.served(site) as base:
        yield base


def one_of_each_kind(parsed):
    """Return one page for each kind, without repeats."""
    found = {}
    for kind, pattern in KINDS.items():
        fitting = [name for name, page in parsed.items() if page.select_one(pattern) and name not in found.values()]
        if fitting:
            found[kind] = fitting[0]
    return list(found.values())


def parts(site, name, page):
    """Return the files that a page is made of: itself, its style, its pictures."""
    linked = [page.select_one("link[rel=stylesheet]")["href"], *(image["src"] for image in page.select("img"))]
    return list(dict.fromkeys([site / name, *((site / name).parent.joinpath(part).resolve() for part in linked)]))


def over_the_wire(files):
    """Return the bytes that a server sends: text compressed, pictures as they are."""
    return sum(file.stat().st_size if file.suffix == ".png" else len(gzip.compress(file.read_bytes(), 9))
               for file in files)


# -- nothing leaves ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script on", "script off"])
@pytest.mark.parametrize("way", ["server", "folder"])
def test_nothing_leaves_the_reader(chromium, site, address, way, script):
    """No page, from a server or a folder, asks another host, stores anything or draws a complaint of the browser."""
    base = address if way == "server" else site.resolve().as_uri()
    visits = browser.crawl(chromium, base, browser.pages(site), script)
    assert len(visits) == len(browser.pages(site))
    assert [url for visit in visits for url in visit.requests if not url.startswith((f"{base}/", "data:"))] == []
    assert [(visit.page, visit.stored) for visit in visits if visit.stored] == []
    assert [(visit.page, visit.complaints) for visit in visits if visit.complaints] == []


def test_each_page_carries_the_policy(parsed):
    """Each page forbids, before it loads anything, all but pictures and styles of its own, and sends no referrer."""
    for name, page in parsed.items():
        policy = page.select_one("meta[http-equiv=Content-Security-Policy]")
        assert policy and policy["content"] == POLICY, name
        assert policy.find_previous_sibling(["link", "script", "style"]) is None, name
        assert page.select_one("meta[name=referrer]")["content"] == "no-referrer", name


def test_pages_hold_no_script_and_no_style_of_their_own(parsed):
    """No page has a script that runs, a style, a form, a frame or anything that acts on an event."""
    for name, page in parsed.items():
        assert page.select("script") == page.select(DATA_BLOCK), name
        assert page.find([ "style", "form", "iframe", "object", "embed", "input", "button"]) is None, name
        assert [tag for tag in page.find_all(True) for key in tag.attrs if key == "style" or key.startswith("on")] == []


@pytest.mark.parametrize("script, refused", [
    ('<script type="application/ld+json">{"@type": "Report"}</script>', False), ("<script>1</script>", True)],
    ids=["data", "script"])
def test_the_policy_lets_data_stand_and_refuses_scripts(chromium, tmp_path, script, refused):
    """Under the policy of the pages data for search engines draw no complaint of the browser, and a script does."""
    (tmp_path / "index.html").write_text(f"""<!DOCTYPE html><html lang="en"><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{POLICY}"><link rel="icon" href="data:,">
        <title>Planted</title>{script}""", encoding="utf-8")
    visit, = browser.crawl(chromium, tmp_path.as_uri(), ["index.html"], script=True)
    assert any("Content Security Policy" in said for said in visit.complaints) == refused


def test_links_to_other_hosts_show_the_host(parsed):
    """A link that leaves the site shows where to, sends no referrer and opens no window."""
    for name, page in parsed.items():
        for link in page.select("a[href^=http]"):
            host = urlsplit(link["href"]).hostname.removeprefix("www.")
            assert host in link.get_text(), (name, link["href"])
            assert set(link["rel"]) >= {"noreferrer", "noopener"} and not link.get("target"), (name, link["href"])


def test_only_what_pages_use_is_published(site, parsed):
    """The site holds pages, one stylesheet and files that a page or the data package names: no search, no rest."""
    linked = {(site / "index.html").resolve()}
    for name, page in parsed.items():
        for tag in page.select("a[href], link[href], img[src]"):
            path = urldefrag(unquote(tag.get("href") or tag.get("src")))[0]
            linked.add((site / name).parent.joinpath(path).resolve())
    package = (site / "data" / "datapackage.json").read_text(encoding="utf-8")
    rest = {path.name for path in site.rglob("*") if path.is_file() and path.resolve() not in linked}
    assert {name for name in rest if f'{name}"' not in package} == {"LICENSE.txt"}, "published and used by no page"
    assert not {"search.html", "genindex.html", "searchindex.js"} & {path.name for path in site.iterdir()}


def test_links_within_the_site_lead_somewhere(site, parsed):
    """Each link within the site leads to a file that exists and to a place that the page has."""
    broken = []
    for name, page in parsed.items():
        for link in page.select("a[href]"):
            if re.match("[a-z]+:", link["href"]):
                continue
            path, place = urldefrag(unquote(link["href"]))
            target = (site / name).parent.joinpath(path).resolve() if path else (site / name).resolve()
            known = parsed.get(target.relative_to(site.resolve()).as_posix())
            if not target.is_file() or (place and known and known.find(id=place) is None):
                broken.append((name, link["href"]))
    assert broken == []


# -- everyone can read it ---------------------------------------------------------------------------------------


def test_axe_finds_nothing_on_any_page(chromium, address, parsed):
    """axe-core finds nothing against WCAG 2.2 A and AA and best practice on any page with all folds open."""
    found = []
    for name in parsed:
        with browser.opened(chromium, f"{address}/{name}", viewport={"width": 1280, "height": 900}) as page:
            found += [(name, fault) for fault in browser.axe(page)]
    assert found == []


@pytest.mark.parametrize("look", [
    {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 780}},
    {"color_scheme": "dark", "viewport": {"width": 360, "height": 780}}], ids=["dark", "phone", "dark phone"])
def test_axe_finds_nothing_in_the_dark_or_on_a_phone(chromium, address, parsed, look):
    """axe-core finds nothing on one page of each kind in dark colours and at the width of a phone."""
    found = []
    for name in one_of_each_kind(parsed):
        with browser.opened(chromium, f"{address}/{name}", **look) as page:
            found += [(name, fault) for fault in browser.axe(page)]
    assert found == []


def test_no_page_scrolls_sideways(chromium, address, parsed):
    """At 320 px, which is 400 % zoom on a laptop, no page is wider than the window, with all folds open."""
    wide = {}
    for name in parsed:
        with browser.opened(chromium, f"{address}/{name}", viewport={"width": 320, "height": 700}) as page:
            wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > 320} == {}


def test_what_scrolls_can_be_reached_by_keyboard(chromium, address, parsed):
    """At 320 px whatever scrolls sideways by itself takes the focus, and a table that does so has a name."""
    for name in one_of_each_kind(parsed):
        with browser.opened(chromium, f"{address}/{name}", viewport={"width": 320, "height": 700}) as page:
            unreachable = page.evaluate("""() => [...document.querySelectorAll("main *")].filter(part =>
                part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX == "auto" &&
                (part.tabIndex < 0 || (part.querySelector("table") && !part.getAttribute("aria-label"))))
                .map(part => part.outerHTML.slice(0, 100))""")
        assert unreachable == [], name


def test_the_keyboard_goes_from_skip_link_to_text(chromium, address):
    """The first stop of the keyboard is a visible link to the text, and focus is marked by an outline."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.keyboard.press("Tab")
    box = page.locator(":focus").bounding_box()
    outline = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    page.keyboard.press("Enter")
    landed = page.evaluate("document.activeElement.tagName")
    context.close()
    assert box["x"] >= 0 and box["y"] >= 0 and outline >= 2 and landed == "MAIN"


def test_contents_work_on_a_phone_without_script(chromium, site):
    """On a phone without script, from a folder, the contents open at a tap and lead to another page."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto((site / "index.html").resolve().as_uri())
    link = page.locator("nav.contents a").first
    assert not link.is_visible()
    page.locator("nav.contents summary").click()
    link.click()
    reached = page.url
    context.close()
    assert not reached.endswith("index.html")


def test_paper_shows_the_text_and_the_tables_alone(chromium, address, parsed):
    """On paper the ways around and the code are gone, and folded tables are shown though no one opened them."""
    name = next(name for name, page in parsed.items() if page.select_one("details.fold table"))
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/{name}")
    page.emulate_media(media="print")
    gone = [part for part in ("nav.contents", "nav.on-page", "nav.turn", ".skip", "details.hide")
            if page.locator(part).count() and page.locator(part).first.is_visible()]
    shown = page.evaluate("document.querySelector('details.fold td').checkVisibility({contentVisibilityAuto: true})")
    context.close()
    assert gone == [] and shown


def test_contents_mark_the_page_that_is_open(parsed):
    """Each page has the whole contents, and the page itself is marked in them."""
    lists = {name: [link.get_text() for link in page.select("nav.contents a")] for name, page in parsed.items()}
    assert len({tuple(links) for links in lists.values()}) == 1
    for name, page in parsed.items():
        marked = page.select("nav.contents [aria-current=page]")
        assert len(marked) == (0 if page.select_one("body.landing") else 1), name


def test_pictures_have_words_and_a_size(parsed):
    """Each picture has a text alternative of words, not a file name, and says its width and height."""
    for name, page in parsed.items():
        for image in page.select("img"):
            alt = image.get("alt", "")
            assert len(alt.split()) >= 5 and not re.search(r"\.(png|svg|jpg)\b|_images|^[0-9a-f]{16}", alt), (name, alt)
            assert int(image["width"]) > 0 and int(image["height"]) > 0 and image["loading"] == "lazy", (name, alt)


def test_tables_have_captions_and_headers(parsed):
    """Each table has a caption or a summary that names it, one header row, and a scope on each header."""
    for name, page in parsed.items():
        for table in page.select("table"):
            named = table.caption or table.find_parent("details")
            assert named and named.get_text(strip=True), (name, str(table)[:200])
            assert len(table.select("thead tr")) == 1 and table.select("thead th"), (name, str(table)[:200])
            assert {th.get("scope") for th in table.select("thead th")} == {"col"}, name
            assert all(row.th and row.th["scope"] == "row" for row in table.select("tbody tr")), name


def test_each_page_says_what_it_is(parsed):
    """Each page has a title and a heading of its own, its language, and a description of at most 160 characters."""
    titles = [page.title.get_text() for page in parsed.values()]
    assert len(set(titles)) == len(titles)
    for name, page in parsed.items():
        assert page.html["lang"] and len(page.select("h1")) == 1, name
        description = page.select_one("meta[name=description]")
        assert description and 25 <= len(description["content"]) <= 160, name
        distressing = " ".join(part.get_text() for part in page.select(".distress"))
        assert description["content"].rstrip("…") not in distressing, name


def test_each_page_says_whose_it_is(parsed):
    """Each page says at its foot which edition it is and that the sources did not write, check or endorse it."""
    for name, page in parsed.items():
        foot = page.footer.get_text()
        assert "Edition" in foot and "did not write, check or endorse this report" in foot, name


# -- light --------------------------------------------------------------------------------------------------------


def test_pages_are_light(site, parsed):
    """The landing page takes at most 15 kB over the wire, the text of any page with its style at most 30 kB."""
    weights = {name: over_the_wire(parts(site, name, page)[:2]) for name, page in parsed.items()}
    assert weights["index.html"] <= LANDING_BYTES
    assert {name: weight for name, weight in weights.items() if weight > TEXT_BYTES} == {}


def test_pages_take_few_requests(site, parsed):
    """A page with its style and all its pictures is at most 6 files."""
    counts = {name: len(parts(site, name, page)) for name, page in parsed.items()}
    assert {name: count for name, count in counts.items() if count > REQUESTS} == {}


def test_pages_with_their_pictures_are_light(site, parsed):
    """A page with all its pictures takes at most 60 kB over the wire."""
    weights = {name: over_the_wire(parts(site, name, page)) for name, page in parsed.items()}
    assert {name: weight for name, weight in weights.items() if weight > CHAPTER_BYTES} == {}


def test_the_browser_sees_what_it_looks_for(chromium, tmp_path):
    """A page with planted faults is caught: a call of another host, things stored, a fault of access, a wide part."""
    (tmp_path / "index.html").write_text(PLANTED, encoding="utf-8")
    with browser.served(tmp_path) as base:
        visit, = browser.crawl(chromium, base, ["index.html"], script=True)
        with browser.opened(chromium, f"{base}/index.html", viewport={"width": 320, "height": 700}) as page:
            rules = {fault.split(":")[0] for fault in browser.axe(page)}
            width = page.evaluate("document.documentElement.scrollWidth")
    assert any("example.org" in url for url in visit.requests) and visit.complaints
    assert len(visit.stored) >= 3 and {"image-alt", "html-has-lang", "color-contrast"} <= rules and width > 320
