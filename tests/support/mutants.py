"""Damaged copies of files: a given file and a seed yield the same mutants on every machine and in every run.

`mutants` knows bytes, lines and words, `xml_mutants` tags and attributes, `zip_mutants` the parts of a package.
How many a test takes is said by `how_many`: few in an ordinary run, as many as MUTANTS says in a long one.
"""

from __future__ import annotations

import io
import os
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

LARGEST = 200_000  # bytes to which a mutant may grow
ODD: tuple[bytes, ...] = (
    b"\x00",
    b"\x1b[2J",
    b"\r",
    b"\n",
    b"\t",
    b"\x7f",
    b"\x85",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # a surrogate alone
    "\ufeff".encode(),
    "\u202e".encode(),  # writes from right to left
    "\u2028".encode(),
    "e\u0301".encode(),
    "\U0001f300".encode(),
    b'"',
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"%",
    b"\\",
    b"#",
    b": ",
    b"- ",
    b"*a",
    b"&a ",
    b"!!python/object ",
    b"---\n",
    b"|\n",
    b"-1",
    b"0",
    b"NaN",
    b"1e999",
    b"null",
    b"9" * 30,
    b"9" * 5000,
    b"[" * 2000,
    b"../",
    b"a" * 300,
)


def how_many(ordinary: int) -> int:
    """The number of mutants a test takes of each file: MUTANTS of the environment, or else `ordinary`."""
    return int(os.environ.get("MUTANTS", ordinary))


def mutants(data: bytes, many: int, seed: object, words: Sequence[bytes] = ()) -> Iterator[bytes]:
    """So many damaged copies of `data`; `words` are texts of its format to put in, beside the odd ones."""
    return _drawn(data, many, seed, _of_bytes(words))


def xml_mutants(data: bytes, many: int, seed: object) -> Iterator[bytes]:
    """So many damaged copies of XML, most of them in tags and attributes and still well formed here and there."""
    return _drawn(data, many, seed, (*_OF_XML, *_OF_XML, *_of_bytes(())))


def zip_mutants(data: bytes, many: int, seed: object) -> Iterator[bytes]:
    """So many damaged copies of a zip package: mostly whole packages with one damaged part, or with parts that
    are missing, renamed, exchanged or there twice; now and then the bytes of the package are damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(part.filename, package.read(part)) for part in package.infolist()]
    of_bytes = _of_bytes(())
    for number in range(many):
        draw = random.Random(f"{seed}:{number}")
        yield _damaged(data, draw, of_bytes) if draw.random() < 0.15 else _package(_other_parts(parts, draw))


def _drawn(data: bytes, many: int, seed: object, mutations: Sequence[Mutation]) -> Iterator[bytes]:
    for number in range(many):
        yield _damaged(data, random.Random(f"{seed}:{number}"), mutations)


def _damaged(data: bytes, draw: random.Random, mutations: Sequence[Mutation]) -> bytes:
    """The data after one to four mutations, most often one, so that much of a file goes on to be read."""
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 4))):
        data = draw.choice(mutations)(data, draw)[:LARGEST]
    return data


def _of_bytes(words: Sequence[bytes]) -> tuple[Mutation, ...]:
    def word_put_in(data: bytes, draw: random.Random) -> bytes:
        at = draw.randrange(len(data) + 1)
        return data[:at] + draw.choice(words or ODD) + data[at:]

    return (word_put_in, *_OF_BYTES)


def _block(data: bytes, draw: random.Random) -> tuple[int, int]:
    """The start and end of a block: a short one, or one of any length."""
    start = draw.randrange(len(data) + 1)
    longest = draw.choice((1, 8, 64, len(data)))
    return start, min(len(data), start + draw.randrange(longest + 1))


def _bit_turned(data: bytes, draw: random.Random) -> bytes:
    if not data:
        return data
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


def _byte_replaced(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]


def _cut_off(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] if draw.random() < 0.8 else data[at:]


def _block_taken_out(data: bytes, draw: random.Random) -> bytes:
    start, end = _block(data, draw)
    return data[:start] + data[end:]


def _block_repeated(data: bytes, draw: random.Random) -> bytes:
    start, end = _block(data, draw)
    times = min(draw.choice((1, 1, 2, 300)), LARGEST // max(end - start, 1))
    return data[:end] + data[start:end] * times + data[end:]


def _block_moved(data: bytes, draw: random.Random) -> bytes:
    start, end = _block(data, draw)
    rest = data[:start] + data[end:]
    to = draw.randrange(len(rest) + 1)
    return rest[:to] + data[start:end] + rest[to:]


def _odd_put_in(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(ODD) + data[at:]


def _word_exchanged(data: bytes, draw: random.Random) -> bytes:
    """A word of the file, or an odd text, in the place of another word."""
    found = list(re.finditer(rb"\w+", data))
    if not found:
        return data
    word = draw.choice(found)
    other = draw.choice(ODD) if draw.random() < 0.4 else draw.choice(found)[0]
    return data[: word.start()] + other + data[word.end() :]


def _number_changed(data: bytes, draw: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    number = draw.choice(found)
    other = draw.choice((b"0", b"-1", b"1", b"99999", b"2147483648", b"9" * 20, b"9" * 5000, b"1.5", b""))
    return data[: number.start()] + other + data[number.end() :]


def _line_changed(data: bytes, draw: random.Random) -> bytes:
    """A line taken out, there twice, moved, or further in."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    line = lines[at]
    kind = draw.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(other, line)
    elif kind == 2:
        lines[at], lines[other] = lines[other], line
    else:
        lines[at] = b" " * draw.randrange(1, 9) + line
    return b"".join(lines)


