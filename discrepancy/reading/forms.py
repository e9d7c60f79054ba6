"""What each kind of file and entry may hold: the fields, their shape, what they are for. The checks and the
JSON Schema are made from these tables.
"""

from __future__ import annotations

from typing import NamedTuple

from discrepancy.model.claim import STANCES, WHENS
from discrepancy.model.review import VERDICTS

CALENDARS = (
    "gregorian",
    "julian",
    "unspecified",
    "byzantine",
    "french-republican",
    "hebrew",
    "islamic",
    "vietnamese-lunar-utc7",
    "chinese-lunar-utc8",
)
# How a source may say in which order it writes dates, and how the reader of dates says it.
DATE_ORDERS = {"day-month-year": "dmy", "month-day-year": "mdy", "year-month-day": "ymd"}


SEXES = ("male", "female")


class Field(NamedTuple):
    """One field. `shape` is one of:

    text (a name, an id, a locator) · words (prose kept as it is) · choice (one of `choices`) · texts (a text
    or a list of them) · flag (true or false) · version · form (a mapping with the fields of `form`) · forms
    (a mapping from ids to such) · list (a list of such) · answers (a mapping from property to value) · groups
    (a mapping from names to lists) · chain (an attribution) · open (a mapping read elsewhere)
    """

    name: str
    shape: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    form: str = ""


Form = tuple[Field, ...]

VERSION = Field("version", "version", "The version of this file format: 1.")
CALENDAR = Field("calendar", "choice", "The calendar in which dates are written.", choices=CALENDARS)
WHEN_HELP = {
    "throughout": "The answer holds on every day of this time: a date, a span or an event.",
    "as_of": "The answer holds on a day of this time: a date, a span or an event.",
    "within": "The answer holds on some day of this time: a date, a span or an event.",
    "during": "The answer holds for this time as a whole, as totals and rates do:"
    " a date, a span or an event.",
}
TIMES: Form = tuple(Field(name, "text", WHEN_HELP[name]) for name in WHENS)
STANCE = Field(
    "stance",
    "choice",
    "The source's own stance: asserts, or with according_to reports, unless it is said here.",
    choices=STANCES,
)
CHAIN = Field(
    "according_to", "chain", "Who says so, from the source outwards; the last is the one said to know."
)
SENSE = Field("sense", "text", "In which sense the words are meant, such as de facto, officially, acting.")

CLAIM: Form = (
    Field("about", "texts", "The entity, or a list of entities, that `says` speaks of."),
    Field("says", "answers", "Property by property, what is said; the properties share the evidence."),
    Field("at", "text", "Where in the source it stands: page, folio, section, paragraph.", required=True),
    Field("quote", "words", "The source's own words, exactly."),
    CHAIN,
    STANCE,
    SENSE,
    Field("inferred", "words", "Why the value is the encoder's reading and not the source's words."),
    Field("note", "words", "Anything a reader of the finding should know."),
    Field("rests_on", "texts", "Of a framing: the questions of fact that it takes for answered."),
    Field(
        "complete",
        "flag",
        "The answers of this voice in this source are all there are, where several can be true.",
    ),
    Field("id", "text", "An id of its own, needed only where two claims could not be told apart."),
    *TIMES,
)

LINK: Form = (
    Field("voice", "text", "A voice or an entity of the dossier."),
    Field("source", "text", "Another source of the dossier: a dependence, not a second voice."),
    Field("stance", "choice", "This link's own stance.", choices=STANCES),
    Field("said", "text", "When or on what occasion it was said."),
    Field("to", "text", "To whom it was said."),
    Field("at", "text", "Where in that other source it stands."),
)

CONVENTIONS = Field(
    "conventions",
    "open",
    "How vague words are read: `preset: strict`, default or lenient, and rows such as `circa_year: 3 years`.",
)

