"""A Sphinx extension that typesets a book as PDF with Typst, from the same doctrees as its HTML pages.

The PDF is made when the HTML build finishes, from the environment in memory: nothing is read or run twice. It knows
Sphinx and myst-nb. A node of another extension is printed by the functions that this extension registers with
`app.add_node(node, typst=(open, close))`; both get the writer and the node and return Typst markup, and either may
raise `docutils.nodes.SkipNode` to leave the node out. A node that nobody registered stops the build.

Settings: see `typstbook.settings`.
"""

from typstbook import finish, settings


def setup(app):
    """Register the settings and the work that is done when the pages are written."""
    settings.register(app)
    app.connect("config-inited", settings.check)
    # Before the usual priority of those who move or publish the finished folder.
    app.connect("build-finished", finish.typeset, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
