"""The house style of the charts, and the one function that saves them.

A chart is a column of four: a headline that says the finding, a line that says what, where, when and in which unit,
the drawing, and its source, date and edition. Widths are in inches; letters keep their size on a phone because a
chart is drawn as wide as a phone shows it and only its height differs.

Marks for bounds, used everywhere: an open end (chevron) is a floor, hatching is unknown, a gap is a gap.
Colours: the palette of Okabe and Ito, safe for colour-blind readers, in tones that differ in grey as well.
"""

import io
from pathlib import Path

import matplotlib
import numpy
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from report.dataset import ROOT
from report.numerals import NUMERAL, stray_numerals
from report.sentences import carries_bound

FONTS = ROOT / "fonts"
WIDTH, MARGIN, LINE = 4.1, 0.1, 1.45  # LINE: from one line of text to the next, in sizes of the letter
BLUE, ORANGE, GREEN, GREY, PALE, INK = "#0072b2", "#d55e00", "#009e73", "#7a7f85", "#d5d8dc", "#1d2126"
SHADES = ("#00446b", "#0072b2", "#56b4e9", "#e69f00", "#7a7f85")
HEADLINE = {"family": "IBM Plex Serif", "weight": "semibold", "size": 13, "color": INK}
SUBTITLE = {"size": 9.5, "color": "#454b52"}
SOURCE = {"size": 7.5, "color": "#454b52"}
LABEL = {"size": 9.5, "color": INK}
COLOURS = 10  # enough for five shades, ink and the edges of letters
RESOLUTION = 166  # points per inch: twice the 340 pixels between the margins of a phone

for font in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(font)
matplotlib.rcParams.update({"font.family": "IBM Plex Sans", "font.size": 9.5, "axes.edgecolor": GREY, "axes.spines.top": False,
         "axes.spines.right": False, "axes.linewidth": 0.6, "hatch.linewidth": 0.7, "hatch.color": GREY,
         "xtick.color": INK, "ytick.color": INK, "xtick.labelsize": 9, "ytick.labelsize": 9, "xtick.major.pad": 8,
                            "grid.color": PALE,
         "grid.linewidth": 0.6, "axes.axisbelow": True, "svg.hashsalt": "report", "svg.fonttype": "path"})


class UntracedText(ValueError):
    """Words of a chart with a number of no row drawn, or with a floor that has lost its bound."""


class TextOutOfPlace(ValueError):
    """Words of a chart that run off the picture or over each other."""


def canvas(headline: str, subtitle: str, source: str, height: float, left: float = MARGIN, right: float = MARGIN,
           below: float = 0.12):
    """Return a figure with its words in place, and axes of the given height (inches) below them.

    `left`, `right` and `below` are the room (inches) around the axes, for labels.
    """
    words = [(_wrapped(headline, HEADLINE), HEADLINE, 0.07), (_wrapped(subtitle, SUBTITLE), SUBTITLE, 0.16)]
    foot = _wrapped(source, SOURCE)
    top = sum(_height(text, look) + gap for text, look, gap in words) + MARGIN
    bottom = _height(foot, SOURCE) + MARGIN + below
    total = top + height + bottom
    figure = Figure(figsize=(WIDTH, total), dpi=RESOLUTION, facecolor="white")
    axes = figure.add_axes((left / WIDTH, bottom / total, (WIDTH - left - right) / WIDTH, height / total))
    axes.tick_params(length=0)
    y = total - MARGIN
    for text, look, gap in words:
        figure.text(MARGIN / WIDTH, y / total, text, va="top", linespacing=1.1, **look)
        y -= _height(text, look) + gap
    figure.text(MARGIN / WIDTH, MARGIN / total, foot, va="bottom", linespacing=1.1, **SOURCE)
    return figure, axes


def _wrapped(text, look):
    """Break a text into lines that fit the width of a chart."""
    font = FontProperties(family=look.get("family", "IBM Plex Sans"), weight=look.get("weight"), size=look["size"])
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_to_path.get_text_width_height_descent(longer, font, False)[0] > (WIDTH - 2 * MARGIN) * 72:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _height(text, look):
    return (text.count("\n") + 1) * look["size"] * LINE / 72


