"""The settings of a dossier then and now: what dossier.yaml and the heads of the source files declare that is
not as it was, and the dossier of now with some of it put back, in a folder of its own.

A source file that is gone, or that claims nothing any more, counts as a setting of its own: nobody changed
what a claim says. All that a file only shows (a title, a note) is none.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from discrepancy.exchange.writing.yaml import flow_scalar
from discrepancy.model.mark import Mark
from discrepancy.reading.dossiers import DOSSIER
from discrepancy.reading.forms import LOGIC, SOURCE
from discrepancy.reading.page import Page, open_page
from discrepancy.reading.tree_cache import cached_tree
from discrepancy.reading.yaml_nodes import List, Map, Node, Text
from discrepancy.system.regular_files import read_regular_file

WHOLE_FILE = "file"
CLAIMS = "claims"
TEXT = "words of the text"  # of a source: no field, but the file that the field text names
_ONLY_SHOWN = frozenset(("version", "title", "summary", "language", "topics"))
_ONLY_NAMED = frozenset(("version", "source", "siglum", "title", "was", "note", CLAIMS))
_SHOWN_OF_SOURCES = _ONLY_NAMED | {field.name for field in SOURCE if field.name not in LOGIC}
# Fields of an entry that are only shown, or that keep its former names.
_SHOWN_OF_ENTRIES = frozenset(("help", "note", "wikidata", "asks", "weight", "was"))
_MOST_LOOKED_AT = 500  # entries of a folder in which a file that is gone is looked for


class Setting(NamedTuple):
    """One thing that is declared otherwise than it was: in dossier.yaml, or in the head of a `source`. `name`
    is the entry of a section, such as a property. What is gone has no `now`, and what came no `before`.
    """

    source: str
    section: str
    name: str
    before: Node | None
    now: Node | None
    mark: Mark

    @property
    def key(self) -> tuple[str, str, str]:
        """Which setting this is."""
        return self.source, self.section, self.name


class YamlFile(NamedTuple):
    """A file of a dossier, and the tree of what it holds."""

    name: str
    page: Page
    root: Map

    def text(self, key: str) -> str:
        """What it says; empty where that is no text."""
        node = self.fields().get(key)
        return node.value.strip() if isinstance(node, Text) else ""

    def fields(self) -> dict[str, Node]:
        """Its top-level fields."""
        return {key.value: value for key, value in self.root.items}

    def mark(self, key: str, name: str = "") -> Mark:
        """Where a field stands, or an entry of it; the first line where it has none."""
        for at, value in self.root.items:
            if at.value == key:
                inner = value.items if isinstance(value, Map) else ()
                found = next((entry.at for entry, _ in inner if entry.value == name), at.at)
                return self.page.mark(found)
        return Mark(self.page.file, 1, 1)

    def sections(self) -> dict[str, str]:
        """The words of each top-level field, from its key to the next; of a file that is not in block style,
        words that say the same.
        """
        text, keys = self.page.text, [key for key, _ in self.root.items]
        if self.root.flow or any(key.at and text[key.at - 1] != "\n" for key in keys):
            return {key.value: f"{_flow(key)}: {_flow(value)}\n" for key, value in self.root.items}
        ends = [*(key.at for key in keys[1:]), len(text)]
        return {key.value: text[key.at : end] for key, end in zip(keys, ends, strict=True)}


class SettingChanges:
    """What of a dossier's settings is not as it was. `then` and `here` are the folders in which the dossier
    lies as it was and as it is, `shown` is how the latter is shown, and `texts` has by source the file of
    its text, where the words of texts bear on what is asked.
    """

    def __init__(self, then: Path, here: Path, shown: str, texts: Mapping[str, str]) -> None:
        self.then, self.here, self.shown, self.texts = then, here, shown, texts
        self._before, self._now = _pages(then, shown), _pages(here, shown)
        self._pairs: dict[str, tuple[YamlFile, YamlFile | None]] = {}  # by the id of now
        self.settings = (*self._of_dossier(), *self._of_sources(), *self._of_texts())

    def _of_dossier(self) -> Iterator[Setting]:
        before, now = _yaml(DOSSIER, self._before), _yaml(DOSSIER, self._now)
        if before is None or now is None or before.page.text == now.page.text:
            return
        self._pairs[""] = (before, now)
        yield from _different("", before, now, _ONLY_SHOWN)

    def _of_sources(self) -> Iterator[Setting]:
        changed = [
            name
            for name in sorted({*self._before, *self._now} - {DOSSIER})
            if name not in self._before
            or name not in self._now
            or self._before[name].text != self._now[name].text
        ]
        then = [file for name in changed if (file := _yaml(name, self._before))]
        now = [file for name in changed if (file := _yaml(name, self._now))]
        left = {file.text("source"): file for file in then if file.text("source")}
        for file in now:
            formers = (file.text("source"), *_texts(file.fields().get("was")))
            if was := next((name for name in formers if name in left), ""):
                self._pairs[file.text("source")] = (left.pop(was), file)
        for source, old in left.items():
            self._pairs[source] = (old, None)
        for source, (old, new) in self._pairs.items():
            if not source:
                continue
            if new is None:
                yield Setting(source, WHOLE_FILE, "", old.root, None, Mark(old.page.file, 1, 1))
            elif _claims(old.root) and not _claims(new.root):
                yield Setting(source, CLAIMS, "", old.root, new.root, new.mark(CLAIMS))
            else:
                yield from _different(source, old, new, _SHOWN_OF_SOURCES)

    def _of_texts(self) -> Iterator[Setting]:
        for source, name in self.texts.items():
            if _held(self.then, name) != _held(self.here, name):
                yield Setting(source, TEXT, "", None, None, Mark(f"{self.shown}/{name}", 1, 1))

    def write(
        self, folder: Path, put_back: Collection[tuple[str, str, str]], claims_then: bool = False
    ) -> None:
        """Writes the dossier of now into a folder, with the settings of these keys as they were; with
        `claims_then` the claims of the sources as they were too.
        """
        folder.mkdir(parents=True)
        texts = {name: page.text for name, page in self._now.items()}
        for source, (old, new) in self._pairs.items():
            chosen = {key[1:] for key in put_back if key[0] == source}
            if new is None:
                if chosen:
                    texts[_free(old.name, texts)] = old.page.text
                continue
            if any(section in (WHOLE_FILE, CLAIMS) for section, _ in chosen):
                texts[new.name] = old.page.text
            elif chosen or (claims_then and source):
                texts[new.name] = self._mixed(source, chosen, claims_then and bool(source))
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8", "surrogatepass", newline="")
        for source, name in self.texts.items():
            data = _held(self.then if (source, TEXT, "") in put_back else self.here, name)
            if data is not None and name not in texts and ".." not in Path(name).parts:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)

    def _mixed(self, source: str, chosen: set[tuple[str, str]], claims_then: bool) -> str:
        """The file of a source (empty: dossier.yaml) with some of its fields as they were."""
        old, new = self._pairs[source]
        assert new is not None
        before, now = old.fields(), new.fields()
        was, parts = old.sections(), new.sections()
        for section in {section for section, _ in chosen}:
            names = {name for part, name in chosen if part == section}
            all_names = {one.name for one in self.settings if one.key[:2] == (source, section)}
            if all_names <= names and not _renamed(before.get(section), now.get(section)):
                parts[section] = was.get(section, "")
            else:
                made = _with_entries(before.get(section), now.get(section), names)
                parts[section] = f"{section}: {_flow(made)}\n"
        if claims_then:
            parts[CLAIMS] = was.get(CLAIMS, "")
        ordered = {name: parts.pop(name) for name in was if name in parts}
        return "".join(_line_end(part) for part in (*ordered.values(), *parts.values()))

    def place_now(self, source: str) -> str:
        """Where the file of a source that is gone lies now, as it is shown: in a folder or under a name that
        is not read; empty where it is not found.
        """
        old = self._pairs[source][0] if source in self._pairs else None
        if old is None:
            return ""
        for number, (folder, inner, names) in enumerate(os.walk(self.here)):
            inner.sort()
            for name in sorted(names):
                at = Path(folder, name)
                if at.parent == self.here and name in self._now:
                    continue
                if Path(old.name).stem in name and _is_file_of(source, at):
                    return f"{self.shown}/{at.relative_to(self.here).as_posix()}"
            if number > _MOST_LOOKED_AT:
                break
        return ""


def _is_file_of(source: str, path: Path) -> bool:
    """Whether a file that is not read looks like the one of a source."""
    with suppress(OSError):
        data = read_regular_file(path)
        return isinstance(data, bytes) and f"source: {source}".encode() in data
    return False


def _held(folder: Path, name: str) -> bytes | None:
    """What the file of a text holds that lies in a folder of a dossier; None where there is none."""
    inside = Path(os.path.realpath(folder))
    with suppress(OSError, RuntimeError, ValueError):
        path = Path(os.path.realpath(inside / name))
        if path.is_relative_to(inside) and isinstance(data := read_regular_file(path), bytes):
            return data
    return None


def _pages(folder: Path, shown: str) -> dict[str, Page]:
    """The files of a dossier that are read, by name."""
    inside, found = Path(os.path.realpath(folder)), dict[str, Page]()
    for name in sorted(at.name for at in folder.iterdir()) if folder.is_dir() else ():
        if name.endswith(".yaml") and not name.startswith("."):
            page, _ = open_page(folder / name, f"{shown}/{name}" if shown != "." else name, inside)
            if page is not None:
                found[name] = page
    return found


def _yaml(name: str, pages: Mapping[str, Page]) -> YamlFile | None:
    page = pages.get(name)
    root = cached_tree(page, [], None) if page is not None else None
    return YamlFile(name, page, root) if page is not None and isinstance(root, Map) else None


def _claims(root: Map) -> list[Node]:
    return next(
        (value.items for key, value in root.items if key.value == CLAIMS and isinstance(value, List)),
        [],
    )


def _texts(node: Node | None) -> list[str]:
    """A text, or those of a list."""
    nodes = node.items if isinstance(node, List) else [node]
    return [one.value.strip() for one in nodes if isinstance(one, Text)]


def _different(source: str, old: YamlFile, new: YamlFile, shown: frozenset[str]) -> Iterator[Setting]:
    """The settings of a file that are not as they were, in the order of the file of now, then those gone."""
    before, now = old.fields(), new.fields()
    for section in dict.fromkeys((*now, *before)):
        if section in shown:
            continue
        was, is_ = before.get(section), now.get(section)
        formers = _renamed(was, is_)
        entries_before = {formers.get(name, name): node for name, node in _entries(was).items()}
        entries_now = _entries(is_)
        for name in dict.fromkeys((*entries_now, *entries_before)):
            one, other = entries_before.get(name), entries_now.get(name)
            if plain(one) != plain(other):
                yield Setting(source, section, name, one, other, new.mark(section, name))


def _entries(node: Node | None) -> dict[str, Node]:
    """The entries of a section: of a mapping by key, of a list of laws by name, or the section itself."""
    if isinstance(node, Map):
        return {key.value: value for key, value in node.items}
    if isinstance(node, List) and node.items and all(isinstance(item, Map) for item in node.items):
        named = {_name(item): item for item in node.items if isinstance(item, Map)}
        if "" not in named and len(named) == len(node.items):
            return dict(named)
    return {} if node is None else {"": node}


def _name(item: Map) -> str:
    return next(
        (value.value for key, value in item.items if key.value == "name" and isinstance(value, Text)), ""
    )


def _renamed(before: Node | None, now: Node | None) -> dict[str, str]:
    """By the former name of each entry that says what it `was`: its name now."""
    if not isinstance(before, Map) or not isinstance(now, Map):
        return {}
    was, found = set(_entries(before)), dict[str, str]()
    for name, node in _entries(now).items():
        fields = {key.value: value for key, value in (node.items if isinstance(node, Map) else ())}
        for former in _texts(fields.get("was")):
            if name not in was and former in was and former not in _entries(now):
                found[former] = name
    return found


def plain(node: Node | None) -> object:
    """What a node says that is more than shown, for a comparison: no places, and mappings in any order."""
    if isinstance(node, Text):
        return node.value.strip()
    if isinstance(node, List):
        return tuple(map(plain, node.items))
    if isinstance(node, Map):
        return frozenset(
            (key.value, plain(value)) for key, value in node.items if key.value not in _SHOWN_OF_ENTRIES
        )
    return None


def _with_entries(before: Node | None, now: Node | None, names: set[str]) -> Node:
    """A section of now with some of its entries as they were, under the names of now."""
    formers = _renamed(before, now)
    was = {formers.get(name, name): (name, node) for name, node in _entries(before).items()}
    if isinstance(now, List) or (now is None and isinstance(before, List)):
        made = List(0, True)
        kept = [node for name, node in _entries(now).items() if name not in names]
        made.items = [*kept, *(was[name][1] for name in sorted(names & was.keys()))]
        return made
    mapping = Map(0, True)
    for name, node in _entries(now).items():
        if name not in names:
            mapping.flat += [Text(name, 0), node]
    for name in sorted(names & was.keys()):
        former, node = was[name]
        mapping.flat += [Text(name, 0), node if former == name else _also_was(node, former)]
    return mapping


def _also_was(node: Node, former: str) -> Node:
    """An entry as it was, that also says what it was called."""
    made = Map(0, True)
    if isinstance(node, Map):
        made.flat = [part for pair in node.items if pair[0].value != "was" for part in pair]
    made.flat += [Text("was", 0), Text(former, 0)]
    return made


def _flow(node: Node) -> str:
    """A node on one line, every scalar in quotation marks."""
    if isinstance(node, Map):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(value)}" for key, value in node.items) + "}"
    if isinstance(node, List):
        return "[" + ", ".join(map(_flow, node.items)) + "]"
    return flow_scalar(node.value if isinstance(node, Text) else "", always=True)


def _line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _free(name: str, taken: Iterable[str]) -> str:
    """A name for a file that is not taken."""
    while name in taken:
        name = f"was-{name}"
    return name
