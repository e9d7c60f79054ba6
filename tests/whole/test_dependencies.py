"""What is installed with the package may be shipped with it, and its lower bounds are those that CI tests."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NAME = re.compile(r"[\w.-]+")
# Licences that would bind whoever ships the package. In names of classifiers and of SPDX alike.
_REFUSED = re.compile(r"\b(?:A|L)?GPL|GNU (?:Affero|Lesser|Library)? ?(?:General|Public)", re.IGNORECASE)


def shipped() -> dict[str, metadata.Distribution]:
    """Every distribution that an installation of the package without extras brings, by name."""
    found: dict[str, metadata.Distribution] = {}
    ahead = declared()
    while ahead:
        name = ahead.pop()
        if name in found:
            continue
        found[name] = metadata.distribution(name)
        for needed in found[name].requires or ():
            what, _, when = needed.partition(";")
            match = _NAME.match(what)
            # A marker of an extra, a system or an old Python brings nothing here, or is not installed.
            if match and "extra" not in when and _installed(match[0]):
                ahead.append(_plain(match[0]))
    return found


def declared() -> list[str]:
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    return [_plain(match[0]) for one in project["dependencies"] if (match := _NAME.match(one))]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def licence(one: metadata.Distribution) -> str:
    """What a distribution says of its licence: expression, classifiers, else the first line of the field."""
    about = one.metadata
    said = [about.get("License-Expression") or "", *(about.get_all("Classifier") or ())]
    named = [line for line in said if line and (line == said[0] or line.startswith("License ::"))]
    named = [line for line in named if line != "License :: OSI Approved"]
    return "; ".join(named) or (about.get("License") or "").strip().split("\n")[0]


def test_nothing_that_is_shipped_is_under_a_licence_that_binds_who_ships_it() -> None:
    found = {name: licence(one) for name, one in shipped().items()}
    assert set(declared()) <= set(found) and len(found) > len(declared())
    assert all(found.values()), [name for name, said in found.items() if not said]
    assert not {name: said for name, said in found.items() if _REFUSED.search(said)}


def test_every_dependency_has_a_lower_bound() -> None:
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    every = [
        *project["dependencies"],
        *(one for part in project["optional-dependencies"].values() for one in part),
    ]
    assert not [one for one in every if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?>=[\d.]+", one)]


def test_refused_licences_are_known_as_such() -> None:
    for said in ("GPL-3.0-or-later", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)", "LGPLv2+", "AGPL-3.0",
                 "GNU Lesser General Public License v2 (LGPLv2)", "GNU Affero General Public License"):  # fmt: skip
        assert _REFUSED.search(said), said
    for said in (
        "MIT",
        "BSD-3-Clause",
        "Apache-2.0",
        "License :: OSI Approved :: ISC License (ISCL)",
        "Python-2.0",
    ):
        assert not _REFUSED.search(said), said
