"""Text of sources escaped, so that Markdown shows it exactly as written; and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from discrepancy.system.display import one_line

# What GitHub's Markdown would read as markup. `<`, `&`, `@` and `$` are entities, since no backslash keeps a
# mention or a formula away.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", "$": "&#36;"}
_ESCAPED = re.compile(r"[&<>@$\\`*_\[\]{}|~^]|(?<=\w):(?=\w)|:(?=\w+:)")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=#:])")


def escaped(words: str) -> str:
    """`words` on one line, with nothing in it that Markdown would read."""
    line = _ESCAPED.sub(lambda match: _ENTITIES.get(match.group(), "\\" + match.group()), one_line(words))
    return _LEADING.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)


def quoted(words: str) -> str:
    """Words of a source, escaped, between quotation marks."""
    return f"“{escaped(words)}”"


def table(rows: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    """A Markdown table of cells that are escaped already. Columns are not padded, so that a change of one row
    changes one line.
    """
    from tabulate import DataRow, TableFormat, tabulate

    form = TableFormat(
        lineabove=None,
        linebelowheader=lambda widths, _: "|" + " --- |" * len(widths),
        linebetweenrows=None,
        linebelow=None,
        headerrow=DataRow("|", "|", "|"),
        datarow=DataRow("|", "|", "|"),
        padding=1,
        with_header_hide=None,
    )
    return tabulate(rows, headers=headers, tablefmt=form, stralign=None, numalign=None, disable_numparse=True)
