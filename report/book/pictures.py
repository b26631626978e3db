"""Charts on a page: a figure that knows its numbers, and a native fold for the table and the code behind it."""

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.util.docutils import SphinxDirective


class ChartDirective(Figure):
    """A figure made by report.pictures: `numbers` are the ids that it draws, and `alt` says what it shows."""

    option_spec = Figure.option_spec | {"numbers": directives.unchanged_required}

    def run(self):
        """Return the figure; note the numbers that it draws."""
        env = self.state.document.settings.env
        ids = self.options.pop("numbers", "").split()
        for number_id in ids:
            env.get_domain("num").note_use(env.docname, number_id, "drawn")
        result = super().run()
        if isinstance(result[0], nodes.figure):
            result[0]["number_ids"] = ids
        return result


class fold(nodes.General, nodes.Element):
    """Content that a reader opens: a native <details>, without script."""


class FoldDirective(SphinxDirective):
    """Fold content away under a summary."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        """Return the fold with its content parsed."""
        node = fold(summary=self.arguments[0])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def open_fold(self, node):
    """Open the fold in HTML."""
    self.body.append(f'<details class="fold"><summary>{self.encode(node["summary"])}</summary>\n')


def close_fold(self, node):
    """Close the fold in HTML."""
    self.body.append("</details>\n")


def code_below_output(app, doctree, docname):
    """Put the code of a cell below what it shows: the reader came for the chart."""
    for cell in doctree.findall(lambda n: isinstance(n, nodes.container) and n.get("nb_element") == "cell_code"):
        shown = [child for child in cell.children if "cell_output" in child.get("classes", [])]
        cell.children = shown + [child for child in cell.children if child not in shown]