SOURCE: Form = (
    VERSION,
    Field("source", "text", "The id of the source, used by other files.", required=True),
    Field("siglum", "text", "A short sign for the source; by default the first letters of its id."),
    Field("title", "text", "What the work is called.", required=True),
    Field("author", "texts", "Who wrote it."),
    Field("editor", "texts", "Who edited it."),
    Field("translator", "texts", "Who translated it."),
    Field("publisher", "text", "Who published it."),
    Field("place", "text", "Where it was published."),
    Field("url", "text", "Where it can be read."),
    Field("doi", "text", "Its DOI."),
    Field("archive", "text", "The archive that keeps it."),
    Field("shelfmark", "text", "Its shelfmark there."),
    Field("edition", "text", "Which edition was used."),
    Field("accessed", "text", "When it was consulted."),
    Field("rights", "text", "Its licence or copyright."),
    Field("kind", "text", "What sort of work it is; background marks the historian's own facts."),
    Field("written", "text", "When it was written, as a date (EDTF)."),
    Field("language", "text", "The language of its text, such as la."),
    Field(
        "distance",
        "choice",
        "How near it stands to what it tells.",
        choices=("primary", "secondary", "tertiary"),
    ),
    Field("text", "form", "The text of the source, in which quotes are looked up.", form="text"),
    Field("derived_from", "texts", "Other sources of the dossier that it copies or rests on."),
    Field("defaults", "form", "What holds for every claim that does not say otherwise.", form="defaults"),
    CALENDAR,
    CONVENTIONS,
    Field(
        "date_order",
        "choice",
        "How the source writes dates in numbers only.",
        choices=(*DATE_ORDERS, *DATE_ORDERS.values()),
    ),
    Field(
        "number_format",
        "choice",
        "How the source writes thousands and decimals.",
        choices=("1,234.5", "1.234,5", "1 234,5", "1'234.5"),
    ),
    Field("hemisphere", "choice", "Whose seasons it means.", choices=("north", "south")),
    Field("silent_on", "texts", "Entities that it does not speak of, as was checked."),
    Field("was", "texts", "Ids that it had before, so that what was decided of its claims stands."),
    Field(
        "set_aside", "list", "Passages of its text that need no claim, each with the reason.", form="aside"
    ),
    Field("draft", "flag", "Whether the file is a draft: nothing in it is counted."),
    Field("note", "words", "Anything a reader should know about the source."),
    Field("claims", "list", "What it claims.", form="claim"),
)

DOSSIER: Form = (
    VERSION,
    Field("title", "text", "What the dossier is about.", required=True),
    Field("summary", "words", "One paragraph that opens the report."),
    Field("language", "text", "The language of the report."),
    Field(
        "entities",
        "forms",
        "The persons, places, events and other things that claims are about, by id.",
        form="entity",
    ),
    Field("voices", "forms", "Those whom sources cite and who are no entity, by id.", form="voice"),
    Field(
        "properties",
        "forms",
        "What can be asked, beyond the core vocabulary or instead of it.",
        form="property",
    ),
    Field("scopes", "open", "The dimensions of scope, each with its values; a value may be part_of another."),
    Field("terms", "forms", "Words of a controlled vocabulary, by id.", form="term"),
    Field("scales", "open", "Ordered positions, by the name of the scale."),
    Field("labels", "open", "For an entity, the words used of it and their colour: +1, 0 or -1."),
    Field(
        "topics",
        "groups",
        "By topic, the entities, questions and properties whose framings stand together in the report.",
    ),
    Field("laws", "list", "What must hold between questions.", form="law"),
    CONVENTIONS,
    Field("kinds", "forms", "Kinds of entity beyond the core vocabulary's.", form="kind"),
    Field("titles", "texts", "Titles of honour, which do not tell names apart."),
)

ENTITY: Form = (
    Field("name", "text", "What it is called.", required=True),
    Field("kind", "text", "What kind of thing it is, such as person or event."),
    Field("aliases", "texts", "Other names of it, in any language."),
    Field("part_of", "texts", "The entity, or entities, that it is part of."),
    Field("same_as", "text", "The entity that it is the same as; say why in `because`."),
    Field("maybe", "text", "The entity that it may be the same as; say why in `because`."),
    Field("because", "words", "Why it is, or may be, the same."),
    Field("wikidata", "text", "Its Wikidata item."),
    Field("note", "words", "Anything a reader should know about it."),
    Field("was", "texts", "Ids that it had before; claims may still use them."),
    Field("used", "text", "From when until when its name was in use."),
    Field("sex", "choice", "Of a person, where the dossier takes it for granted.", choices=SEXES),
)

VOICE: Form = (
    Field("name", "text", "Who it is.", required=True),
    Field("kind", "text", "What kind of voice it is, such as witness."),
    Field("note", "words", "Anything a reader should know about it."),
)

