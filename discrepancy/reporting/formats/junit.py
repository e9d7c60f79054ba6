"""JUnit XML, for test reports: a suite for the input, one for the rules that found nothing, one for each
dossier with a case a finding.

A finding of level error that nobody has looked at fails; a reviewed one and a rule that did not run are
skipped; the rest passes and says what it is. No times: the same claims give the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from discrepancy.findings.comparison_records import RunComparison, SilencedFinding
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting import problems as _problems
from discrepancy.reporting.formats.text import finding_lines
from discrepancy.reporting.places import ChangedFiles, line_number, relative_path
from discrepancy.reporting.review_status import why_passing
from discrepancy.reporting.silenced import silenced_lines, silenced_title, why_allowed, why_silenced
from discrepancy.system.display import counted, harmless_markup, one_line, printable

_NOT_XML = re.compile("[\ufffe\uffff]|[\U0001fffe-\U0001ffff]")

OWN = re.compile(rb'<\?xml [^>]*\?>\s*<testsuites name="discrepancy" ')  # how a file begins that this wrote


def report(run: Run) -> str:
    """The XML of a run."""
    root = Element("testsuites", name="discrepancy")
    _suite(root, "input", _input_cases(run))
    _suite(root, "rules", _rule_cases(run))
    changed = ChangedFiles(run)
    for view in run.views:
        name = _clean(one_line(view.dossier.path))
        _suite(
            root,
            name,
            [
                _case(finding, run, changed, name)
                for finding in run.findings
                if finding.dossier == view.dossier.path
            ],
        )
    if run.since and run.since.silenced:
        _suite(root, "silenced", [_silenced(one, run.since) for one in run.since.silenced])
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    indent(root)
    xml = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{harmless_markup(xml)}\n'


def _suite(root: Element, name: str, cases: Iterable[Element]) -> None:
    suite = SubElement(root, "testsuite", name=name)
    suite.extend(cases)
    suite.set("tests", str(len(suite)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))


def _input_cases(run: Run) -> Iterable[Element]:
    """A case for each problem, and one that says on how much the run looked."""
    compared = Element("testcase", classname="input", name="something to compare")
    looked = (
        f"{counted(run.claims, 'claim')}, {counted(run.sources, 'source')}, "
        f"{counted(run.comparisons, 'pair')} compared"
    )
    if run.comparisons:
        _say(compared, "system-out", looked)
    else:
        _say(compared, "error", looked, message="nothing to compare", type="input")
    yield compared
    for problem in run.problems:
        message, where = _clean(_problems.problem_line(problem)), _clean(relative_path(problem.mark.file))
        case = Element(
            "testcase",
            classname=f"input.{problem.name}",
            name=f"{problem.code} {message}",
            file=where,
            line=str(line_number(problem.mark)),
        )
        if problem.warning:
            _say(case, "system-out", str(problem))
        else:
            _say(case, "error", str(problem), message=message, type=problem.code)
        yield case


def _rule_cases(run: Run) -> Iterable[Element]:
    """A case for each rule that found nothing or did not run; findings of the others are cases of
    dossiers.
    """
    for one in run.rules:
        if one.found and not one.skipped:
            continue
        case = Element("testcase", classname="rules", name=f"{one.code} {one.name}")
        if one.skipped:
            SubElement(case, "skipped", message=_clean(f"not run: {one.skipped}"))
        else:
            _say(case, "system-out", f"{one.looked_at:,} looked at, nothing found")
        yield case


def _case(finding: Finding, run: Run, changed: ChangedFiles, dossier: str) -> Element:
    mark = changed.mark(finding)
    name = _clean(one_line(f"{finding.id} {finding.kind}: {finding.question}"))
    where, at = _clean(relative_path(mark.file)), str(line_number(mark))
    case = Element(
        "testcase", classname=f"{dossier}.{finding.rule} {finding.name}", name=name, file=where, line=at
    )
    text = "\n".join(finding_lines(finding, run))
    if why := why_passing(finding, run):
        SubElement(case, "skipped", message=_clean(why))
    elif finding.level == "error":
        _say(case, "failure", text, message=_clean(one_line(finding.message)), type=finding.rule)
    else:
        _say(case, "system-out", text)
    return case


def _silenced(one: SilencedFinding, since: RunComparison) -> Element:
    """A case for what was silenced: it fails where it would have failed, but where it may be."""
    name = _clean(f"{one.id} {silenced_title(one)}")
    where, at = _clean(relative_path(one.mark.file)), str(line_number(one.mark))
    case = Element("testcase", classname=f"silenced.{one.rule} {one.name}", name=name, file=where, line=at)
    text = "\n".join(silenced_lines(one, since))
    if why := why_allowed(one, since):
        SubElement(case, "skipped", message=_clean(why))
    elif one.level == "error":
        _say(case, "failure", text, message=_clean(why_silenced(one, since)), type=one.rule)
    else:
        _say(case, "system-out", text)
    return case


def _say(case: Element, tag: str, text: str, **more: str) -> None:
    SubElement(case, tag, more).text = _clean(text)


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return _NOT_XML.sub("�", printable(text))
