"""The clauses for which the date holds that opens their sentence: "In May 1204, under pressure from the
towns, the council sold the ford, and Ralph left".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from discrepancy.evidence.drafting.question_guesses import QuestionGuesser
from discrepancy.evidence.statements.sentences import Span

_OPENS = re.compile(
    r"(?:(?:in|on|by|at|during|from|since|after|before|about|around|later|the|that|early|late)\s+){0,3}\Z",
    re.I,
)
_JOINT = re.compile(r"[,;]\s+|\s[–—-]\s")
_CONJUNCTION = re.compile(r"(?:and|but|while|whereas|so)\s+", re.I)
# A clause that goes on with the one before: "leaving Ralph", "bailiff of Ness".
_HANGS_ON = re.compile(r"\A\w+ing(?![^\W_])|(?<![^\W_])(?:of|which|who|where|for|with|as|to)(?![^\W_])", re.I)
_FEW = 5  # words that a clause has at least
_SUBJECT = 6  # words within which its subject is named
_MOST = 2


def opens_sentence(text: str, sentence: Span, start: int) -> bool:
    """Whether what begins at `start` opens its sentence: at most words such as "in" or "on the" stand before
    it.
    """
    return _OPENS.match(text, sentence[0], start) is not None


def further_clauses(
    text: str, sentence: Span, quoted: Span, dated: Sequence[Span], guesser: QuestionGuesser
) -> Iterator[Span]:
    """The clauses of a sentence behind the one quoted that have a registered name as subject and no date of
    their own, at most two.
    """
    joints = [
        quoted[1],
        *(match.end() for match in _JOINT.finditer(text, quoted[1], sentence[1])),
        sentence[1],
    ]
    count = 0
    for joint, stop in pairwise(joints):
        conjunction = _CONJUNCTION.match(text, joint, stop)
        begin = conjunction.end() if conjunction else joint
        words = [match.end() for match in re.finditer(r"\S+", text[begin:stop])]
        if len(words) < _FEW or any(start < stop and begin < end for start, end in dated):
            continue
        subject = next(
            (
                one.start
                for one in guesser.mentions_within(begin, begin + words[min(_SUBJECT, len(words)) - 1])
            ),
            None,
        )
        if (
            subject is not None
            and not _HANGS_ON.search(text[begin : max(subject, begin + words[0])])
            and count < _MOST
        ):
            count += 1
            yield begin, stop