PROPERTY: Form = (
    Field("type", "text", "The type of its values, such as date or quantity."),
    Field("help", "words", "What is asked, in words for a historian."),
    Field("for", "texts", "The kinds of entity it is asked of; any kind if not given."),
    Field("unit", "text", "The unit of a quantity that a text does not name."),
    Field("one", "flag", "There is one true answer; with false several may be true together."),
    Field("most", "text", "How many answers can be true together, where `one` is false."),
    Field(
        "differ_in", "texts", "Properties of the entities named, such as sex: no two true answers share one."
    ),
    Field("values", "texts", "The kinds of entity that its values are; any kind if not given."),
    Field("symmetric", "flag", "Said of one entity, it is said of the other too, as of spouses."),
    Field("inverse", "text", "The property that says the same of the entity named, as child does of parent."),
    Field(
        "always",
        "texts",
        "true: there must be an answer, said or not; or the properties whose answers tell that there is one.",
    ),
    Field("state", "flag", "The answer may change with time."),
    Field("spells", "flag", "Spans that do not overlap, or only touch, are different spells."),
    Field("adds", "texts", "Dimensions over which a part cannot exceed its whole, or true for all of them."),
    Field("running", "flag", "A count from a start on, which cannot fall."),
    Field("scope", "texts", "The dimensions of scope that it may have."),
    Field("scales", "texts", "The scales on which a framing is placed."),
    Field("frames", "texts", "The frames that a framing chooses from."),
    Field("was", "texts", "Names that it had before; claims may still use them."),
)

TERM: Form = (
    Field("name", "text", "What it is called; by default its id."),
    Field("same_as", "texts", "Other words for it."),
    Field("broader", "texts", "What it falls under."),
    Field("not", "texts", "What it excludes."),
    Field("used", "text", "From when until when it was in use."),
    Field("help", "words", "What it means."),
    Field("was", "texts", "Ids that it had before."),
)

LAW: Form = (
    Field("name", "text", "What the law is called.", required=True),
    Field("law", "words", "What must hold, such as born <= died.", required=True),
    Field("for", "texts", "The kinds of entity it speaks of."),
    Field("usual", "flag", "What breaks it is unusual, not impossible: at most a tension."),
    Field("because", "words", "Why it must hold."),
    Field("help", "words", "What it means, in words."),
)

_SAW = Field("saw", "words", "What was seen, on one line.")
_CONTENT = Field(
    "content", "text", "The hashes of the camps that were seen; decide writes them, and check tells them."
)
_DECISION: Form = (
    Field(
        "verdict",
        "choice",
        "What was decided.",
        required=True,
        choices=VERDICTS,
    ),
    Field("prefers", "texts", "The sigla of the sources that are preferred, if any are."),
    Field("because", "words", "Why; not needed for unsure."),
    Field("by", "text", "Who decided."),
    Field("on", "text", "On what day, such as 2026-11-24."),
)

REVIEW: Form = (
    VERSION,
    Field("finding", "text", "The id of the finding, such as F-ca978112.", required=True),
    Field("rule", "text", "The rule that found it."),
    Field("question", "text", "The question it is about."),
    _SAW,
    _CONTENT,
    *_DECISION,
    Field("earlier", "list", "Earlier decisions, the latest first.", form="verdict"),
)

FORMS: dict[str, Form] = {
    "dossier": DOSSIER,
    "source": SOURCE,
    "review": REVIEW,
    "claim": CLAIM,
    "link": LINK,
    "entity": ENTITY,
    "voice": VOICE,
    "property": PROPERTY,
    "term": TERM,
    "law": LAW,
    "kind": (Field("help", "words", "What falls under it."),),
    "text": (
        Field("file", "text", "The file beside the dossier, or in a folder of texts.", required=True),
        Field("sha256", "text", "The beginning of its SHA-256."),
    ),
    "aside": (
        Field("quote", "words", "The words that need no claim, exactly as in the text."),
        Field("at", "text", "Where they stand, if they stand there more than once."),
        Field(
            "lines",
            "text",
            "The lines of the text that need no claim, such as 7 or 80-87, instead of a quote.",
        ),
        Field("reason", "words", "Why they need none.", required=True),
    ),
    "defaults": (STANCE, CHAIN, *TIMES, SENSE, CALENDAR),
    "verdict": (*_DECISION, _SAW, _CONTENT),
}
# What the reader acts on; every other field of a source is only shown.
LOGIC = frozenset(
    {
        "version",
        "source",
        "siglum",
        "title",
        "kind",
        "written",
        "language",
        "distance",
        "text",
        "derived_from",
        "defaults",
        "conventions",
        "calendar",
        "date_order",
        "number_format",
        "hemisphere",
        "silent_on",
        "was",
        "set_aside",
        "draft",
        "note",
        "claims",
    }
)
