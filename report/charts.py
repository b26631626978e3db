"""The charts of the report: one function each. Ids go in, a Picture comes out.

Headlines and labels are made from the numbers drawn, with their bounds; the caption is the editor's.
"""

from datetime import date

import numpy

from report import style
from report.cards import COMPONENTS
from report.dataset import Number, dataset
from report.derived import resolve
from report.marks import bars, dots, ranges
from report.pictures import Picture, said, source_line
from report.tables import cell
from report.wording import day, digits, period


def _numbers(ids):
    return [resolve(dataset(), i) for i in ids]


def transfers(*ids: str, caption: str) -> Picture:
    """Draw the people released in separate events, one bar an event. The events are never added up."""
    marks = [(day(n.period_end), n) for n in _numbers(ids)]
    return bars("transfers", "Releases, each counted by itself",
                "People released on the day, whoever they were and wherever they went. Not the parts of any total.",
                marks, caption=caption)


def convicted_by_year(indicator: str, caption: str) -> Picture:
    """Draw the people known to be convicted in each year."""
    numbers = main_series(indicator, breakdown="")
    latest = numbers[-1]
    return bars("convicted-by-year", f"{said(latest).capitalize()} people convicted in {period(latest)}",
                "People known to Viasna to be convicted in political criminal cases, Belarus, by year. Each bar is a "
                "floor: its end is open. Court data closed in spring 2025.",
                [(period(n), n) for n in numbers], caption=caption)


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
    marks = list(zip(("Domashnyaya khimiya", "Khimiya", "Imprisonment"), numbers))
    picture = ranges("sentence-intervals", "What the known cases allow",
                     f"People by kind of sentence, of the {digits(total.value)} known to be convicted in {period(total)}: "
                     "from those stated to those stated plus all whose kind is not given.", total.value, marks,
                     caption=caption)
    picture.numbers.append(total)
    return picture


def prisoners(indicator: str, caption: str) -> Picture:
    """Draw political prisoners, all and women, on the days for which a count was published."""
    everyone, women = main_series(indicator, breakdown=""), main_series(indicator, breakdown="sex=women")
    last = everyone[-1]
    return dots("prisoners", f"{said(last).capitalize()} political prisoners on {period(last)}",
                "Political prisoners held in Belarus, all and women, by day of the count. Triangles are floors. "
                "Months without a count are left open.", {"All": everyone, "Women": women},
                {"All": style.BLUE, "Women": style.ORANGE}, caption)


def recognised(indicator: str, caption: str) -> Picture:
    """Draw the people newly recognised as political prisoners in each month for which a number was found."""
    rows = [n for n in main_series(indicator, breakdown="") if (n.period_end - n.period_start).days < 31]
    return dots("recognised", f"{said(rows[-1]).capitalize()} people newly recognised in {period(rows[-1])}",
                "People newly recognised as political prisoners, Belarus, by month. Triangles are floors. Months "
                "without a number are left open.", {"In the month": rows}, {"In the month": style.BLUE}, caption)


def extremist_list(indicator: str, caption: str) -> Picture:
    """Draw the entries of the ministry's list up to the end of the edition's year."""
    rows = main_series(indicator)
    return dots("extremist-list", f"{said(rows[-1])} entries in the ministry's list on {period(rows[-1])}",
                "Entries in the list of people whom the Ministry of Internal Affairs of Belarus calls involved in "
                "extremism, by day of the count.", {"Entries": rows}, {"Entries": style.BLUE}, caption)


def displaced(indicator: str, undated: str, caption: str) -> Picture:
    """Draw UNHCR's totals since 2012, and an undated number as a line across."""
    rows, [claim] = main_series(indicator, since=date(2012, 1, 1), breakdown=""), _numbers([undated])
    picture = dots("displaced", f"{said(rows[-1]).capitalize()} forcibly displaced at the end of "
                   f"{rows[-1].period_end.year}",
                   "Forcibly displaced people in the world, as UNHCR published them. The dashed line has no date.",
                   {"UNHCR": rows}, {"UNHCR": style.BLUE}, caption)
    axes = picture.figure.axes[0]
    axes.axhline(claim.value, color=style.ORANGE, linewidth=1, linestyle=(0, (4, 3)))
    axes.text(rows[0].period_end, claim.value, f"{said(claim)}, undated".capitalize(), va="bottom",
              fontsize=8.5, color=style.ORANGE, clip_on=False)
    picture.numbers.append(claim)
    picture.rows.append(["Undated, in the bulletin", cell(claim)])
    picture.alt += f" A line marks {said(claim)}, the undated number of the bulletin."
    return picture


def displaced_components(indicator: str, caption: str) -> Picture:
    """Draw the parts of the world's forced displacement, stacked by year."""
    parts = {label: main_series(indicator, breakdown=f"component={key}") for key, label in COMPONENTS.items()}
    numbers = [n for rows in parts.values() for n in rows]
    years = sorted({n.period_end.year for n in numbers})
    values = {label: {n.period_end.year: n for n in rows} for label, rows in parts.items()}
    inside = next(iter(parts.values()))[-1]
    figure, axes = style.canvas(
        f"{said(inside)} people displaced inside their own country at the end of {years[-1]}",
        f"Forcibly displaced people in the world at year ends, {years[0]} to {years[-1]}, by part, in persons. The "
        "parts overlap in part, so that they add up to more than the total.", source_line(numbers), height=2.9,
        left=0.78, right=0.2, below=1.02)
    floor = numpy.zeros(len(years))
    for (label, cells), shade in zip(values.items(), style.SHADES):
        heights = numpy.array([cells[y].value if y in cells else 0 for y in years])
        axes.bar(years, heights, 0.86, bottom=floor, color=shade, label=label)
        floor += heights
    axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_formatter(lambda value, _: digits(value))
    axes.legend(loc="upper left", bbox_to_anchor=(-0.2, -0.09), ncols=2, frameon=False, fontsize=8, handlelength=1,
                handleheight=1, columnspacing=0.8, handletextpad=0.5)
    latest = [cells[years[-1]] for cells in values.values()]
    alt = f"Stacked bar chart. At the end of {years[-1]}: " + "; ".join(
        f"{label}: {said(n)}" for label, n in zip(parts, latest)) + "."
    rows = [[str(y), *(cell(cells.get(y)) for cells in values.values())] for y in years]
    return Picture("displaced-components", figure, alt, numbers, ["Year end", *parts], rows, caption=caption)


def belarusian_refugees(stock: str, flow: str, caption: str) -> Picture:
    """Draw refugees from Belarus at year ends and new asylum claims by year."""
    series = {"Refugees": main_series(stock, counterpart="", breakdown=""),
              "New claims": main_series(flow, counterpart="", breakdown="")}
    last = series["Refugees"][-1]
    return dots("belarusian-refugees", f"{said(last)} refugees from Belarus at the end of {last.period_end.year}",
                "Refugees from Belarus at year ends, and new asylum claims by Belarusians in the year, all countries, "
                "in persons.", series, {"Refugees": style.BLUE, "New claims": style.ORANGE}, caption)


def main_series(indicator: str, since: date | None = None, **wanted: str) -> list[Number]:
    """Return the main numbers of a series that have a date, from a day on to the end of the edition's year."""
    data = dataset()
    return [n for n in data.series(indicator, **wanted)
            if n.period_end and (since or date.min) <= n.period_end <= date(data.edition.year, 12, 31)]
