"""The value type `date`: one instant, as a set of days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discrepancy.values import intervals as region
from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.dates.common_shapes import common_date
from discrepancy.values.dates.date_reader import read_date
from discrepancy.values.dates.days import calendar_of, iso, piece_text
from discrepancy.values.dates.figures import date_figures
from discrepancy.values.dates.gaps import date_gap
from discrepancy.values.dates.hints import date_hints, lunar_hints, names_old_style
from discrepancy.values.errors import check_length
from discrepancy.values.intervals import Region

MOST_SHOWN = 6


class DateType(ValueType):
    """One instant, given as exactly as the source gives it.

    Accepted forms
        a day            7 April 1907; April 7, 1907; the 7th of April 1907; Sunday 7 April 1907 (the weekday
                         is checked); 1907-04-07
        a month          April 1907; Apr. 1907; 1907-04; early, mid or late April 1907
        a year           1907; AD 79; 44 BC; 44 BCE (four digits, or an era); early 1956; mid-1945; late 1956;
                         end of 1961; first half of 1956
        a season         spring 1968; summer of 1954; winter 1967-68 (`hemisphere: south` swaps them by six
                         months)
        a decade         1950s; early 1950s; mid-to-late 1950s; 195X
        a century        19th century; 5th century BC; late nineteenth century; first half of the 18th
                         century; 18XX
        about            c. 1907; ca., circa, about, around before any of these; 1907~
        a bound          by, before, after, no later than, no earlier than, not before, not after D; D at the
                         latest, at the earliest
        one of several   1907 or 1908; 10/11 February 1763; January/February 1968; between 1906 and 1909;
                         [1667,1668,1670..1672]
        all of several   {1667,1668}
        not vouched for  possibly, probably, allegedly, reportedly, said to be D; 1930?
        by another       three months after, two weeks before, shortly after, the day after D; in the same
                         year as D; D a date, or an event
                         that the dossier knows; before or after such an event
        a terminus       terminus post quem, t.p.q., TPQ D; terminus ante quem, TAQ D
        in another language   7 avril 1907; um 1907; до 1930; đầu năm 1956, with `language` declared
        EDTF             levels 0, 1 and 2, for one date; an interval a/b is a span

    Options
        calendar         gregorian (default), julian, unspecified; or at the end of the text (Julian), (O.S.),
                         (Gregorian), (N.S.);
                         byzantine; and written YEAR-MONTH-DAY: french-republican, hebrew, islamic,
                         vietnamese-lunar-utc7, chinese-lunar-utc8
        gregorian        the encoder's Gregorian equivalent of a date in another calendar
        year_start       of a Julian date: 1 January (default), 1 March, 25 March, 1 September, 25 December
        terminus         post quem, ante quem
        language         en, vi, fr, de, ru
        hemisphere       north (default), south

    Not accepted, because they can be read in two ways: 7/4/1907 (unless the source declares its order),
    1900s, 1946-54, a year of two digits.
    """

    name = "date"
    options = ("calendar", "hemisphere", "year_start", "gregorian", "terminus", "language")

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Value:
        """The date that `text` states, under its options and what is declared. Raises Unreadable for any text
        that states none.
        """
        check_length(text, "date")
        if not options and basis.calendar == "gregorian":
            found = common_date(text, date_figures(basis.conventions))
            if found is not None:
                return found
        return read_date(text, options, basis)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What each side allows, and what decides."""
        return (*(self._allows(side, directed) for side in (a, b)), self._decides(a, b, directed))

    def _allows(self, side: Value, directed: DirectedRelation) -> str:
        said = f'"{side.text}" is {self.show(side, "plain")}{calendar_of(side)}'
        if side.licensed != side.plain:
            said += f"; as worded it allows {self.show(side, 'licensed')}"
        if directed.relation in ("tension", "conflict") and side.charitable != side.licensed:
            said += f"; read charitably, {self.show(side, 'charitable')}"
        return said

    def _decides(self, a: Value, b: Value, directed: DirectedRelation) -> str:
        if directed.relation == "identical":
            return "both say the same days"
        if directed.relation == "agrees":
            return f"both mean {self.show(a, 'plain')}; only the wording, the hedge or the calendar differs"
        if directed.relation == "refines":
            narrow, broad = (a, b) if directed.direction == "left" else (b, a)
            return f'"{narrow.text}" lies within "{broad.text}"'
        if directed.relation == "compatible":
            return _shared(a, b)
        level = "licensed" if directed.relation == "tension" else "charitable"
        gap = date_gap((a, b), (a.plain, b.plain), (a.sets(level), b.sets(level)))
        assert gap is not None
        if level == "licensed":
            shared = _show(region.meet(a.charitable, b.charitable))
            return f"as worded they exclude each other ({gap.phrase}); read charitably both allow {shared}"
        return f"{gap.latest} at the latest against {gap.earliest} at the earliest: {gap.phrase}"

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """Days from the one to the other: on the charitable sets, or where these meet on the licensed ones.
        None where both meet.
        """
        ends = region.apart(a.charitable, b.charitable) or region.apart(a.licensed, b.licensed)
        return {"days": region.distance(*ends)} if ends else None

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What may have caused the disagreement, each a sentence."""
        declared = any(names_old_style(value) for value in (a, b))
        return date_hints(a.plain, b.plain, declared)

    def east_asian_hints(self, a: Value, b: Value) -> tuple[str, ...]:
        """A lunar date read as a solar one."""
        return lunar_hints(a.plain, b.plain)

    def pieces(self, value: Value, level: str) -> Any:
        """The set at `level`: pairs of ISO days, null where it has no end."""
        return [[iso(low), iso(high)] for low, high in value.sets(level)]

    def bounds(self, value: Value) -> tuple[Any, Any]:
        """Earliest and latest day of the plain set, "open" where it has none."""
        return iso(value.plain[0][0]) or "open", iso(value.plain[-1][1]) or "open"

    def show(self, value: Value, level: str) -> str:
        """The set at `level` in words, Gregorian."""
        return _show(value.sets(level))


TYPE = DateType()


def _show(days: Region) -> str:
    shown = [piece_text(low, high) for low, high in days[:MOST_SHOWN]]
    if len(days) > MOST_SHOWN:
        return f"{', '.join(shown)} and so on to {piece_text(*days[-1])} ({len(days):,} separate dates)"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _shared(a: Value, b: Value) -> str:
    """Where two compatible dates meet, and whether only through the letter of a bound."""
    if region.meets(a.plain, b.plain):
        return f"both allow {_show(region.meet(a.plain, b.plain))}"
    shared = _show(region.meet(a.licensed, b.licensed))
    bounds = [f'"{side.text}"' for side in (a, b) if {"by", "before", "not-before", "after"} & set(side.rows)]
    if bounds:
        return f"both allow {shared}, but only through the literal range of {' and '.join(bounds)}"
    return f"at face value they differ; as worded both allow {shared}"
