"""What patients read: all of it in Spanish, none of it hard to read, no word that wounds."""

import re
from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from recovery.core.crisis import ENGLISH, SPANISH
from recovery.core.messages import MO, PO, compiled, untranslated
from recovery.env import BASE
from tests.reading import grade

GRADE = 8  # Flesch-Kincaid; ux 4.2 aims at 6 to 8
PATIENT_TEMPLATES = [
    *sorted((BASE / "templates" / "aftercare" / "my").glob("*.html")),
    BASE / "templates" / "layouts" / "patient.html",
    BASE / "templates" / "layouts" / "plain.html",
    *sorted((BASE / "templates" / "account").glob("*.html")),
    *sorted((BASE / "templates" / "intake" / "referrals" / "public").glob("*.html")),
    BASE / "templates" / "layouts" / "public.html",
]
WOUNDING = r"relapse|\bdirty\b|\bclean\b|abuse|non-?compliant|noncompliant|recaída|\bsucio|\blimpio|adict|addict"
MARKED = re.compile(r"""{%-?\s*translate\s+(?:"([^"]+)"|'([^']+)')""")


def marked(template: Path) -> list[str]:
    """The texts a template marks with {% translate %}."""
    return [first or second for first, second in MARKED.findall(template.read_text())]


def prose(template: Path) -> str:
    """What a template says in English, one sentence a text, short labels left out."""
    texts = (strip_tags(text).strip() for text in marked(template))
    return " ".join(text if text[-1] in ".?:”" else f"{text}." for text in texts if len(text.split()) > 2)


def test_every_text_has_spanish():
    assert untranslated(PO) == []


def test_what_is_compiled_is_what_is_written():
    assert MO.read_bytes() == compiled(PO)


def test_every_text_that_patient_pages_mark_is_collected():
    known = {entry.msgid for entry in polib.pofile(str(PO))}
    assert {text for template in PATIENT_TEMPLATES for text in marked(template)} - known == set()


def test_placeholders_are_the_same_in_both_languages():
    for entry in polib.pofile(str(PO)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", entry.msgid))


@pytest.mark.parametrize("template", PATIENT_TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_patient_pages_read_at_grade_eight_or_lower(template):
    text = prose(template)
    if len(text.split()) > 12:  # too few words have no grade
        assert grade(text) <= GRADE


def test_the_grade_is_what_the_formula_says():
    # 6 words, 1 sentence, 6 syllables
    assert round(grade("The cat sat on the mat."), 2) == -1.45


def test_the_crisis_texts_read_at_grade_eight_or_lower():
    text = " ".join(f"{line.label}. {line.detail}." for line in ENGLISH.lines) + f" {ENGLISH.watched}"
    assert grade(text) <= GRADE


@pytest.mark.parametrize("template", PATIENT_TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_template_a_patient_reads_holds_a_wounding_word(template):
    assert re.findall(WOUNDING, template.read_text(), re.IGNORECASE) == []


def test_no_text_in_either_language_holds_a_wounding_word():
    spoken = [
        text for entry in polib.pofile(str(PO)) for text in (entry.msgid, entry.msgstr, *entry.msgstr_plural.values())
    ]
    spoken += [part for crisis in (ENGLISH, SPANISH) for line in crisis.lines for part in (line.label, line.detail)]
    assert [text for text in spoken if re.search(WOUNDING, text, re.IGNORECASE)] == []


def test_nobody_is_shouted_at():
    assert [entry.msgid for entry in polib.pofile(str(PO)) if "!" in entry.msgid + entry.msgstr] == []


def test_the_emergency_steps_in_spanish():
    with translation.override("es"):
        page = render_to_string("aftercare/my/emergency.html", {"crisis": SPANISH})
    assert "Rocíe naloxona" in page
    assert "Llame al 988, día y noche" in page
