"""The diagrams that people read are the moves that the program allows."""

from recovery.core import diagrams
from tests.house.source import ROOT

WRITTEN = diagrams.written(diagrams.DOCUMENT.read_text(encoding="utf-8"))


def test_every_machine_is_drawn_as_it_is():
    assert {machine.name: diagrams.block(machine) for machine in diagrams.machines()} == WRITTEN


def test_no_two_machines_have_one_name():
    names = [machine.name for machine in diagrams.machines()]
    assert len(names) == len(set(names)) >= 4


def test_every_move_leads_to_a_state_that_is_declared():
    for machine in diagrams.machines():
        ends = {end for moves in machine.moves.values() for end in moves}
        assert ends | {machine.initial} <= set(machine.moves), machine.name


def test_every_state_can_be_reached():
    for machine in diagrams.machines():
        ends = {end for moves in machine.moves.values() for end in moves}
        assert set(machine.moves) - ends <= {machine.initial}, machine.name


def test_the_readme_shows_the_way_of_a_person_and_of_a_message_as_they_are():
    shown = diagrams.written(diagrams.README.read_text(encoding="utf-8"))
    assert set(shown) == {"Episode of care", "Outbound message"}
    assert shown.items() <= WRITTEN.items()


def test_the_readme_leads_to_the_other_diagrams():
    assert "docs/states.md" in (ROOT / "README.md").read_text(encoding="utf-8")
