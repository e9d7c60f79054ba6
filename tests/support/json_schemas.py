"""What of a JSON value does not fit a JSON Schema."""

from __future__ import annotations

from typing import Any

import jsonschema


def misfits(value: Any, schema: Any) -> list[str]:
    """Each fault of `value` by `schema`, with where it stands; the schema itself must be one of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema)
    faults = jsonschema.Draft202012Validator(schema).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in faults]
