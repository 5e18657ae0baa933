"""House rules of the pages: nothing inline, no queries, and no name of a person in a title."""

import re

from tests.house.source import line_of, matches, name, offenders, refuse, templates
from tests.house.tables import asked_in_template

HTML = [path for path in templates() if path.suffix == ".html"]
INLINE = re.compile(
    r"<style\b|\sstyle\s*=\s*[\"']|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:", re.I
)
TITLE = re.compile(r"{%\s*block (?:head_)?title\s*%}(.*?){%\s*endblock", re.S)
# What a title may hold besides its own words: translations, and data that is about no person.
SPEAKS_OF_NO_PERSON = {
    "instrument.title", "group.title", "title", "heading", "number", "total",
    "sheet.revision.number", "part",
}  # fmt: skip
EXTENDS = re.compile(r"{%\s*extends \"([^\"]+)\"")
EXTENDED = {found for path in HTML for found in EXTENDS.findall(path.read_text(encoding="utf-8"))}
POSTED = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)(?:</form>|\Z)", re.S | re.I)
# Reviewed: these read like a table that is asked, and ask none.  Each with what it is instead.
ASKS_NOTHING = {
    "forloop.first": "Django's own",
    "forloop.last": "Django's own",
    "item.count": "a number of a tab or of a shift's line",
    "group.count": "how many items a group has, in words",
    "list.count": "how many rows a list of the home page has, counted by its query",
    "lists.due.count": "the same",
    "lists.messages.count": "the same",
    "lists.owed.count": "the same",
    "people.after": "where the next page of people begins",
    "progress.last": "when something was answered last, in words",
    "row.last": "a person's last reading, found by the query of the list",
    "assessment.superseded_by": "taken along by `open_assessment`",
    "each.retirement": "taken along by `versions` of packets",
    "merge.undone": "taken along by every query of merges",
    "message.resolution": "taken along by the query of a message to review",
}


def inline_in(text):
    return matches(INLINE, text)


def unnamed_in_titles(text):
    """Variables of titles that are not known to speak of no person."""
    return [
        (line_of(text, title.start()), variable)
        for title in TITLE.finditer(text)
        for variable in sorted({found.split("|")[0].strip() for found in re.findall(r"{{(.*?)}}", title[1])})
        if variable not in SPEAKS_OF_NO_PERSON
    ]


def missing_title(text):
    extends = "{% extends" in text
    return [(1, "has no title")] if extends and not re.search(r"block (head_)?title|layouts/error.html", text) else []


def tokenless_in(text):
    """Posted forms without the token against forgery."""
    return [
        (line_of(text, form.start()), form[0][:80]) for form in POSTED.finditer(text) if "csrf_token" not in form[1]
    ]


def is_page(path):
    return "layouts" not in path.parts and name(path).removeprefix("templates/") not in EXTENDED


def test_nothing_is_inline():
    refuse(offenders(HTML, inline_in))


def test_a_planted_inline_style_is_found():
    assert inline_in('<p>\n<b style="color: red" onclick="x()">') == [(2, ' style="'), (2, ' onclick="')]


def test_templates_never_query():
    """Whatever a template shows was prepared by a query: no manager, and no record that is fetched on the way."""
    found = offenders(templates(), asked_in_template)
    refuse([each for each in found if each.split(" ", 1)[1] not in ASKS_NOTHING])


def test_a_planted_query_in_a_template_is_found():
    planted = """{% for e in patient.episodes.all %}{{ e.stage_changes.count }}{% endfor %}
        {% if episode.appointments.exists %}{% with p=episode.packets.in_progress %}{{ p }}{% endwith %}{% endif %}
        {{ episode.care_plan.plan_date }} {{ request.user.patient.name }} {{ user.emailaddress_set }}"""
    assert asked_in_template(planted) == [
        (1, "patient.episodes.all"),
        (1, "e.stage_changes.count"),
        (2, "episode.appointments.exists"),
        (2, "episode.packets.in_progress"),
        (3, "episode.care_plan"),
        (3, "request.user.patient"),
        (3, "user.emailaddress_set"),
    ]


def test_a_prepared_value_called_like_a_relation_is_no_query():
    prepared = (
        '{% for each in chart.problems %}{{ each.goals }}{{ episode.patient.name }}{{ "a.all" }}{% endfor %} x.all'
    )
    assert asked_in_template(prepared) == []


def test_every_reviewed_path_is_still_in_a_template():
    assert set(ASKS_NOTHING) - {each.split(" ", 1)[1] for each in offenders(templates(), asked_in_template)} == set()


def test_titles_name_nobody():
    refuse(offenders(HTML, unnamed_in_titles))


def test_a_planted_name_in_a_title_is_found():
    assert unnamed_in_titles("{% block title %}{{ patient.name|upper }}, {{ part }}{% endblock %}") == [
        (1, "patient.name")
    ]


def test_every_page_has_a_title():
    refuse(offenders([path for path in HTML if is_page(path)], missing_title))


def test_a_planted_page_without_a_title_is_found():
    assert missing_title('{% extends "layouts/staff.html" %}{% block main %}{% endblock %}') == [(1, "has no title")]


def test_every_posted_form_carries_its_token():
    refuse(offenders(HTML, tokenless_in))


def test_a_planted_form_without_a_token_is_found():
    assert tokenless_in('<form method="post">{% csrf_token %}</form>\n<form method="post"></form>') == [
        (2, '<form method="post"></form>')
    ]
