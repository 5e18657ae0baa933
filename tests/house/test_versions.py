"""An instrument once answered never changes under its answers: what differs is a new version."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from recovery.clinical import instruments
from recovery.clinical.instruments import EDITIONS, Band, Instrument

KEPT = Path(__file__).with_name("instrument_versions.json")


def digest(edition: Instrument) -> str:
    """What a stored answer rests on: its questions and answers as they were read, the bands, and the scoring."""
    bands = [(band.low, band.high, band.code, band.label) for band in edition.bands]
    scales = [(scale.code, scale.items, scale.high) for scale in edition.subscales]
    whole = [edition.stem, edition.stem_es, told(edition), bands, scales, sorted(edition.flags), scoring(edition)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def told(edition: Instrument) -> list:
    """Every question with its heading, its hint, its rules and its answers."""
    of_item = ("id", "section", "section_es", "text", "text_es", "hint", "hint_es", "kind", "low", "high", "unit",
               "required", "asked_when", "stands_for")  # fmt: skip
    of_option = ("value", "text", "text_es", "points")
    return [
        [getattr(item, name) for name in of_item]
        + [[getattr(option, name) for name in of_option] for option in item.options]
        for item in edition.items
    ]


def scoring(edition: Instrument) -> list:
    """A table of results: mixed answers, one gone, one changed, stand-ins, two stairs that pass every total, gaps."""
    items = [item for item in edition.items if not item.stands_for]  # beside its stand-in an answer only contradicts
    rows = [{item.id: choices(item)[turn * (1 + place) % len(choices(item))] for place, item in enumerate(items)}
            for turn in range(7)]  # fmt: skip
    rows += [without(rows[1], gone.id) for gone in items]
    rows += [{**row, item.id: choice} for row in rows[:2] for item in items for choice in choices(item)]
    rows += [{**without(rows[0], item.stands_for), item.id: choice}
             for item in edition.items if item.stands_for for choice in choices(item)]  # fmt: skip
    rows += [*stairs(items), *stairs(items[::-1]), *gaps(items)]
    contexts = ({}, {"sex": "male", "previous_nrs": 2, "medically_supervised_only": True})
    return [edition.score(row, context).as_json() for row in rows for context in contexts]


def stairs(items):
    """From all at the first choice to all at the last, one step of one item at a time."""
    now = {item.id: choices(item)[0] for item in items}
    for item in items:
        for choice in choices(item):
            now = {**now, item.id: choice}
            yield now


def gaps(items):
    """A question that another one brings up left open, whatever one of the others says."""
    for end in (0, -1):
        row = {item.id: choices(item)[end] for item in items}
        for gone in [item.id for item in items if item.asked_when]:
            yield from (without({**row, item.id: choices(item)[-1 - end]}, gone) for item in items)


def without(row, key):
    return {other: value for other, value in row.items() if other != key}


def choices(item):
    if item.kind == "boolean":
        return [False, True]
    if item.kind in ("integer", "decimal"):
        return [*range(item.low, min(item.high, item.low + 300)), item.high]
    values = [option.value for option in item.options]
    return [values[:1], values[-2:], values] if item.kind == "many" else values


def test_what_was_answered_is_read_as_it_was_asked():
    now = {f"{each.code} {each.version}": digest(each) for each in EDITIONS}
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    changed = sorted(name for name in kept if now.get(name) != kept[name])
    assert not changed, (
        f"These instruments changed or went away under the answers they were given: {', '.join(changed)}. Put the old "
        "definition back into recovery.clinical.instruments.EDITIONS and add the changed one after it as a new version."
    )
    new = sorted(set(now) - set(kept))
    assert not new, (
        f"New versions: add to {KEPT.name} {json.dumps({name: now[name] for name in new}, ensure_ascii=False)}"
    )


def test_no_version_is_installed_twice():
    assert len(instruments.VERSIONS) == len(EDITIONS)


@pytest.mark.parametrize(
    "change",
    [
        {"items": instruments.get("PHQ2").items[::-1]},
        {"bands": (*instruments.get("PHQ2").bands[:-1], Band(3, 5, "positive", "Positive"))},
        {"stem": "In the past year"},
        {"scorer": instruments.get("SOWS").scorer},
    ],
    ids=["items", "bands", "stem", "scoring"],
)
def test_a_change_of_what_answers_rest_on_shows(change):
    edition = instruments.get("PHQ2")
    assert digest(replace(edition, **change)) != digest(edition)


def test_an_older_version_keeps_reading_its_own_answers(monkeypatch):
    newer = instruments.get("CRAVING")
    older = replace(newer, version="0", scorer=lambda answers, _context: newer.scorer({"nrs": 10 - answers["nrs"]}, {}))
    editions = (older, newer)
    monkeypatch.setattr(instruments, "VERSIONS", {(each.code, each.version): each for each in editions})
    assert instruments.get("CRAVING", "0").score({"nrs": 2}).score == 8
    assert instruments.get("CRAVING").score({"nrs": 2}).score == 2
    with pytest.raises(KeyError):
        instruments.get("CRAVING", "2")
