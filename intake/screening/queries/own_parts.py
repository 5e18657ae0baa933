"""What the person is asked: which parts of the packet are theirs, which question comes next, how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from intake.screening.packets.definition import PacketItem
from intake.screening.packets.rules.prefill import prefill
from intake.screening.queries.progress import FORM_PREFIX, form_code, results_of
from intake.screening.rules import answers as texts
from recovery.clinical import instruments
from recovery.clinical.instruments import Instrument, Item
from recovery.core.models import Draft

if TYPE_CHECKING:
    from intake.screening.models import InstrumentResponse, ScreeningPacket

LEFT = "left"  # key in the person's draft: what is missing is asked by staff


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument that the person answers; `number` is its place in the packet, which never changes.

    `told`: the answers that another instrument of the packet has given already, which are not asked again.
    """

    number: int
    item: PacketItem
    instrument: Instrument
    draft: Draft | None
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def data(self) -> Mapping[str, Any]:
        """What was answered so far, as texts."""
        return {**texts.written(self.instrument, self.told), **(self.draft.data if self.draft else {})}

    @property
    def is_begun(self) -> bool:
        return self.draft is not None

    @property
    def answers(self) -> dict[str, Any]:
        """Item id to value, as instruments take them; null where the person would rather not say."""
        declined = {item.id: None for item in self.instrument.items if self.data.get(item.id) == texts.UNKNOWN}
        several = {
            item.id: self.data[item.id]
            for item in self.instrument.items
            if item.kind == "many" and isinstance(self.data.get(item.id), list)
        }
        single = {key: value for key, value in self.data.items() if not isinstance(value, list)}
        return texts.read(self.instrument, single) | declined | several

    @property
    def asked(self) -> tuple[int, ...]:
        """Numbers, from 1, of the questions that come up for the answers so far."""
        known = self.answers
        return tuple(
            number
            for number, item in enumerate(self.instrument.items, start=1)
            if item.applies(known) and not item.stands_for and item.id not in self.told
        )

    @property
    def unanswered(self) -> int | None:
        """The first question that comes up and has no answer, or None."""
        return next((number for number in self.asked if self.question(number).id not in self.data), None)

    def question(self, number: int) -> Item:
        """Question `number`, counted from 1; IndexError when there is none."""
        if number < 1:
            raise IndexError(number)
        return self.instrument.items[number - 1]

    def after(self, number: int) -> int | None:
        """The question that comes up after `number`, or None at the end."""
        return next((each for each in self.asked if each > number), None)

    def before(self, number: int) -> int | None:
        """The question that came up before `number`, or None at the beginning."""
        return next((each for each in reversed(self.asked) if each < number), None)


@dataclass(frozen=True, slots=True)
class Way:
    """How far the person is: `done` questions of `total`, at the question the page asks."""

    done: int
    total: int


def parts(packet: ScreeningPacket) -> list[Part]:
    """The instruments the person has still to answer, in the packet's order."""
    done = results_of(packet)
    drafts = {
        draft.form_code: draft
        for draft in Draft.objects.filter(actor=None, subject_id=packet.pk, form_code__startswith=FORM_PREFIX)
    }
    places = {code: number for number, code in enumerate(packet.definition.asks.codes, start=1)}
    mine = [item for item in packet.course(done).needed if item.self_report and item.code not in done]
    given = {code: response.answers for code, response in done.items()}
    made = [
        Part(
            places[item.code],
            item,
            instruments.get(item.code),
            drafts.get(form_code(item.code)),
            prefill(item.code, given),
        )
        for item in mine
    ]
    return [part for part in made if LEFT not in part.data]


def way(packet: ScreeningPacket, own: list[Part], part: Part, number: int) -> Way:
    """Where question `number` of `part` stands among all that the person is asked, what they have finished counted."""
    finished = sum(_length(response) for response in packet.responses.filter(assignment__isnull=False))
    earlier = sum(len(each.asked) for each in own if each.number < part.number)
    before = sum(each < number for each in part.asked)
    return Way(finished + earlier + before, finished + sum(len(each.asked) for each in own))


def _length(response: InstrumentResponse) -> int:
    """How many questions came up."""
    given = {key: value for key, value in response.answers.items() if value is not None}
    return sum(item.applies(given) and not item.stands_for for item in response.definition.items)
