"""Derived numbers: small named functions over numbers of the dataset.

The name of a function is the id of its result and the names of its parameters are the ids of its ingredients.
YEAR stands for a year and LAST for the year before it, so that one function serves every edition. So they do in the
ids that chapters ask for, where the year is the edition's. The first line of the docstring says what the result is.
Nothing derived is ever typed.
"""

import inspect
import re
from dataclasses import replace

from report.bounds import Quantity, interval, known, per_year, share
from report.dataset import Dataset, Number, UnknownId
from report.edition import of_year
from report.wording import digits

FUNCTIONS = {}


def derived(unit: str = "", measure: str = ""):
    """Register a function as a derived number; unit and measure default to those of its first ingredient."""
    def register(function):
        FUNCTIONS[function.__name__] = function, unit, measure
        return function
    return register


def resolve(data: Dataset, number_id: str) -> Number:
    """Return a number of the dataset or a derived one; YEAR and LAST in its id are of the edition.

    Raises UnknownId with the nearest ids.
    """
    number_id = of_year(number_id, data.edition.year)
    if number_id in data.numbers:
        return data.numbers[number_id]
    name, year = (number_id, None) if number_id in FUNCTIONS else _template(number_id)
    if name not in FUNCTIONS:
        known_ids = [*data.numbers, *(f.replace("YEAR", str(data.edition.year)) for f in FUNCTIONS)]
        raise UnknownId(number_id, known_ids)
    function, unit, measure = FUNCTIONS[name]
    ids = [of_year(parameter, year or data.edition.year) for parameter in inspect.signature(function).parameters]
    ingredients = [resolve(data, i) for i in ids]
    result = function(*(Quantity(n.value, n.bound, digits(n.value, n.unit)) for n in ingredients))
    first = ingredients[0]
    dated = [n for n in ingredients if n.period_end]
    return replace(first, number_id=number_id, period_start=min((n.period_start for n in dated), default=None),
                   period_end=max((n.period_end for n in dated), default=None),
                   indicator=name.removesuffix("_YEAR").lower(), value=result.value, value_high=result.high,
                   bound=result.bound, unit=unit or first.unit, measure=measure or first.measure, breakdown="",
                   part_of="", locator="", status="final", use="report", note=inspect.getdoc(function),
                   formula=result.formula, ingredients=tuple(ids))


def first_row(data: Dataset, number: Number) -> Number:
    """Return the row of the dataset that a number comes from: itself, or the first of its ingredients."""
    return first_row(data, resolve(data, number.ingredients[0])) if number.ingredients else number


def _template(number_id):
    year = re.search(r"(?<![0-9])(?:19|20)\d\d(?![0-9])", number_id)
    return (number_id.replace(year[0], "YEAR"), int(year[0])) if year else (number_id, None)


@derived()
def sentence_known_YEAR(convicted_YEAR_home_khimiya, convicted_YEAR_khimiya, convicted_YEAR_imprisonment):
    """People known to be convicted for whom the source gives the kind of sentence."""
    return known(convicted_YEAR_home_khimiya) + known(convicted_YEAR_khimiya) + known(convicted_YEAR_imprisonment)


@derived()
def sentence_not_stated_YEAR(convicted_YEAR, convicted_YEAR_home_khimiya, convicted_YEAR_khimiya,
                             convicted_YEAR_imprisonment):
    """People known to be convicted for whom the source gives no kind of sentence."""
    return (known(convicted_YEAR) - known(convicted_YEAR_home_khimiya) - known(convicted_YEAR_khimiya)
            - known(convicted_YEAR_imprisonment))


@derived("percent", "share")
def women_share_YEAR(convicted_YEAR_women, convicted_YEAR):
    """Women among the people known to be convicted."""
    return share(known(convicted_YEAR_women), known(convicted_YEAR))


@derived("percent", "share")
def men_share_YEAR(convicted_YEAR_men, convicted_YEAR):
    """Men among the people known to be convicted."""
    return share(known(convicted_YEAR_men), known(convicted_YEAR))


@derived("percent", "share")
def retirement_age_women_share_YEAR(convicted_YEAR_retirement_age_women, convicted_YEAR_retirement_age):
    """Women among the convicted who are known to be of retirement age."""
    return share(known(convicted_YEAR_retirement_age_women), known(convicted_YEAR_retirement_age))


@derived("percent", "share")
def article_342_share_YEAR(convicted_YEAR_article_342, convicted_YEAR):
    """People convicted under Article 342 among the people known to be convicted."""
    return share(known(convicted_YEAR_article_342), known(convicted_YEAR))


@derived()
def imprisonment_interval_YEAR(convicted_YEAR_imprisonment, sentence_not_stated_YEAR):
    """Imprisonment among the known convicted, while the kind of some sentences is open."""
    return interval(convicted_YEAR_imprisonment, sentence_not_stated_YEAR)


@derived()
def home_khimiya_interval_YEAR(convicted_YEAR_home_khimiya, sentence_not_stated_YEAR):
    """Domashnyaya khimiya among the known convicted, while the kind of some sentences is open."""
    return interval(convicted_YEAR_home_khimiya, sentence_not_stated_YEAR)


@derived()
def khimiya_interval_YEAR(convicted_YEAR_khimiya, sentence_not_stated_YEAR):
    """Khimiya among the known convicted, while the kind of some sentences is open."""
    return interval(convicted_YEAR_khimiya, sentence_not_stated_YEAR)


@derived("persons")
def closure_YEAR(political_prisoners_LAST_12_31, recognised_YEAR, pardoned_YEAR, released_after_full_term_YEAR):
    """Political prisoners at the end of the year, if each floor of stock, entries and exits were exact.

    A check of the counts, and no estimate.
    """
    return (known(political_prisoners_LAST_12_31) + known(recognised_YEAR) - known(pardoned_YEAR)
            - known(released_after_full_term_YEAR))


@derived()
def closure_gap_YEAR(closure_YEAR, political_prisoners_YEAR_12_31):
    """Difference between political prisoners computed and counted at the end of the year."""
    return closure_YEAR - known(political_prisoners_YEAR_12_31)


@derived("persons a year", "rate")
def displaced_mean_change_2014_to_2024(displaced_world_end_2024, displaced_world_end_2014):
    """Mean yearly growth of the world's forcibly displaced over ten years, from UNHCR's totals as first published."""
    return per_year(displaced_world_end_2024 - displaced_world_end_2014, 10)
