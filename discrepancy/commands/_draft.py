"""`draft`: candidate claims from a text, as a file that nobody counts until a person has moved its
entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from discrepancy.evidence.drafting.drafts import MOST, OPEN, Draft, Drafter
from discrepancy.evidence.texts.source_text import SourceText, open_source_text
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.output_files import project_of, require_inside
from discrepancy.exchange.writing.yaml import double_quoted, is_plain, needs_quotes, scalar
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.model.source import Source
from discrepancy.system.atomic_write import is_stream, write_new, write_whole
from discrepancy.system.display import counted, one_line

ID = re.compile(r"[^\W_][\w-]*\Z")
_HASH = 16  # digits of the hash that are written
# What no name, value or place may hold, however it came into the text.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff]"
)
KINDS = {
    "date": "a date",
    "span": "a period",
    "quantity": "a quantity",
    "duration": "a length of time",
    "age": "an age",
}
HEAD = """\
# Drafted from {file}: {count}, none of which is counted. Move what you stand by into a source file, with \
the right
# question in place of {open}, and delete the rest. "discrepancy explain draft" has more.
version: 1
draft: true
source: {source}
title: {title}
text:
  file: {file_scalar}
  sha256: {sha256}

claims:
"""


def text_at(path: str) -> SourceText | str:
    """The text of the file at `path`, or the reason why it cannot be had."""
    place = Path(path)
    found = open_source_text(str(place.parent), Source("", "", "", Mark(path, 1, 1), text_file=place.name))
    return f"there is no {path}" if isinstance(found, str) and found.startswith("there is no") else found


def draft_file(text: SourceText, dossier: Dossier | None, source: str) -> tuple[str, int]:
    """A draft of claims from a text, as the text of a YAML file, and how many entries it has."""
    registry_folder = dossier or Dossier("", "", "", core_vocabulary())
    drafts = list(Drafter(text, registry_folder, source).drafts())
    head = HEAD.format(
        file=one_line(text.file),
        count=counted(len(drafts), "entry", "entries")
        + (" (no more than these are drafted from one text)" if len(drafts) == MOST else ""),
        open=OPEN,
        source=source,
        title=_scalar(Path(text.file).stem),
        file_scalar=_scalar(text.file),
        sha256=text.sha256[:_HASH],
    )
    return head + "\n".join("\n".join(_entry(one, registry_folder)) + "\n" for one in drafts), len(drafts)


def _entry(one: Draft, dossier: Dossier) -> Iterator[str]:
    yield f"  # {_about(one)}"
    if one.voice is not None and not one.voice.id:
        yield f'  # said by "{one_line(one.voice.words)}", which is not registered'
    if one.voice is not None and one.voice.how:
        yield f"  # said by {one_line(one.voice.words)}: {one_line(one.voice.how)}"
    yield f"  - {one.about}.{one.property}: {_scalar(one.value)}"
    yield f"    at: {_scalar(one.at)}"
    yield from _words("quote", one.quote)
    if one.voice is not None:
        yield f"    according_to: [{one.voice.id or OPEN}{' denies' if one.denied else ''}]"
    elif one.denied:
        yield "    stance: denies"
    if one.inferred:
        yield from _words("inferred", one.inferred)


def _about(one: Draft) -> str:
    """What an entry is, whether it is one of two readings, and what of its question was guessed from which
    words.
    """
    what = "; ".join(filter(None, (KINDS[one.kind], one.reading)))
    if not one.guessed:
        return what
    guess = "subject and property" if OPEN not in (one.about, one.property) else "property"
    return f"{what}; {guess} guessed from {' and '.join(f'“{one_line(word)}”' for word in one.guessed)}"


def _words(field: str, words: str) -> Iterator[str]:
    """A field of prose, as it is if that is plain YAML, else folded."""
    if is_plain(words):
        yield f"    {field}: {words}"
    elif needs_quotes(words):
        yield f"    {field}: {double_quoted(words)}"
    else:
        yield f"    {field}: >-"
        yield f"      {words}"


def _scalar(text: str) -> str:
    """A short text as a YAML scalar, quoted where it must be."""
    shown = _HIDDEN.sub("", " ".join(text.split()))
    return scalar(shown)


def registry_folder(folder: str, output: str) -> str:
    """The dossier in which names and properties are looked up: the one given, else the folder that the draft
    is written into, if that is one; else empty.
    """
    if folder:
        return folder
    beside = Path(output).parent if output else None
    return str(beside) if beside is not None and (beside / "dossier.yaml").is_file() else ""


def dossier_error(dossiers: Sequence[Dossier], folder: str) -> str:
    """What is wrong, if `folder` does not hold exactly one readable dossier; else empty."""
    if len(dossiers) != 1:
        return f"{folder} holds {counted(len(dossiers), 'dossier')}; name one"
    return "" if dossiers[0].name else str(dossiers[0].problems[0])


def write_draft(path: str, text: str) -> str:
    """Writes a draft, never over a file that is there. Returns what went wrong; empty if nothing did."""
    place = Path(path)
    try:
        require_inside(path)
        if is_stream(place):
            write_whole(place, text.encode())
        else:
            write_new(place, text.encode(), within=project_of(place))
    except ExchangeError as error:
        return str(error)
    except FileExistsError:
        return f"{path} is already there; nothing was written"
    except OSError as error:
        return f"cannot write {path}: {error.strerror}"
    return ""
