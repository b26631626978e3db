"""Words that rank or claim a trend. In a chapter each carries a class: how the claim is known."""

import re

CLASSES = {"implied": "implied by the published numbers", "source": "resting on the source",
           "contradicted": "contradicted by other numbers"}
WORDS = re.compile(
    r"\b(?:most|largest|larger|biggest|highest|higher|lowest|lower|smallest|smaller|fewest|record|majority|top|"
    r"rose|rises?|rising|grew|grows?|growing|growth|increas\w+|fell|falls?|falling|decreas\w+|declin\w+|dropped|"
    r"surg\w+|went (?:up|down)|remains the|worse|worst|more and more)\b", re.IGNORECASE)
# The words of a bound and of the account of uncertainty claim neither rank nor trend.
NO_CLAIM = re.compile(r"\bat most\b|\bmost (?:of )?(?:who|whom|which|those who)\b|\btop \d+|\btop-ten statement\b",
                      re.IGNORECASE)


def claims(text: str) -> list[str]:
    """Return the words of a text that rank or claim a trend."""
    spared = [match.span() for match in NO_CLAIM.finditer(text)]
    return [match.group() for match in WORDS.finditer(text)
            if not any(start <= match.start() < end for start, end in spared)]
