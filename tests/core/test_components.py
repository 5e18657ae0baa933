"""Components refuse what they do not know and escape what they are given."""

import re
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines

from recovery.core.findings import Finding, Severity
from recovery.core.ui.icons import ICONS
from recovery.core.ui.sentences import lower_first, split_lead

ROOT = Path(__file__).parents[2]
HOSTILE = "<img src=x onerror=alert(1)>"


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_unknown_attribute_fails_when_compiled():
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'titel'"):
        render("{% card titel='x' %}{% endcard %}")


@pytest.mark.parametrize("source", ["{% icon 'nosuch' %}", "{% tag 'x' tone='pink' %}"])
def test_unknown_value_is_refused(source):
    with pytest.raises(ValueError, match=r"No icon|tone is"):
        render(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% tag x %}", "{% chips xs %}", "{% card title=x aside=x label=x %}{{ x }}{% actions %}{{ x }}{% foot %}{{ x }}{% endcard %}",
        "{% note x %}{{ x }}{% endnote %}", "{% said by=x %}{{ x }}{% endsaid %}", "{% page_head x lede=x tag=x %}{% endpage_head %}",
        "{% suggestion x because=x source=x %}{% endsuggestion %}", "{% sparkline values label=x %}", "{% saved x by=x %}",
        "{% timeline_item x time=x icon='pill' at=x %}{{ x }}{% endtimeline_item %}", "{% fact x x detail=x %}",
        "{% task x status='todo' detail=x who=x url=x %}", "{% keypad x low=x high=x %}", "{% choice x x value=x id=x %}",
    ],
)  # fmt: skip
def test_text_is_escaped(source):
    shown = render(source, x=HOSTILE, xs=[HOSTILE], values=[1, 2])
    assert ("<img" in shown, "&amp;lt;" in shown) == (False, False)


def test_finding_and_its_stored_json_look_the_same():
    finding = Finding("BUP-03", Severity.HARD_STOP, f"COWS is old {HOSTILE}. Score again.", "spec 2.1", {"minutes": 75})
    shown = render("{% finding f facts=True %}", f=finding)
    assert shown == render("{% finding f facts=True %}", f=finding.as_json())
    assert ("Hard stop" in shown, "Rule BUP-03" in shown, "75" in shown, "<img" in shown) == (True, True, True, False)


def test_missing_risk_level_is_never_steady():
    assert "Not rated" in render("{% level value %}", value=None)


def test_band_is_shown_only_when_complete():
    assert "Mild" not in render("{% tally 9 answered=7 total=11 band='Mild' %}")
    assert "Moderate" in render("{% tally 18 answered=11 total=11 band='Moderate' %}")


def test_slots_of_a_card_in_a_card_stay_apart():
    shown = render("{% card title='A' %}{% card title='B' %}{% foot %}inner{% endcard %}{% foot %}outer{% endcard %}")
    assert re.findall(r'card-foot">(\w+)<', shown) == ["inner", "outer"]


def test_icon_names_are_those_of_the_file():
    assert set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text())) == ICONS


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("COWS is older than 60 minutes. Score again.", ("COWS is older than 60 minutes", "Score again.")),
        ("Call Dr. Haddad before dose 2.", ("Call Dr. Haddad before dose 2", "")),
        ("Give 2.5 mg. Wait.", ("Give 2.5 mg. Wait", "")),
    ],
)
def test_first_sentence_leads(message, expected):
    assert split_lead(message) == expected


@pytest.mark.parametrize(
    ("label", "inside"), [("Date of birth", "date of birth"), ("COWS total", "COWS total"), ("I agree", "I agree")]
)
def test_label_inside_a_sentence(label, inside):
    assert lower_first(label) == inside
