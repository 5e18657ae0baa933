"""House rules of the rooms: the same shelf in each, and of another room only what it offers.

docs/decisions/0016-rooms.md says why.  Import directions between rooms are import-linter's (pyproject.toml).
"""

import ast

from tests.house.imports import arrows, circles, module_of, modules
from tests.house.source import code, name

# What a room holds, each as a file or as a folder of that name.
SHELF = {
    "codes", "content", "rules", "states", "models", "facts", "queries", "actions", "forms", "tasks", "api", "views", "urls",
}  # fmt: skip
DJANGO = {"apps", "middleware", "signals", "migrations", "management", "templatetags"}  # names that Django gives
# What else a room holds, and why it has a name of its own.
OWN = {
    "recovery.accounts": {
        "adapter": "how django-allauth behaves here",
        "invitation": "the message with which somebody new sets a password",
        "permissions": "what each role may do, and the one question `may`",
        "requests": "the type of a request of somebody who signed in",
    },
    "recovery.patients.importing": {
        "columns": "the file of another center, column by column",
        "reading": "the first step of an import: bytes to rows",
        "keys": "what makes repeating an import safe",
        "crowd": "ten thousand people found as fast as ten",
        "planning": "the second step: what would be done with every row",
        "reports": "the last step: one line a row",
    },
    "recovery.outbox": {
        "addresses": "addresses where they must not be read",
        "link_pages": "what every page that a link opens shares",
        "providers": "those who carry messages",
        "pump": "claims what is due and hands it over; its figures beside it",
        "texts": "what messages say",
    },
    "recovery.clinical": {"legality": "the database's own check of answers, built from the instruments"},
    "recovery.clinical.conditions": {"icd10": "the codes of a published list, as data"},
    "recovery.front.chart": {"context": "Django's context processor: the rail, the menu, the tabs"},
    "recovery.front.rulebook": {
        "registry": "every rule group that is installed",
        "clinical_cases": "worked cases against the installed rules",
    },
    "intake.referrals": {"public_urls": "addresses that need no sign-in, below /help/"},
    "intake.screening": {"offer": "which instruments this center has switched on; its tables ask it too"},
    "intake.screening.own": {"session": "the locked session in which a person answers"},
    "intake.screening.packets": {
        "definition": "what a packet is, as a plain value",
        "built_in": "the packets that come with the program, as data",
    },
}
# Folders that are no room of a concept: each file of theirs has the name of what it holds.
NO_ROOM = ("recovery.core", "recovery.clinical.instruments", "recovery.front.demo")
# What another room may import: the room's answers, acts and values.
OFFERED = {"codes", "content", "rules", "states", "models", "facts", "queries", "actions"}
ALSO_OFFERED = {
    "recovery.accounts": {"permissions", "requests"},
    "recovery.audit": {"api"},  # the base of every API of records
    "recovery.clinical": {"legality", "instruments"},
    "recovery.clinical.conditions": {"forms"},  # diagnoses are assigned on the page of the assessment
    "recovery.outbox": {"link_pages"},
    "recovery.patients": {"forms", "views.registering"},  # whoever registers a person asks the same questions
    "intake.screening": {"offer"},
    "intake.screening.packets": {"definition", "built_in"},
}
ABOVE_ALL = (
    "recovery.front",
    "recovery.api_urls",
    "recovery.settings",
    "recovery.celery",
    "recovery.urls",
    "recovery.wsgi",
)


def room_of(module):
    """The room a module lies in: "intake.screening.own" for "intake.screening.own.session"."""
    rooms = [room for room in (*ROOMS, *NO_ROOM) if module == room or module.startswith(room + ".")]
    return max(rooms, key=len, default=".".join(module.split(".")[:2]))


