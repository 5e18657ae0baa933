"""An instrument once answered never changes under its answers: what differs is a new version."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from intake import instruments
from intake.instruments import EDITIONS, Band, Instrument

KEPT = Path(__file__).with_name("instrument_versions.json")


def digest(edition: Instrument) -> str:
    """What a stored answer rests on: its questions and answers as they were read, the bands, and the scoring."""
    told = [[getattr(item, name) for name in ("id", "text", "hint", "text_es", "hint_es", "kind", "low", "high",
            "required", "asked_when", "stands_for", "unit")] + [[(option.value, option.text, option.text_es,
            option.points) for option in item.options]] for item in edition.items]  # fmt: skip
    bands = [(band.low, band.high, band.code, band.label) for band in edition.bands]
    scales = [(scale.code, scale.items, scale.high) for scale in edition.subscales]
    whole = [edition.stem, edition.stem_es, told, bands, scales, sorted(edition.flags), scoring(edition)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def scoring(edition: Instrument) -> list:
    """A table of results: all at the first, at the last and at mixed answers, then each answer by itself changed."""
    rows = [{item.id: choices(item)[turn * (1 + place) % len(choices(item))] for place, item in enumerate(edition.items)}
            for turn in range(7)]  # fmt: skip
    rows += [{key: value for key, value in rows[1].items() if key != gone.id} for gone in edition.items]
    rows += [{**rows[0], item.id: choice} for item in edition.items for choice in choices(item)]
    contexts = ({}, {"sex": "male", "previous_nrs": 2, "medically_supervised_only": True})
    return [edition.score(row, context).as_json() for row in rows for context in contexts]


def choices(item):
    if item.kind == "boolean":
        return [False, True]
    if item.kind in ("integer", "decimal"):
        return sorted({item.low, min(item.low + 3, item.high), (item.low + item.high) // 2, item.high})
    values = [option.value for option in item.options]
    return [values[:1], values[-2:], values] if item.kind == "many" else values


def test_what_was_answered_is_read_as_it_was_asked():
    now = {f"{each.code} {each.version}": digest(each) for each in EDITIONS}
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    changed = sorted(name for name in kept if now.get(name) != kept[name])
    assert not changed, (
        f"These instruments changed or went away under the answers they were given: {', '.join(changed)}. Put the old "
        "definition back into intake.instruments.EDITIONS and add the changed one after it as a new version."
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
