"""A problem of the input: its code, its place, the words at fault and what would be right."""

from __future__ import annotations

from dataclasses import dataclass

from discrepancy.model.mark import Mark
from discrepancy.system.display import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input: what is wrong, the words at fault, what would be right. An error, or
    with `warning` a remark.
    """

    code: str
    name: str
    mark: Mark
    message: str
    words: str = ""
    expect: str = ""
    warning: bool = False

    def __str__(self) -> str:
        said = self.message
        if self.words:
            said += f', "{self.words}"'
        if self.expect:
            said += f", {self.expect}"
        return f"{self.mark}: {'warning' if self.warning else 'error'}: {said} [{self.code} {self.name}]"


CODES: dict[str, tuple[str, str]] = {
    "E001": (
        "no-dossier",
        "The path holds no dossier: a folder with a dossier.yaml, or a folder of such folders.",
    ),
    "E002": (
        "unreadable-file",
        "A file or folder cannot be read, is no ordinary file, is too large,"
        " or is a link that leads out of its dossier.",
    ),
    "E003": ("unknown-field", "A field that files of this kind do not have."),
    "E004": ("not-utf-8", "The file is not UTF-8 text."),
    "E005": (
        "control-character",
        "A control character stands in the file; it shows nowhere and can upset a terminal.",
    ),
    "E006": (
        "invisible-character",
        "An invisible or direction-turning character stands in a key, id, name or value.",
    ),
    "E007": ("syntax", "The text is not YAML at this place; everything else in the file was read."),
    "E008": (
        "yaml-feature",
        "A part of YAML that claims never need and that easily misreads:"
        " tags, merge keys, a second document, stray anchors.",
    ),
    "E009": ("limit", "Nesting, aliases or their expansion beyond what any honest file needs."),
    "E010": ("duplicate-key", "The same key twice in one mapping; only one could be kept."),
    "E011": ("wrong-shape", "A list, mapping or text where something else belongs."),
    "E012": ("missing-field", "A required field is not there, or has no value."),
    "E013": ("unknown-version", "A version of the file format that this program does not know."),
    "E014": (
        "comma-in-braces",
        "Inside { } a comma ends a value, so the rest of the value became a key of its own.",
    ),
    "E015": ("cut-by-comment", "A # after one single space cut the words short."),
    "E016": (
        "unquoted-set",
        "An EDTF set in brackets or braces without quotation marks, which YAML reads as a list or mapping.",
    ),
    "E017": (
        "bad-question",
        "A question that is not written entity.property or entity.property[scope=value, ...].",
    ),
    "E018": ("unknown-entity", "An entity that dossier.yaml does not declare."),
    "E019": ("unknown-property", "A property that neither the core vocabulary nor dossier.yaml declares."),
    "E020": ("wrong-kind", "A property asked of an entity of a kind that it is not asked of."),
    "E021": (
        "unknown-scope",
        "A scope dimension that the property does not have, or a value that the dimension does not know.",
    ),
    "E022": ("unknown-voice", "A voice that is neither declared under voices nor an entity."),
    "E023": ("unknown-source", "A source that the dossier does not have."),
    "E024": ("unknown-word", "A word that is not one of the few a field accepts."),
    "E025": ("bad-value", "A text that states no value of the property's type."),
    "E026": ("duplicate-source", "The same source or siglum twice in one dossier."),
    "E027": ("duplicate-id", "Two claims that nothing tells apart: give one of them an id."),
    "E028": ("two-questions", "More than one question in a claim that is written the short way."),
    "E029": ("two-times", "More than one of throughout, as_of, within, during."),
    "E030": ("cycle", "Things that are part of, the same as, or fall under each other in a circle."),
    "E031": ("unknown-position", "A scale, position, frame or label that the property does not declare."),
    "E032": ("empty-file", "The file is empty."),
    "E033": ("no-quote", "A claim that places a voice on a scale or in a frame needs the words."),
    "E034": ("not-read-yet", "A field of the format that this version of the program does not act on yet."),
    "E035": ("bad-id", "An id that could not be told apart from the marks around it."),
    "E036": ("tab", "A tab where YAML wants spaces."),
    "E037": ("no-reason", "Things declared the same without a reason."),
    "E038": (
        "bad-law",
        "A law that cannot be read, speaks of what there is not, or compares what cannot be compared.",
    ),
    "E039": ("not-a-framing", "A fact where only a framing can stand, or a framing where only a fact can."),
    "E040": ("drafted", "A file with draft: true: nothing in it is counted. A warning."),
    "E041": (
        "bad-passage",
        "A passage set aside that is given in two ways or in none, or lines that are no numbers of lines.",
    ),
    "E042": (
        "left-open",
        "OPEN, which a draft leaves where a person must say what a claim is about, or who says so.",
    ),
    "E043": ("wrong-value-kind", "A value that is an entity of a kind that the property cannot name."),
    "E044": ("idle-field", "A field of a property or a claim that means nothing there."),
    "E050": (
        "sheet-columns",
        "A sheet whose columns do not say what they hold:"
        " a field without a column, or two columns for one field.",
    ),
    "E051": (
        "date-cell",
        "A cell that the spreadsheet turned into a date or time,"
        " so that what was typed is lost. See `explain sheets`.",
    ),
    "E052": (
        "formula-cell",
        "A cell that holds a formula; what it gave when the sheet was saved is read. See `explain sheets`.",
    ),
    "E053": (
        "lossy-cell",
        "A cell whose text the spreadsheet did not keep:"
        " a long number, true or false, or an error. See `explain sheets`.",
    ),
    "E054": ("bad-record", "An entry of a bibliography that cannot be read, or lacks what a source needs."),
    "E060": (
        "bad-finding",
        "An id that no finding can have, or a review whose file is not named after its finding.",
    ),
    "E061": ("undecided", "A decision without the reason for it."),
    "E062": ("unknown-rule", "A rule that there is not."),
    "E063": ("no-content", "A review that does not say what was seen: no change could be told from it."),
    "E064": ("bad-line", "A line that does not belong in a baseline."),
    "E065": (
        "former-format",
        "Reviews or lines of a baseline that know their findings by words, as a former version wrote them."
        " They hold; the command that is named lets them stand on what is meant. A warning.",
    ),
    "E066": (
        "swallowed-lines",
        "Lines inside the words of a text that look like claims or fields: a line above them is missing,"
        " or they are indented too far, and nothing in them is read. A warning.",
    ),
    "E067": (
        "no-claims",
        "A source file that claims nothing, and does not say by claims: [] that this is meant. A warning.",
    ),
}


def problem(code: str, mark: Mark, message: str, words: str = "", expect: str = "") -> Problem:
    """A problem with the name that belongs to its code; words are cut short and made harmless to show."""
    return Problem(code, CODES[code][0], mark, visible(message, 400), visible(words), visible(expect, 400))