_OF_BYTES: tuple[Mutation, ...] = (
    _bit_turned,
    _byte_replaced,
    _cut_off,
    _block_taken_out,
    _block_repeated,
    _block_moved,
    _odd_put_in,
    _word_exchanged,
    _number_changed,
    _line_changed,
)


def _attribute_changed(data: bytes, draw: random.Random) -> bytes:
    found = list(re.finditer(rb'(?<==")[^"<>]*(?=")', data))
    if not found:
        return data
    value = draw.choice(found)
    numbers = (b"0", b"-1", b"1048576", b"16384", b"2147483647", b"9" * 20, b"1e308", b"NaN", b"")
    other = draw.choice(numbers) if draw.random() < 0.6 else draw.choice(found)[0]
    return data[: value.start()] + other + data[value.end() :]


def _element_changed(data: bytes, draw: random.Random) -> bytes:
    """An element, as its tags seem to say, taken out, repeated, or put into itself."""
    opened = list(re.finditer(rb"<([\w:.\-]+)[^<>]*>", data))
    if not opened:
        return data
    tag = draw.choice(opened)
    close = b"</" + tag[1] + b">"
    at = -1 if tag[0].endswith(b"/>") else data.find(close, tag.end())
    end = at + len(close) if at >= 0 else tag.end()
    element = data[tag.start() : end]
    kind = draw.randrange(3)
    if kind == 0:
        return data[: tag.start()] + data[end:]
    if kind == 1:
        times = min(draw.choice((1, 2, 50)), LARGEST // max(len(element), 1))
        return data[:end] + element * times + data[end:]
    return data[: tag.end()] + element + data[tag.end() :]


def _tag_renamed(data: bytes, draw: random.Random) -> bytes:
    names = list(re.finditer(rb"(?<=<)[\w:.\-]+", data))
    if not names:
        return data
    name = draw.choice(names)
    return data[: name.start()] + draw.choice(names)[0] + data[name.end() :]


def _attribute_taken_out(data: bytes, draw: random.Random) -> bytes:
    found = list(re.finditer(rb' [\w:.\-]+="[^"<>]*"', data))
    if not found:
        return data
    attribute = draw.choice(found)
    return data[: attribute.start()] + data[attribute.end() :]


def _text_changed(data: bytes, draw: random.Random) -> bytes:
    """What stands between two tags replaced by an odd text or by an XML entity."""
    found = list(re.finditer(rb"(?<=>)[^<>]+(?=<)", data))
    if not found:
        return data
    text = draw.choice(found)
    other = draw.choice(
        (*ODD, b"&lt;", b"&#1;", b"&#55296;", b"&none;", b"1", b"-5", b"45000.5", b"<b>x</b>")
    )
    return data[: text.start()] + other + data[text.end() :]


_OF_XML: tuple[Mutation, ...] = (
    _attribute_changed,
    _attribute_changed,
    _element_changed,
    _tag_renamed,
    _attribute_taken_out,
    _text_changed,
)


def _other_parts(parts: Sequence[tuple[str, bytes]], draw: random.Random) -> list[tuple[str, bytes]]:
    """The parts of a package, one of them other than it was."""
    found = list(parts)
    at, other = draw.randrange(len(found)), draw.randrange(len(found))
    name, data = found[at]
    kind = draw.randrange(12)
    if kind == 0:
        del found[at]
    elif kind == 1:
        found[at] = (draw.choice((name + "x", name.upper(), "../" + name, "/" + name, found[other][0])), data)
    elif kind == 2:
        found[at], found[other] = (name, found[other][1]), (found[other][0], data)
    elif kind == 3:
        found.append((name, _damaged(data, draw, _OF_XML)))
    else:
        # The parts of which there is more to read are damaged more often.
        at = draw.choices(range(len(found)), [len(data) + 100 for _, data in found])[0]
        name, data = found[at]
        mutations = _OF_XML if data.lstrip()[:1] == b"<" and draw.random() < 0.75 else _OF_BYTES
        found[at] = (name, _damaged(data, draw, mutations))
    return found


def _package(parts: Sequence[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # of two parts with one name
        for name, data in parts:
            # A time of its own would make other bytes each time.
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(about, data)
    return made.getvalue()
