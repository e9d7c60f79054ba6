"""Dates by another date, termini, and dates in the words of other languages."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values import intervals as region
from discrepancy.values.base import Basis, Relative, compare, read
from discrepancy.values.dates import languages
from discrepancy.values.dates.days import MONTHS
from discrepancy.values.dates.english_words import VOCABULARY, tokens
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as yaml_given
from discrepancy.values.types.date import TYPE

# text, plain, licensed, charitable: "" is as the cell before.
DISTANCES = [
    ("three months after 2 September 1945", "17 November 1945 to 17 December 1945", "", "3 November 1945 to 1 January 1946"),
    ("two weeks before 3 May 1960", "16 April 1960 to 22 April 1960", "", "13 April 1960 to 25 April 1960"),
    ("1 day after 28 February 1900", "1 March 1900", "", ""),
    ("ten years after 1945", "July 1954 to June 1956", "", "2 January 1954 to 30 December 1956"),
    ("one decade after c. 1945", "1950 to 1960", "1948 to 1962", "2 January 1940 to 30 December 1970"),
    ("the day after 2 September 1945", "3 September 1945", "", ""),
    ("the day before 1 March 1900", "28 February 1900", "", ""),
    ("the week after 2 September 1945", "3 September 1945 to 9 September 1945", "", ""),
    ("the next month after 1945-12-05", "January 1946", "", ""),
    ("the month before 2 September 1945", "August 1945", "", ""),
    ("the year before September 1945", "1944", "", ""),
    ("the year after c. 1945", "1946", "1944 to 1948", "1941 to 1951"),
    ("the day after September 1945", "1 October 1945", "", ""),
    ("in the same year as 2 September 1945", "1945", "", ""),
    ("the same month as 2 September 1945", "September 1945", "", ""),
    ("shortly after 2 September 1945", "3 September 1945 to 2 December 1945", "2 September 1945 to 2 September 1946", "2 September 1945 to 2 September 1948"),
    ("shortly before 2 September 1945", "2 June 1945 to 1 September 1945", "2 September 1944 to 2 September 1945", "2 September 1942 to 2 September 1945"),
    ("possibly two weeks before 3 May 1960", "16 April 1960 to 22 April 1960", "", "any day"),
    ("the day after 20 August 1945", "21 August 1945", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "plain", "licensed", "charitable"), DISTANCES)
def test_a_distance_from_a_date_is_a_date(text: str, plain: str, licensed: str, charitable: str) -> None:
    value = read("date", text)
    licensed = licensed or plain
    assert [TYPE.show(value, level) for level in ("plain", "licensed", "charitable")] == [
        plain,
        licensed,
        charitable or licensed,
    ]
    assert value.rows[0] in ("relative-distance", "relative-unit", "shortly-after")


def test_the_registry_goes_before_the_calendar() -> None:
    value = read(
        "date", "three months after 2 September 1945", Basis(anchor=lambda name: name == "2 September 1945")
    )
    assert isinstance(value, Relative)


def test_a_distance_is_counted_in_the_calendar_in_force() -> None:
    value = read("date", {"value": "the day after 28 February 1900", "calendar": "julian"})
    assert value.plain == read("date", "29 February 1900 (Julian)").plain


@given(
    st.sampled_from(("day", "week", "month", "year", "decade")),
    st.integers(1, 400),
    st.sampled_from(("after", "before")),
    st.sampled_from(
        (
            "2 September 1945",
            "29 February 1904",
            "September 1945",
            "c. 1945",
            "44 BC",
            "early 1950s",
            "winter 1967",
        )
    ),
)
def test_the_sets_of_a_distance_are_nested(unit: str, amount: int, order: str, anchor: str) -> None:
    for text in (
        f"{amount} {unit}s {order} {anchor}",
        f"shortly {order} {anchor}",
        *([f"the {unit} {order} {anchor}"] if unit != "decade" else []),
    ):
        value = read("date", text)
        assert (
            value.plain
            and region.within(value.plain, value.licensed)
            and region.within(value.licensed, value.charitable)
        )
        assert compare("date", value, value).relation == "identical"


POST = (
    "terminus post quem 1066",
    "t.p.q. 1066",
    "TPQ 1066",
    "Terminus post quem AD 1066",
    "no earlier than 1066",
)
ANTE = ("terminus ante quem 1066", "t.a.q. 1066", "TAQ 1066", "no later than 1066")


def test_a_terminus_is_a_bound() -> None:
    for words, option, row in ((POST, "post quem", "not-before"), (ANTE, "ante quem", "by")):
        values = [read("date", text) for text in words] + [
            read("date", {"value": "1066", "terminus": option})
        ]
        assert {(value.plain, value.licensed, value.charitable, value.rows) for value in values} == {
            (values[0].plain, values[0].licensed, values[0].charitable, (row,))
        }
    hebrew = read("date", {"value": "5708", "calendar": "hebrew", "terminus": "ante quem"})
    assert TYPE.show(hebrew, "licensed") == "up to 3 October 1948"


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"value": "by 1066", "terminus": "post quem"}, "bound itself"),
        ({"value": "TAQ 1066", "terminus": "ante quem"}, "bound itself"),
        ({"value": "1066", "terminus": "post qem"}, 'did you mean "post quem"'),
        ({"value": "1066", "language": "xx"}, "no table of date words"),
    ],
)
def test_an_option_that_does_not_fit_is_refused(stated: dict[str, str], reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read("date", stated)


# language, as written, in English
SAID = [
    ("fr", "7 avril 1907", "7 April 1907"), ("fr", "1er mai 1960", "1 May 1960"), ("fr", "le 1er août 1914", "1 August 1914"),
    ("fr", "samedi 1er août 1914", "Saturday 1 August 1914"), ("fr", "vers 1907", "c. 1907"), ("fr", "avant 1930", "before 1930"),
    ("fr", "après le 3 mai 1957", "after 3 May 1957"), ("fr", "entre 1906 et 1909", "between 1906 and 1909"), ("fr", "début 1956", "early 1956"),
    ("fr", "fin 1956", "late 1956"), ("fr", "mi-1956", "mid 1956"), ("fr", "44 av. J.-C.", "44 BC"), ("fr", "79 apr. J.-C.", "79 CE"),
    ("fr", "au plus tard en 1930", "no later than 1930"), ("fr", "1907 ou 1908", "1907 or 1908"), ("fr", "été 1968", "summer 1968"),
    ("fr", "années 1950", "1950s"), ("fr", "début des années 1950", "early 1950s"), ("fr", "XIXe siècle", "19th century"),
    ("fr", "fin du XXIe siècle", "late 21st century"), ("fr", "peut-être 1907", "possibly 1907"), ("fr", "janv. 1907", "January 1907"),
    ("fr", "10 ou 11 février 1763", "10 or 11 February 1763"), ("fr", "janvier/février 1968", "January/February 1968"),
    ("fr", "peu après le 2 septembre 1945", "shortly after 2 September 1945"),
    ("de", "7. April 1907", "7 April 1907"), ("de", "Sonntag, 7. April 1907", "Sunday, 7 April 1907"), ("de", "um 1907", "c. 1907"),
    ("de", "vor 1930", "before 1930"), ("de", "nach dem 3. Mai 1957", "after 3 May 1957"), ("de", "zwischen 1906 und 1909", "between 1906 and 1909"),
    ("de", "Anfang 1956", "early 1956"), ("de", "Ende der 1950er Jahre", "late 1950s"), ("de", "44 v. Chr.", "44 BC"), ("de", "im März 1907", "March 1907"),
    ("de", "erste Hälfte des 19. Jahrhunderts", "first half of the 19th century"), ("de", "Herbst 1956", "autumn 1956"),
    ("de", "spätestens 1930", "no later than 1930"), ("de", "1907 oder 1908", "1907 or 1908"), ("de", "wohl 1907", "probably 1907"),
    ("ru", "7 апреля 1907 г.", "7 April 1907"), ("ru", "апрель 1907", "April 1907"), ("ru", "в апреле 1907 года", "April 1907"),
    ("ru", "около 1907", "c. 1907"), ("ru", "до 1930", "before 1930"), ("ru", "после 1930", "after 1930"), ("ru", "начало 1956", "early 1956"),
    ("ru", "44 г. до н. э.", "44 BC"), ("ru", "между 1906 и 1909", "between 1906 and 1909"), ("ru", "конец 1950-х годов", "late 1950s"),
    ("ru", "XIX век", "19th century"), ("ru", "XIX в.", "19th century"), ("ru", "весна 1968", "spring 1968"), ("ru", "1907 или 1908", "1907 or 1908"),
    ("ru", "воскресенье, 7 апреля 1907 г.", "Sunday, 7 April 1907"), ("ru", "не позднее 1930", "no later than 1930"),
    ("vi", "ngày 7 tháng 4 năm 1907", "7 April 1907"), ("vi", "7 tháng 4 năm 1907", "7 April 1907"), ("vi", "tháng 4 năm 1907", "April 1907"),
    ("vi", "tháng Tư năm 1907", "April 1907"), ("vi", "tháng Mười Hai năm 1946", "December 1946"), ("vi", "tháng Năm năm 1954", "May 1954"),
    ("vi", "năm 1907", "1907"), ("vi", "khoảng năm 1907", "c. 1907"), ("vi", "trước năm 1930", "before 1930"), ("vi", "sau 1930", "after 1930"),
    ("vi", "đầu năm 1956", "early 1956"), ("vi", "cuối năm 1956", "late 1956"), ("vi", "giữa năm 1956", "mid 1956"), ("vi", "năm 44 TCN", "44 BC"),
    ("vi", "giữa năm 1906 và năm 1909", "between 1906 and 1909"), ("vi", "mùa xuân năm 1968", "spring 1968"), ("vi", "thập niên 1950", "1950s"),
    ("vi", "cuối những năm 1950", "late 1950s"), ("vi", "thế kỷ XIX", "19th century"), ("vi", "có lẽ năm 1907", "possibly 1907"),
    ("vi", "chủ nhật, ngày 7 tháng 4 năm 1907", "Sunday, 7 April 1907"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "english"), SAID)
def test_a_date_in_a_declared_language_reads_as_its_english_form(
    language: str, text: str, english: str
) -> None:
    value, same = read("date", text, Basis(language=language)), read("date", english)
    assert (value.plain, value.licensed, value.charitable, value.rows) == (
        same.plain,
        same.licensed,
        same.charitable,
        same.rows,
    )
    assert (value.text, value.scale) == (text, ())
    assert value.notes[-1] == f'read as "{english}", from {languages.name(language)}'
    assert compare("date", value, same).relation == "identical"
    stated = read("date", {"value": text, "language": language})
    assert stated.plain == value.plain and read("date", yaml_given(str(stated))) == stated
    assert read("date", english, Basis(language=language)).plain == same.plain


@pytest.mark.parametrize(("language", "text", "english"), SAID)
def test_without_a_language_a_foreign_date_is_refused_with_its_english_form(
    language: str, text: str, english: str
) -> None:
    with pytest.raises(Unreadable) as error:
        read("date", text)
    said = str(error.value)
    assert languages.name(language) in said and f"write {english}, or declare language: " in said
    assert text[error.value.offset :].startswith(error.value.words)


def test_a_word_of_two_languages_names_both() -> None:
    with pytest.raises(
        Unreadable, match='this is French or German, "mai", write May 1960, or declare language: fr or de'
    ):
        read("date", "mai 1960")


def test_every_wording_of_the_table_is_understood() -> None:
    """Each English form is made of words the English reader knows."""
    others = {"at", "latest", "earliest", "said", "be", "shortly"}
    for language in languages.LANGUAGES:
        for wordings in languages._table()[language].wordings.values():
            for wording in wordings:
                bare = (
                    wording.english.replace("{0month}", "May")
                    .replace("{0th}", "2nd")
                    .replace("{0}", "1907")
                    .replace("{1}", "1908")
                )
                assert not set(tokens(bare)) - VOCABULARY - others - {"1907", "1908", "2"}, wording


@given(st.sampled_from(languages.LANGUAGES), st.integers(1, 28), st.integers(1, 12), st.integers(1000, 2100))
def test_every_day_comes_back_in_every_language(language: str, day: int, month: int, year: int) -> None:
    table = languages._table()[language].wordings
    names = [
        wording.words
        for wordings in table.values()
        for wording in wordings
        if wording.english == MONTHS[month - 1]
    ]
    for name in names:
        value = read("date", f"{day} {' '.join(name)} {year}", Basis(language=language))
        assert value.plain == read("date", f"{day} {MONTHS[month - 1]} {year}").plain


def test_an_error_in_another_language_shows_the_english_form() -> None:
    with pytest.raises(Unreadable, match="July 1961 has no day 32"):
        read("date", "32 juillet 1961", Basis(language="fr"))
    with pytest.raises(Unreadable, match='in English it reads "April 1907 foo"'):
        read("date", "avril 1907 foo", Basis(language="fr-FR"))
    assert read("date", "1907", Basis(language="la")).notes == ()


def test_a_weekday_of_another_language_that_does_not_fit_is_told_in_english() -> None:
    (slip,) = read("date", "mercredi 3 juillet 1961", Basis(language="fr")).slips
    assert slip == "3 July 1961 was a Monday, not a Wednesday"


def test_the_longest_text_takes_steps_in_proportion() -> None:
    """Counted in calls: twice the text, at most twice the steps, in every language and calendar."""
    for declared in (
        {"language": "vi"},
        {"language": "de"},
        {"calendar": "hebrew"},
        {"calendar": "french-republican"},
        {"calendar": "byzantine"},
    ):
        for token in (
            "tháng ",
            "giữa năm 1 ",
            "7. ",
            "before ",
            "or ",
            "1 Adar ",
            "between ",
            "? ",
            "an VIII ",
            "XIX ",
            "(",
        ):
            half, whole = (_calls((token * 2000)[:length], Basis(**declared)) for length in (1000, 2000))
            assert whole <= 2.1 * half + 3000, (declared, token)


def _calls(text: str, basis: Basis) -> int:
    count = 0

    def profile(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        read("date", text, basis)
    except Unreadable:
        pass
    finally:
        sys.setprofile(before)
    return count


pieces = sorted(
    {
        " ".join(row.words)
        for lang in languages.LANGUAGES
        for rows in languages._table()[lang].wordings.values()
        for row in rows
    }
)
texts = st.lists(
    st.sampled_from(
        [*pieces, *["1907", "7", "44", ".", ",", "-", "/", "(", ")", "XIX", "BC", "April", "before"]]
    ),
    max_size=7,
).map(" ".join)


@given(st.one_of(texts, st.text(max_size=30)), st.sampled_from(("", *languages.LANGUAGES)))
def test_any_text_in_any_language_is_a_date_or_unreadable(text: str, language: str) -> None:
    try:
        value = read("date", text, Basis(language=language))
    except Unreadable as error:
        assert 0 <= error.offset <= len(text)
        return
    if value.type == "date":
        assert (
            value.plain
            and region.within(value.plain, value.licensed)
            and region.within(value.licensed, value.charitable)
        )
        assert read("date", str(value), Basis(language=language)) == value
