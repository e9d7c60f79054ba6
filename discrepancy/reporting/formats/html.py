"""The pages as one HTML file that needs nothing else: the Markdown page, rendered, with a little style."""

from __future__ import annotations

import re
from html import escape

from discrepancy.findings.run import Run
from discrepancy.reporting.page.dossier import dossier_page
from discrepancy.system.display import harmless_markup, one_line

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
code { font-size: .9em; }
:target { scroll-margin-top: 1rem; }
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_HEAD = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
)
# A file that this format wrote has its head, and says by what it was made or has no page.
OWN = re.compile(
    re.escape(_HEAD).encode()
    + rb"(?s:.*)(?:By <code>discrepancy report</code>, from the claims|<main>\n</main>)"
)


def report(run: Run) -> str:
    """One document with the pages of all dossiers, each in an article of its own."""
    from markdown_it import MarkdownIt

    # What sources say is escaped on the page already; the only HTML in it is the anchors that we wrote.
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    title = "; ".join(one_line(view.dossier.title) for view in run.views) or "discrepancy"
    body = "".join(f"<article>\n{markdown.render(dossier_page(run, view))}</article>\n" for view in run.views)
    page = (
        f"{_HEAD}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
    return harmless_markup(page)