def bare_axes(axes):
    """Take away axes whose values are written beside the marks."""
    axes.spines[:].set_visible(False)
    axes.set_xticks([])


def open_end(axes, x: float, y: float, colour: str, size: float = 7):
    """Mark the end of a bar as open: at least so many."""
    axes.plot([x], [y], marker=">", markersize=size, color=colour, clip_on=False, linestyle="none")


def save(figure: Figure, name: str, drawn: list[str], folder: Path) -> Path:
    """Save a chart as a small PNG, for pages, and as SVG, for print. Returns the path of the PNG.

    `drawn` holds the numbers drawn as they are printed, with their bounds. Raises UntracedText where a word of the
    chart holds another number or drops a bound, TextOutOfPlace where words run off the picture or over each other.
    """
    import oxipng
    from PIL import Image  # pages that draw nothing need neither

    check_numerals(figure, drawn)
    drawing, packed, svg = check_text(figure), io.BytesIO(), io.BytesIO()
    image = Image.fromarray(numpy.asarray(drawing.buffer_rgba())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE, kmeans=4).save(packed, "png")
    png = oxipng.optimize_from_memory(packed.getvalue(), level=0, filter=[oxipng.RowFilter.NoOp],
                                      deflate=oxipng.Deflaters.libdeflater(12), strip=oxipng.StripChunks.all())
    figure.savefig(svg, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    path = folder / f"{name}.png"
    write_changed(path, png)
    write_changed(path.with_suffix(".svg"), svg.getvalue())
    return path


def write_changed(path: Path, content: bytes):
    """Write a file, but leave one alone that has this content: a page whose pictures are newer is read again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def check_numerals(figure: Figure, drawn: list[str]):
    """Raise UntracedText where a word of a chart holds a number of no row drawn, or a floor without its bound.

    Labels of ticks are a declared kind of their own; years, dates and the edition are kinds of report.numerals.
    """
    ticks = {label for _, tick in _ticks(figure) for label in (tick.label1, tick.label2)}
    known = {token for words in drawn for token in NUMERAL.findall(words)}
    floors = {token for words in drawn if words.startswith(("at least", "more than"))
              for token in NUMERAL.findall(words)}
    for text in figure.findobj(matplotlib.text.Text):
        words = text.get_text().replace("\n", " ")
        for token in [] if text in ticks else stray_numerals(words):
            if token not in known:
                raise UntracedText(f"'{words}' holds {token}, which is of no row drawn. Make it from a number.")
            if token in floors and not carries_bound(words):
                raise UntracedText(f"'{words}' holds {token}, a floor, without its bound. Print it with its bound.")


def check_text(figure: Figure) -> FigureCanvasAgg:
    """Raise TextOutOfPlace where a text leaves the figure or lies over another text; return the drawn canvas."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    # Ticks outside the limits of their axis exist but are not drawn.
    hidden = {label for axis, tick in _ticks(figure) for label in (tick.label1, tick.label2)
              if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())}
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in figure.findobj(matplotlib.text.Text)
             if t.get_visible() and t.get_text().strip() and t not in hidden]
    for index, (text, box) in enumerate(boxes):
        if box.x0 < 0 or box.y0 < 0 or box.x1 > figure.bbox.x1 or box.y1 > figure.bbox.y1:
            raise TextOutOfPlace(f"'{text}' runs off the picture. Shorten it, or give it more room.")
        for other, other_box in boxes[index + 1:]:
            if box.padded(-0.5).overlaps(other_box.padded(-0.5)):
                raise TextOutOfPlace(f"'{text}' and '{other}' lie over each other. Move one of them.")
    return canvas


def _ticks(figure):
    """Return every tick of a chart with its axis."""
    return [(axis, tick) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)
            for tick in axis.get_major_ticks()]
