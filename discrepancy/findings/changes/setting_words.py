"""What a changed setting does to what is told, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from discrepancy.findings.changes.settings import CLAIMS, TEXT, WHOLE_FILE, Setting
from discrepancy.model.dossier import Dossier
from discrepancy.reading.yaml_nodes import List, Map, Node, Text
from discrepancy.system.display import one_line, shortened

_LONGEST = 80  # characters of what is declared
# Fields of a record that change nothing of what is found.
_ONLY_SHOWN = frozenset(("id", "name", "help", "note", "mark", "was", "wikidata", "because", "offset"))
_OF_PROPERTIES = {
    "one": "the dossier now allows several answers to {name}",
    "most": "the dossier now allows {now} answers to {name} (it allowed {before})",
    "differ_in": "true answers to {name} may now be alike in {before}",
    "type": "the dossier now reads {name} as {now} (it was {before})",
    "state": "the dossier now lets the answer to {name} change with time",
    "spells": "the dossier now lets {name} have several spells",
    "adds": "the dossier no longer holds the parts of {name} to their whole",
    "running": "the dossier no longer takes {name} for a count that cannot fall",
    "inverse": "the dossier no longer takes {name} to hold both ways",
    "tolerance": "the dossier now tolerates {now} in {name}",
}
# The direction in which a field makes less be told; the other way it is named as any other.
_LOOSER: Mapping[str, Any] = {
    "one": False,
    "state": True,
    "spells": True,
    "adds": False,
    "running": False,
    "inverse": "",
}
_OF_ENTITIES = {
    "same_as": "{name} is now held to be the same as {now}",
    "maybe": "{name} is now held to be perhaps the same as {now}",
    "aliases": "{name} is now also called {added}",
    "part_of": "{name} is now part of {now}",
}
_OF_TERMS = {
    "same_as": "{name} is now held to be the same as {now}",
    "broader": "{name} now falls under {now}",
    "excludes": "{name} no longer excludes {gone}",
}


def setting_words(one: Setting, then: Dossier, now: Dossier, lies_in: str = "") -> str:
    """What a changed setting does, in a clause; `lies_in` is where the file of a source that is gone lies
    now.
    """
    return one_line(_of_source(one, then, now, lies_in) if one.source else _of_dossier(one, then, now))


def _of_source(one: Setting, then: Dossier, now: Dossier, lies_in: str) -> str:
    source = now.sources.get(one.source) or then.sources.get(one.source)
    name = source.siglum if source else one.source
    if one.section == WHOLE_FILE:
        gone = f"the source {name} is gone ({one.mark.file})"
        return f"{gone}; its file lies in {lies_in}, where it is not read" if lies_in else gone
    if one.section == CLAIMS:
        return f"the source {name} claims nothing any more"
    if one.section == TEXT:
        return f"the text of {name} is another"
    if one.section == "draft" and node_words(one.now) == "true":
        return f"{name} is now a draft, in which nothing is counted"
    return f"all claims of {name} are now read with {_changed(one.section, one.name, one.before, one.now)}"


def _of_dossier(one: Setting, then: Dossier, now: Dossier) -> str:
    words: list[str] = []
    if one.section == "properties":
        pair = _then_and_now(one.name, then.vocabulary.properties, now.vocabulary.properties)
        words = list(_of_record(pair, one.name, _OF_PROPERTIES, {}))
    elif one.section == "entities":
        names = {id_: entity.name for id_, entity in (*then.entities.items(), *now.entities.items())}
        pair = _then_and_now(one.name, then.entities, now.entities)
        words = list(_of_record(pair, names.get(one.name, one.name), _OF_ENTITIES, names))
    elif one.section == "terms":
        pair = _then_and_now(one.name, then.vocabulary.terms, now.vocabulary.terms)
        names = {id_: term.name for id_, term in now.vocabulary.terms.items()}
        words = list(_of_record(pair, names.get(one.name, one.name), _OF_TERMS, names))
    elif one.section == "laws":
        words = [_of_law(one)]
    elif one.section in ("conventions", "tolerance"):
        words = [f"the dossier now reads with {_changed(one.section, one.name, one.before, one.now)}"]
    return (
        ", and ".join(words) or f"the dossier now has {_changed(one.section, one.name, one.before, one.now)}"
    )


def _then_and_now(name: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Any, Any]:
    """The two records of an entry, which may have had another name; None for one that there is not."""
    entry = now.get(name)
    formers = (name, *(entry.was if entry is not None else ()))
    return next((then[former] for former in formers if former in then), None), entry


def _of_record(
    pair: tuple[Any, Any], name: str, words: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[str]:
    """What differs between the two records of an entry, a clause each; a record may be missing."""
    before, now = pair
    if now is None or before is None:
        yield f"{name} is {'no longer' if now is None else 'now'} declared"
        return
    for field in fields(now):
        if field.name in _ONLY_SHOWN:
            continue
        was, is_ = getattr(before, field.name), getattr(now, field.name)
        if was == is_ or (not was and not is_ and field.name not in _LOOSER):
            continue
        parts = {"name": name, "before": _said(was, names), "now": _said(is_, names)}
        if isinstance(is_, tuple) or isinstance(was, tuple):
            here, there = is_ or (), was or ()
            if isinstance(here, tuple) and isinstance(there, tuple):
                parts["added"] = _said(tuple(item for item in here if item not in there), names)
                parts["gone"] = _said(tuple(item for item in there if item not in here), names)
        form = words.get(field.name, "")
        if field.name in _LOOSER and bool(is_) != bool(_LOOSER[field.name]):
            form = ""
        needed = [part for part in ("added", "gone", "now") if f"{{{part}}}" in form]
        if not form or any(not parts.get(part) for part in needed):
            form = "{name} now has {field}: {now}, not {before}"
        empty = {key: value or "nothing" for key, value in parts.items()}
        yield form.format(field=field.name, **empty)


def _of_law(one: Setting) -> str:
    if one.now is None:
        return f"the law {one.name} no longer holds"
    said = {
        key.value: node_words(value) for key, value in (one.now.items if isinstance(one.now, Map) else ())
    }
    if said.get("usual") == "true":
        return f"the law {one.name} now says only what is usual"
    return f"the law {one.name} is now {said.get('law', node_words(one.now))}"


def _said(value: object, names: Mapping[str, str]) -> str:
    """A value of a field, the ids in it by their names."""
    if isinstance(value, tuple):
        return ", ".join(names.get(str(item), str(item)) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return names.get(value, value) if isinstance(value, str) else "" if value is None else str(value)


def _changed(section: str, name: str, before: Node | None, now: Node | None) -> str:
    """A field or an entry as it is, and as it was."""
    what = f"{section} {name}" if name else section
    is_, was = node_words(now), node_words(before)
    if now is None:
        return f"no {what} (it was {was})"
    return f"{what}: {is_} ({f'it was {was}' if before is not None else 'there was none'})"


def node_words(node: Node | None) -> str:
    """What a node says, on one line, shortened."""
    return shortened(one_line(_words(node)), _LONGEST)


def _words(node: Node | None) -> str:
    if isinstance(node, Map):
        return ", ".join(f"{key.value}: {_words(value)}" for key, value in node.items)
    if isinstance(node, List):
        return ", ".join(map(_words, node.items))
    return node.value.strip() if isinstance(node, Text) else ""
