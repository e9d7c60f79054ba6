"""The schemas that editors use accept what the reader accepts, and refuse what it refuses on shape."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from discrepancy.reading.forms import FORMS
from discrepancy.reading.json_schema import KINDS, json_schema
from tests.reading.test_reading_anything import VALID
from tests.support.read_sources import DOSSIER, HEAD

REVIEW = "version: 1\nfinding: F-ca978112\nverdict: scope\nbecause: two counts\nearlier:\n  - {verdict: unsure, by: R}\n"
EXAMPLES = {"dossier": DOSSIER, "source": VALID, "review": REVIEW}
CLAIMS = Path(__file__).parents[2] / "claims"


def errors(kind: str, text: str) -> list[str]:
    instance = yaml.load(text, Loader=yaml.BaseLoader)
    instance["version"] = int(instance.get("version", 1))
    return [
        error.message for error in jsonschema.Draft202012Validator(json_schema(kind)).iter_errors(instance)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_accepts_the_example(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))
    assert errors(kind, EXAMPLES[kind]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained(kind: str) -> None:
    assert all(field.help for form in FORMS.values() for field in form)
    assert all(shape["description"] for shape in json_schema(kind)["properties"].values())


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("  - ralph.born: 1180\n", "'at' is a required property"),
        ("  - ralph.born: 1180\n    at: f. 1\n    qoute: x\n", "qoute"),
        ("  - ralph.born: 1180\n    at: f. 1\n    stance: deny\n", "is not one of"),
        ("  - about: ralph\n    at: f. 1\n", "'says' is a dependency"),
    ],
)
def test_a_schema_refuses_what_the_reader_refuses(entry: str, words: str) -> None:
    found = errors("source", HEAD + entry)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    "path", sorted(CLAIMS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_the_claims_of_this_repository_fit(path: Path) -> None:
    found = errors("dossier" if path.name == "dossier.yaml" else "source", path.read_text("utf-8"))
    assert [one for one in found if "boolean" not in one] == []


def test_an_unknown_kind_has_no_schema() -> None:
    with pytest.raises(KeyError):
        json_schema("letter")
