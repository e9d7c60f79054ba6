"""A JSON Schema for each kind of file, made from the same tables as the checks, so that editors complete and
check while one writes.
"""

from __future__ import annotations

from typing import Any

from discrepancy.reading.forms import FORMS, Field

KINDS = ("dossier", "source", "review")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Editors read a year as a number and yes as true; this program reads every scalar as text.
_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_ID = r'^[^\s.\[\]{}=,:;@#/\\|"<>*+()!?&%^~`]+$'
_PROPERTY = r"^[^.\[\]=,]+(\[[^\[\]]+\])?$"
_QUESTION = r"^[^.\[\]=,]+\.[^.\[\]=,]+(\[[^\[\]]+\])?$"
_REF = "#/$defs/"


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a `dossier`, `source` or `review` file. Raises KeyError for any
    other kind.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    used: dict[str, Any] = {}
    body = _form(kind, used)
    return {
        "$schema": _DRAFT,
        "title": {
            "dossier": "dossier.yaml",
            "source": "A source and its claims",
            "review": "A decided finding",
        }[kind],
        **body,
        "$defs": dict(sorted(used.items())),
    }


def _form(name: str, used: dict[str, Any]) -> dict[str, Any]:
    fields = FORMS[name]
    found: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: {**_shape(field, used), "description": field.help} for field in fields},
        "additionalProperties": False,
    }
    if required := [field.name for field in fields if field.required]:
        found["required"] = required
    if name == "claim":
        found["dependentRequired"] = {"about": ["says"], "says": ["about"]}
        found["patternProperties"] = {
            _QUESTION: {
                **_value(used),
                "description": "entity.property[scope=value, …]: what the source says",
            }
        }
    return found


def _define(name: str, used: dict[str, Any]) -> dict[str, Any]:
    if name not in used:
        used[name] = {}  # a form may hold itself
        used[name] = _form(name, used)
    return {"$ref": _REF + name}


def _texts() -> dict[str, Any]:
    return {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def _value(used: dict[str, Any]) -> dict[str, Any]:
    used["value"] = {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]}
    return {"$ref": _REF + "value"}


def _chain(used: dict[str, Any]) -> dict[str, Any]:
    link = {"anyOf": [_TEXT, _define("link", used)]}
    return {"anyOf": [*link["anyOf"], {"type": "array", "items": link}]}


def _shape(field: Field, used: dict[str, Any]) -> dict[str, Any]:
    match field.shape:
        case "version":
            return {"enum": [1, "1"]}
        case "choice":
            return {"enum": list(field.choices)}
        case "flag":
            return {"type": "boolean"}
        case "texts":
            return _texts()
        case "form":
            return _define(field.form, used)
        case "forms":
            # A term may be declared by its id alone.
            form = _define(field.form, used)
            form = {"anyOf": [form, {"type": "null"}]} if field.form in ("term", "kind") else form
            return {
                "type": "object",
                "patternProperties": {"^.+$" if field.form == "term" else _ID: form},
                "additionalProperties": False,
            }
        case "list":
            return {"type": "array", "items": _define(field.form, used)}
        case "chain":
            return _chain(used)
        case "answers":
            return {
                "type": "object",
                "patternProperties": {_PROPERTY: _value(used)},
                "additionalProperties": False,
            }
        case "groups":
            return {"type": "object", "additionalProperties": _texts()}
        case "open":
            return {}
    return dict(_TEXT)
