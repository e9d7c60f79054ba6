"""The steps of a proof in Markdown, and what would settle a finding: laws, questions and fields in them set
as code.
"""

from __future__ import annotations

import re

from discrepancy.findings.finding import Finding
from discrepancy.findings.view import View
from discrepancy.reporting.markdown.escape import text
from discrepancy.system.display import one_line

_FIELD = re.compile(r"\\`((?:\w|\\_)+)\\`")


def step(view: View, finding: Finding, said: str) -> str:
    """A step; where the finding goes over several questions, those and the laws are set as code."""
    if not finding.across:
        return text(said)
    laws = [f"`{one_line(law.text)}`" for law in view.laws if law.name in (finding.law or "").split(", ")]
    asked = sorted({str(claim.question) for claim in finding.claims}, key=len, reverse=True)
    code = {text(one): one.strip("`") for one in (*laws, *asked) if "`" not in one.strip("`")}
    # No question within a longer name, nor one whose scope goes on.
    found = "|".join(rf"(?<![\w.-]){re.escape(one)}(?![\w\\-]|\.\w)" for one in code)
    return re.sub(found, lambda match: f"`{code[match.group()]}`", text(said)) if code else text(said)


def settle(finding: Finding) -> str:
    """What would settle a finding."""
    said = _FIELD.sub(lambda match: "`" + match[1].replace("\\", "") + "`", text(finding.settle))
    return f"What would settle it: {said}."
