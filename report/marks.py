"""Kinds of chart: bars, ranges and dated dots, each with the report's marks for bounds.

Numbers go in, a Picture comes out. What a chart of the report shows is said in report.charts.
"""

from matplotlib import dates, ticker

from report import style
from report.dataset import Number
from report.pictures import Picture, is_floor, said, source_line
from report.tables import cell
from report.wording import MILLION, digits, month, period

ROW = 0.68  # height of a bar with its label, inches
ROWS = 5  # bars of that height; more share the room, so that a chart by year does not grow with every edition


def bars(name: str, headline: str, subtitle: str, marks: list[tuple[str, Number]], colours=None, **look) -> Picture:
    """Draw horizontal bars, one a number, with their labels above and their values at the end.

    A floor has an open end; a number with the bound "known" that stands for missing knowledge is hatched.
    `marks` holds a label and a number for each bar.
    """
    numbers = [number for _, number in marks]
    figure, axes = style.canvas(headline, subtitle, source_line(numbers), height=ROW * min(len(marks), ROWS),
                                left=0.12, right=1.35)
    style.bare_axes(axes)
    axes.set_yticks([])
    longest = max(n.value for n in numbers)
    axes.set_xlim(0, longest)
    axes.set_ylim(-len(marks) + 0.45, 0.6)
    for place, (label, number) in enumerate(marks):
        colour = (colours or {}).get(number.number_id, style.BLUE)
        unknown = number.bound == "known"
        axes.barh(-place, number.value, 0.42, color="white" if unknown else colour, hatch="////" if unknown else None,
                  edgecolor=style.GREY if unknown else colour, linewidth=0.6)
        if is_floor(number):
            style.open_end(axes, number.value, -place, colour)
        axes.text(0, -place + 0.27, label, va="bottom", **style.LABEL)
        axes.annotate(said(number), (number.value, -place), xytext=(9, 0), textcoords="offset points", va="center",
                      **style.LABEL)
    alt = f"Bar chart. {headline}. " + "; ".join(f"{label}: {said(n)}" for label, n in marks) + "."
    rows = [[label, cell(n)] for label, n in marks]
    return Picture(name, figure, alt, numbers, ["What", "Number"], rows, **look)


def ranges(name: str, headline: str, subtitle: str, limit: float, marks: list[tuple[str, Number]], colour=style.BLUE,
           **look) -> Picture:
    """Draw numbers with a lower and an upper value as lines on one scale from nothing to `limit`."""
    numbers = [number for _, number in marks]
    figure, axes = style.canvas(headline, subtitle, source_line(numbers), height=ROW * len(marks), left=0.16,
                                right=0.3)
    style.bare_axes(axes)
    axes.set_yticks([])
    axes.set_xlim(0, limit)
    axes.set_ylim(-len(marks) + 0.45, 0.75)
    for place, (label, number) in enumerate(marks):
        axes.plot([number.value, number.value_high], [-place] * 2, color=colour, linewidth=2.2, marker="|",
                  markersize=11, clip_on=False)
        axes.text(number.value, -place + 0.24, f"{label}: {said(number)}", va="bottom", **style.LABEL)
    alt = f"Range chart. {headline}. " + "; ".join(f"{label}: {said(n)}" for label, n in marks) + "."
    rows = [[label, cell(n)] for label, n in marks]
    return Picture(name, figure, alt, numbers, ["What", "From, to"], rows, **look)


def dots(name, headline, subtitle, series: dict[str, list[Number]], colours, caption) -> Picture:
    """Draw dated numbers as dots, one row of dots a series. Missing months stay empty and nothing joins the dots.

    A floor is a triangle that points up, another number a circle. First, highest and last are labelled.
    """
    numbers = [n for rows in series.values() for n in rows]
    figure, axes = style.canvas(headline, subtitle, source_line(numbers), height=2.5, right=1.12, below=0.36,
                                left=0.78 if max(n.value for n in numbers) >= MILLION else 0.6)
    for label, rows in series.items():
        for mark, kind in (("^", True), ("o", False)):
            drawn = [n for n in rows if is_floor(n) == kind]
            axes.plot([n.period_end for n in drawn], [n.value for n in drawn], linestyle="none", marker=mark,
                      markersize=4, color=colours[label], clip_on=False)
        last = rows[-1]
        axes.annotate(f"{label}\n{said(last)}\n{month(last.period_end)}", (last.period_end, last.value),
                      xytext=(8, 0), textcoords="offset points", va="center", fontsize=8.5, color=colours[label],
                      linespacing=1.15)
    axes.set_ylim(0, max(n.value for n in numbers) * 1.08)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_formatter(lambda value, _: digits(value))
    axes.yaxis.set_major_locator(ticker.MaxNLocator(5, integer=True))
    first, last = min(n.period_end.year for n in numbers), max(n.period_end.year for n in numbers)
    axes.xaxis.set_major_locator(dates.YearLocator(max(1, (last - first) // 4)))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    return Picture(name, figure, _alt_of_dots(headline, series), numbers, ["Date", *series], _rows_by_date(series),
                   caption=caption)


def _alt_of_dots(headline, series):
    parts = []
    for label, rows in series.items():
        high = max(rows, key=lambda n: n.value)
        parts.append(f"{label}: {said(rows[0])} on {period(rows[0])}, highest {said(high)} on {period(high)}, "
                     f"{said(rows[-1])} on {period(rows[-1])}")
    return f"Dot chart. {headline}. " + ". ".join(parts) + "."


def _rows_by_date(series):
    dated = {}
    for column, rows in enumerate(series.values()):
        for number in rows:
            dated.setdefault((number.period_end, period(number)), [None] * len(series))[column] = number
    return [[when, *map(cell, cells)] for (_, when), cells in sorted(dated.items(), key=lambda item: item[0][0])]


