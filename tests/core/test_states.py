import pytest

from recovery.core.states import StateMachine, UnlawfulMove

DOOR = StateMachine(
    "Door", "open", {"open": {"shut": "close"}, "shut": {"open": "open", "locked": "lock"}, "locked": {}}
)


def test_a_lawful_move_is_allowed():
    DOOR.check("open", "shut")


def test_an_unlawful_move_is_refused_by_name():
    with pytest.raises(UnlawfulMove, match="Door cannot move from open to locked"):
        DOOR.check("open", "locked")


def test_an_unknown_state_moves_nowhere():
    assert not DOOR.allows("ajar", "open")


def test_the_diagram_has_a_line_for_each_move_and_an_end_for_each_final_state():
    assert DOOR.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> shut: close",
        "    shut --> open: open",
        "    shut --> locked: lock",
        "    locked --> [*]",
    ]
