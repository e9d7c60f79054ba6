"""Whether claims are of East Asia, where ages were counted otherwise and dates given by the moon.

Only what the dossier declares counts: the language or calendar of a source, the writing of a name, and the
country that something is part of. Nothing is taken from how a name sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier

LANGUAGES = frozenset(("zh", "lzh", "cmn", "yue", "nan", "vi", "ja", "ko"))
_CALENDARS = ("vietnamese-lunar", "chinese-lunar")
# Kana, Chinese characters, Hangul; and the letters that Vietnamese alone writes.
_WRITING = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "ảạắằẳẵặấầẩẫậẻẽẹếềểễệỉịỏọốồổỗộơớờởỡợủụưứừửữựỷỵỳ]"
)
_COUNTRIES = re.compile(r"\b(?:china|viet ?nam|annam|tonkin|cochinchina|korea|japan|taiwan)\b")


def of_east_asia(dossier: Dossier, claims: Sequence[Claim]) -> bool:
    """Whether any of some claims is said by a source of East Asia, or of a person or place there."""
    sources = {claim.source for claim in claims}
    sources |= {link.voice for claim in claims for link in claim.voices if link.source}
    if any(_is_source_there(source, dossier) for source in sources):
        return True
    if any(dict(claim.value.options).get("calendar", "").startswith(_CALENDARS) for claim in claims):
        return True
    abouts = dict.fromkeys(dossier.canonical(claim.question.about) for claim in claims)
    names = [name for about in abouts for name in _names(about, dossier)]
    return any(_WRITING.search(name) or _COUNTRIES.search(name) for name in names)


def _is_source_there(source: str, dossier: Dossier) -> bool:
    declared, basis = dossier.sources.get(source), dossier.bases.get(source)
    language = declared.language.partition("-")[0].lower() if declared else ""
    return language in LANGUAGES or (basis is not None and basis.calendar.startswith(_CALENDARS))


def _names(entity: str, dossier: Dossier) -> Iterator[str]:
    """What an entity, and each that is held to be it or has it for a part, is called."""
    same = [key for key in dossier.entities if dossier.canonical(key) == entity]
    for key in (*same, *dossier.wholes(entity)):
        if key in dossier.entities:
            for name in (dossier.entities[key].name, *dossier.entities[key].aliases):
                yield normalize("NFC", name).casefold()