def rooms():
    """Folders of one concept: those that hold something of the shelf, below the applications."""
    found = set()
    for path in code():
        parts = module_of(path).split(".")
        if path.name != "__init__.py" and path.stem in SHELF | DJANGO and len(parts) > 2:
            found.add(".".join(parts[:-1]))
        for place, part in enumerate(parts[:-1]):
            if part in SHELF and place > 1:
                found.add(".".join(parts[:place]))
                break
    inside = {room for room in found if any(part in SHELF for part in room.split(".")[2:])}
    return {
        room
        for room in found - inside
        if room not in NO_ROOM and not room.startswith(tuple(f"{each}." for each in NO_ROOM))
    }


ROOMS = rooms()


def off_the_shelf(files):
    """Files, as dotted names, that stand in a room under a name that the shelf does not have."""
    for module in files:
        room = room_of(module)
        if room not in ROOMS or module == room:
            continue
        first = module.removeprefix(room + ".").split(".")[0]
        if first not in SHELF | DJANGO | set(OWN.get(room, ())):
            yield module


def not_offered(found):
    """Imports of what another room keeps for itself: "a -> b"."""
    for here, targets in found.items():
        if here.startswith(ABOVE_ALL) or here.rsplit(".", 1)[-1] in ("apps", "urls"):
            continue  # they join the rooms
        for there in targets:
            room = room_of(there)
            if room not in ROOMS or room == room_of(here) or there == room or here.startswith(room + "."):
                continue
            inner = there.removeprefix(room + ".")
            offered = OFFERED | ALSO_OFFERED.get(room, set())
            if inner.split(".")[0] not in offered and inner not in offered:
                yield f"{here} -> {there}"


def test_every_room_has_the_same_shelf():
    assert sorted(off_the_shelf(module_of(path) for path in code())) == []


def test_a_file_off_the_shelf_is_found():
    planted = [
        "intake.screening.result_views",
        "recovery.outbox.receivers",
        "aftercare.checkins.errors",
        "intake.referrals.views.acting",
    ]
    assert list(off_the_shelf(planted)) == planted[:3]


def test_every_name_of_a_rooms_own_is_in_use():
    files = {module_of(path) for path in code()}
    unused = [
        f"{room}.{each}"
        for table in (OWN, ALSO_OFFERED)
        for room, names in table.items()
        for each in names
        if not any(file == f"{room}.{each}" or file.startswith(f"{room}.{each}.") for file in files)
    ]
    assert unused == []


def test_a_room_is_asked_only_for_what_it_offers():
    assert sorted(not_offered(arrows(modules()))) == []


def test_an_import_of_what_a_room_keeps_for_itself_is_found():
    planted = {
        "treatment.plans.views.plans": {"intake.screening.views.results", "intake.screening.queries"},
        "treatment.plans.urls": {"treatment.plans.views"},
        "recovery.front.chart.views": {"intake.screening.own.session"},
        "aftercare.my.views": {"recovery.outbox.pump.delivery"},
    }
    assert sorted(not_offered(planted)) == [
        "aftercare.my.views -> recovery.outbox.pump.delivery",
        "treatment.plans.views.plans -> intake.screening.views.results",
    ]


def test_no_file_leads_back_to_itself():
    assert circles(arrows(modules())) == []


def test_a_circle_is_found_also_inside_a_function_and_for_types():
    read = {
        "a.one": ast.parse("from a import two"),
        "a.two": ast.parse("def late():\n    from a.three import name"),
        "a.three": ast.parse("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a.one import Name"),
        "a.four": ast.parse("import a.one"),
    }
    assert circles(arrows(read)) == [["a.one", "a.three", "a.two"]]


def test_every_room_of_the_house_is_known():
    """A new folder is seen: a room that no rule knows would be held by none."""
    folders = {
        name(path.parent).replace("/", ".") for path in code() if path.name in ("models.py", "views.py", "actions.py")
    }
    outside = {each for each in folders if not each.startswith(NO_ROOM) and each.count(".") and each not in ROOMS}
    assert {each for each in outside if not any(part in SHELF for part in each.split(".")[2:])} == set()
