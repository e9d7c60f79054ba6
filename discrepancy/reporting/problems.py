"""Problems of the input in the form other programs read: a line, a level, a fingerprint."""

from __future__ import annotations

import hashlib

from discrepancy.model.problem import Problem
from discrepancy.reporting.places import relative_path
from discrepancy.system.display import one_line


def problem_line(problem: Problem) -> str:
    """The message of a problem with its words and what was expected, on one line, without place and code."""
    said = problem.message
    if problem.words:
        said += f', "{problem.words}"'
    return one_line(f"{said}, {problem.expect}" if problem.expect else said)


def level(problem: Problem) -> str:
    """The level of a problem: `error` or `warning`."""
    return "warning" if problem.warning else "error"


def fingerprint(problem: Problem) -> str:
    """An identity that stays while lines move: `E-` and 16 hexadecimal digits over code, file, message,
    words.
    """
    said = "\n".join((problem.code, relative_path(problem.mark.file), problem.message, problem.words))
    return "E-" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
