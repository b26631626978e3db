"""The charts of the report: one function each. Ids of numbers go in, a Picture comes out.

Headlines and labels are made from the numbers drawn, with their bounds; the caption is the editor's.
"""

from datetime import date

from matplotlib import dates, ticker

from report import style
from report.dataset import Number, dataset
from report.derived import resolve
from report.pictures import Picture, said, source_line
from report.tables import cell
from report.wording import day, digits, month, period

BAR = 0.34  # height of a bar with its room, inches


def _numbers(ids):
    return [resolve(dataset(), i) for i in ids]


def bars(name: str, headline: str, subtitle: str, marks: list[tuple[str, Number]], colours=None, **look) -> Picture:
    """Draw horizontal bars, one a number, with their labels above and their values at the end.

    A floor has an open end; a number with the bound "known" that stands for missing knowledge is hatched.
    `marks` holds a label and a number for each bar.
    """
    numbers = [number for _, number in marks]
    figure, axes = style.canvas(headline, subtitle, source_line(numbers), height=2 * BAR * len(marks), left=0.12,
                                right=1.35)
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
        if said(number).startswith(("at least", "more than")):
            style.open_end(axes, number.value, -place, colour)
        axes.text(0, -place + 0.27, label, va="bottom", **style.LABEL)
        axes.annotate(said(number), (number.value, -place), xytext=(9, 0), textcoords="offset points", va="center",
                      **style.LABEL)
    alt = f"Bar chart. {headline}. " + "; ".join(f"{label}: {said(n)}" for label, n in marks) + "."
    rows = [[label, cell(n)] for label, n in marks]
    return Picture(name, figure, alt, numbers, ["", "Number"], rows, **look)


def transfers(*ids: str, caption: str) -> Picture:
    """Draw the people released in separate events, one bar an event. The events are never added up."""
    marks = [(day(n.period_end), n) for n in _numbers(ids)]
    return bars("transfers", "Three releases, each counted by itself",
                "People released on the day, whoever they were and wherever they went. Not the parts of any total.",
                marks, caption=caption)


def convicted_by_year(*ids: str, caption: str) -> Picture:
    """Draw the people known to be convicted in each year."""
    numbers = _numbers(ids)
    latest = numbers[-1]
    return bars("convicted-by-year", f"{said(latest).capitalize()} people convicted in {period(latest)}",
                "People known to Viasna to be convicted in political criminal cases, Belarus, by year. Each bar is a "
                "floor: its end is open. Court data closed in spring 2025.",
                [(period(n), n) for n in numbers], caption=caption)


def convicted_by_sex(whole: str, women: str, men: str, caption: str) -> Picture:
    """Draw women and men among the people known to be convicted."""
    total, *parts = _numbers([whole, women, men])
    return bars("convicted-by-sex", f"{said(parts[0]).capitalize()} women among {said(total)} people convicted",
                f"People known to be convicted in political criminal cases, Belarus, {period(total)}.",
                list(zip(("Women", "Men"), parts)), {men: style.GREY}, caption=caption)


def sentence_kinds(home: str, khimiya: str, prison: str, not_stated: str, caption: str) -> Picture:
    """Draw the kinds of sentence, with the people for whom no kind is given as a hatched bar."""
    numbers = _numbers([home, khimiya, prison, not_stated])
    labels = ("Domashnyaya khimiya: restriction of liberty at home", "Khimiya: restriction of liberty in a facility",
              "Imprisonment", "Kind of sentence not given")
    return bars("sentence-kinds", f"For {said(numbers[-1])} of the known convicted, the kind of sentence is not given",
                f"People known to be convicted in political criminal cases, Belarus, {period(numbers[0])}, by kind of "
                "sentence.", list(zip(labels, numbers)), caption=caption)


def intervals(whole: str, *ids: str, caption: str) -> Picture:
    """Draw the interval in which each kind of sentence lies among the known convicted."""
    total, *numbers = _numbers([whole, *ids])
    labels = ("Domashnyaya khimiya", "Khimiya", "Imprisonment")
    figure, axes = style.canvas(
        "What the known cases allow", f"People by kind of sentence, of the {digits(total.value)} known to be "
        f"convicted in {period(total)}: from those stated to those stated plus all whose kind is not given.",
        source_line(numbers), height=2 * BAR * len(numbers), left=0.16, right=0.3)
    style.bare_axes(axes)
    axes.set_yticks([])
    axes.set_xlim(0, total.value)
    axes.set_ylim(-len(numbers) + 0.45, 0.75)
    for place, (label, number) in enumerate(zip(labels, numbers)):
        ends = [number.value, number.value_high]
        axes.plot(ends, [-place] * 2, color=style.BLUE, linewidth=2.2, marker="|", markersize=11, clip_on=False)
        axes.text(number.value, -place + 0.24, f"{label}: {said(number)}", va="bottom", **style.LABEL)
    alt = "Range chart. " + "; ".join(f"{label}: {said(n)}" for label, n in zip(labels, numbers)) \
        + f", of the {digits(total.value)} people known to be convicted."
    rows = [[label, cell(n)] for label, n in zip(labels, numbers)]
    return Picture("sentence-intervals", figure, alt, [total, *numbers], ["Kind of sentence", "Of the known"], rows,
                   caption=caption)


def dots(name, headline, subtitle, series: dict[str, list[Number]], colours, caption, start_at_zero=True) -> Picture:
    """Draw dated numbers as dots, one row of dots a series. Missing months stay empty and nothing joins the dots.

    A floor is a triangle that points up, another number a circle. First, highest and last are labelled.
    """
    numbers = [n for rows in series.values() for n in rows]
    figure, axes = style.canvas(headline, subtitle, source_line(numbers), height=2.5, left=0.52, right=0.52, below=0.36)
    for label, rows in series.items():
        floor = said(rows[-1]).startswith(("at least", "more than"))
        axes.plot([n.period_end for n in rows], [n.value for n in rows], linestyle="none", color=colours[label],
                  marker="^" if floor else "o", markersize=4, clip_on=False)
        last = rows[-1]
        axes.annotate(f"{label}\n{said(last)}\n{month(last.period_end)}", (last.period_end, last.value),
                      xytext=(0, 9), textcoords="offset points", ha="right", va="bottom", fontsize=8.5,
                      color=colours[label], linespacing=1.15)
    axes.set_ylim(0 if start_at_zero else None, max(n.value for n in numbers) * 1.32)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_formatter(lambda value, _: digits(value))
    axes.yaxis.set_major_locator(ticker.MaxNLocator(5, integer=True))
    axes.xaxis.set_major_locator(dates.YearLocator())
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


def main_series(indicator: str, since: date | None = None, **wanted: str) -> list[Number]:
    """Return the main numbers of a series that have a date, from a day on."""
    rows = dataset().series(indicator, **wanted)
    return [n for n in rows if n.period_end and n.period_end >= (since or date.min)]
