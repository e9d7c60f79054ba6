"""Problems of the input as other programs want them."""

from __future__ import annotations

import hashlib

from discrepancy.model.problem import Problem
from discrepancy.reporting.places import path
from discrepancy.system.display import one_line


def told(problem: Problem) -> str:
    """A problem in a line, without its place and code."""
    said = problem.message
    if problem.words:
        said += f', "{problem.words}"'
    return one_line(f"{said}, {problem.expect}" if problem.expect else said)


def level(problem: Problem) -> str:
    """error or warning."""
    return "warning" if problem.warning else "error"


def fingerprint(problem: Problem) -> str:
    """What tells a problem from others while lines move: its code, file and words."""
    said = "\n".join((problem.code, path(problem.mark.file), problem.message, problem.words))
    return "E-" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
