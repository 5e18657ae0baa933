"""The composer's page as forms: the packet, its groups, their rows.  Reading is tolerant: a draft may hold anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from intake.screening.offer import offered
from intake.screening.packets.codes import Kind
from intake.screening.packets.definition import Condition, Packet, PacketGroup, PacketItem
from intake.screening.packets.rules.checks import MOST, Problem
from intake.screening.packets.rules.conditions import short_name
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument
from recovery.core.forms import DraftForm, Form, Plain

STAFF, PERSON = "staff", "person"
LONGEST_TITLE = 80
Choice = tuple[str, Any]


class HeadForm(DraftForm, Form):
    """What is said of the packet as a whole; `reason` is needed only to publish."""

    title = forms.CharField(label="Title", max_length=LONGEST_TITLE)
    title_es = forms.CharField(label="Title in Spanish", max_length=LONGEST_TITLE, required=False)
    reason = forms.CharField(
        label="What changed, and why", widget=Plain({"rows": 2}), required=False, help_text="Needed to publish."
    )


class GroupForm(Form):
    """The heading over some instruments."""

    heading = forms.CharField(label="Heading", max_length=LONGEST_TITLE)


class RowForm(Form):
    """One instrument: who answers it, how long it takes, and when it is asked."""

    code = forms.ChoiceField(label="Instrument")
    title = forms.CharField(
        label="Name in the task list", max_length=LONGEST_TITLE, required=False, help_text="Its own title when empty."
    )
    who = forms.ChoiceField(label="Who answers", choices=[(STAFF, "Staff ask or observe"), (PERSON, "The person")])
    minutes = forms.CharField(label="Minutes", widget=forms.TextInput({"inputmode": "numeric", "class": "short"}))
    when = forms.ChoiceField(label="Asked", help_text="Save to choose from an instrument just added.")
    score = forms.CharField(
        label="Score at least",
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
        help_text="Only with “score at least”.",
    )

    def __init__(self, *args: Any, earlier: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "code", [("", "Choose"), *_offered()])
        _choose(self, "when", [("", "Always"), *_conditions(earlier)])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page with its place."""

    form: RowForm
    place: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the page with its place and rows."""

    form: GroupForm
    place: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Composer:
    """All forms of the page; `forms` is what an error summary reads."""

    head: HeadForm
    groups: tuple[Group, ...]

    @property
    def forms(self) -> list[Form]:
        rows = [row.form for group in self.groups for row in group.rows]
        return [self.head, *(group.form for group in self.groups), *rows]


def composer(packet: Packet, *, seq: int, reason: str = "", problems: Sequence[Problem] = ()) -> Composer:
    """The page for `packet` as it stands, with each problem beside what it is about."""
    head = HeadForm({"title": packet.title, "title_es": packet.title_es, "reason": reason, "seq": str(seq)})
    groups = tuple(_group(group, place, packet.codes) for place, group in enumerate(packet.groups))
    made = Composer(head, groups)
    for form in made.forms:
        form.hush()
    for problem in problems:
        if problem.group is None:
            head.add_error(problem.field or None, problem.sentence)
        elif problem.item is None:
            groups[problem.group].form.add_error(problem.field, problem.sentence)
        else:
            groups[problem.group].rows[problem.item].form.add_error(problem.field, problem.sentence)
    return made


def read(posted: Mapping[str, Any]) -> Packet:
    """The packet as it is typed, whatever its faults."""
    groups = []
    for place in range(_count(posted, "groups")):
        rows = range(_count(posted, f"g{place}-rows"))
        items = tuple(_item(posted, f"g{place}-i{number}") for number in rows)
        groups.append(PacketGroup(_text(posted, f"g{place}-heading"), items))
    return Packet(_text(posted, "title"), tuple(groups), _text(posted, "title_es"))


def _group(group: PacketGroup, place: int, codes: Sequence[str]) -> Group:
    rows = []
    for number, item in enumerate(group.items):
        prefix = f"g{place}-i{number}"
        others = [code for code in codes if code and code != item.code]
        data = {f"{prefix}-{name}": value for name, value in _written(item).items()}
        rows.append(Row(RowForm(data, prefix=prefix, earlier=others), f"{place}:{number}", prefix))
    return Group(GroupForm({f"g{place}-heading": group.heading}, prefix=f"g{place}"), place, tuple(rows))


def _written(item: PacketItem) -> dict[str, str]:
    own = instruments.get(item.code).title if item.code in instruments.INSTRUMENTS else ""
    score = item.condition.score if item.condition else None
    return {
        "code": item.code,
        "title": "" if item.title == own else item.title,
        "who": PERSON if item.self_report else STAFF,
        "minutes": str(item.minutes or ""),
        "when": _key(item.condition) if item.condition else "",
        "score": "" if score is None else str(score),
    }


def _item(posted: Mapping[str, Any], prefix: str) -> PacketItem:
    code = _text(posted, f"{prefix}-code")
    own = instruments.get(code).title if code in instruments.INSTRUMENTS else ""
    return PacketItem(
        code=code,
        title=_text(posted, f"{prefix}-title") or own,
        minutes=_number(posted, f"{prefix}-minutes") or 0,
        self_report=_text(posted, f"{prefix}-who") == PERSON,
        condition=_condition(_text(posted, f"{prefix}-when"), _number(posted, f"{prefix}-score")),
    )


def _condition(key: str, score: int | None) -> Condition | None:
    """The reverse of `_key`; None for "always" and for what is no condition."""
    code, _, rest = key.partition("|")
    kind, _, names = rest.partition("|")
    if kind not in list(Kind):
        return None
    chosen = tuple(names.split("+")) if names else ()
    return Condition(code, Kind(kind), score if kind == Kind.SCORE_AT_LEAST else None, chosen)


def _key(condition: Condition) -> str:
    return f"{condition.code}|{condition.kind}|{'+'.join(condition.names)}"


def _conditions(codes: Sequence[str]) -> Iterator[Choice]:
    """The conditions to choose from, for every other instrument of the packet."""
    for code in codes:
        if code in instruments.INSTRUMENTS:
            yield short_name(code), list(_of(instruments.get(code)))


def _of(instrument: Instrument) -> Iterator[tuple[str, str]]:
    code, name = instrument.code, short_name(instrument.code)
    ordered = [band for band in instrument.bands if band.low is not None]
    if ordered:
        yield f"{code}|{Kind.SCORE_AT_LEAST}|", f"If the {name} score is at least …"
    for place, band in enumerate(ordered):
        rest = ordered[place:]
        if place and len(rest) > 1:
            yield (
                f"{code}|{Kind.BAND_IN}|{'+'.join(each.code for each in rest)}",
                f"If {name} is {band.label.lower()} or more",
            )
    for band in instrument.bands:
        yield f"{code}|{Kind.BAND_IN}|{band.code}", f"If {name} is {band.label.lower()}"
    for flag in instrument.flags:
        yield f"{code}|{Kind.FLAG_RAISED}|{flag}", f"If {name}: {instrument.meaning(flag)}"
    yield f"{code}|{Kind.ANSWERED}|", f"If {name} is answered"


def _offered() -> list[tuple[str, str]]:
    return sorted(((code, _named(each)) for code, each in offered().items()), key=lambda pair: pair[1])


def _named(instrument: Instrument) -> str:
    """The short name first, for the boxes are narrow: "PHQ-9: Patient Health Questionnaire"."""
    short = short_name(instrument.code)
    return short if short == instrument.title else f"{short}: {instrument.title.rpartition(' (')[0]}"


def _choose(form: Form, name: str, choices: list[Choice]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # declared above; said for the types
    field.choices = choices


def _text(posted: Mapping[str, Any], name: str) -> str:
    return str(posted.get(name) or "").strip()[:LONGEST_TITLE]


def _number(posted: Mapping[str, Any], name: str) -> int | None:
    text = _text(posted, name)
    return min(int(text), 999) if text.isascii() and text.isdigit() else None


def _count(posted: Mapping[str, Any], name: str) -> int:
    return min(_number(posted, name) or 0, MOST + 10)
