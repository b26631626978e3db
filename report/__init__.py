"""The human-rights report as code: one dataset, read, checked, worded and drawn.

The path of a number: `dataset` reads a row of data/numbers.csv and `rows` and `relations` check it,
`wording` turns it into words with its bound, `charts` and `tables` show it, and `book` prints it
where a chapter asks for it by name.
"""
