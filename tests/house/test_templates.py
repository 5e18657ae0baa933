"""House rules of the pages: nothing inline, no queries, and no name of a person in a title."""

import re

import pytest

from tests.house.source import name, templates

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


@pytest.mark.parametrize("path", HTML, ids=name)
def test_nothing_is_inline(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_templates_never_query(path):
    assert not re.search(r"\.objects\b|_set\.(all|filter|count)\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", HTML, ids=name)
def test_titles_name_nobody(path):
    titles = TITLE.findall(path.read_text(encoding="utf-8"))
    variables = {found.split("|")[0].strip() for title in titles for found in re.findall(r"{{(.*?)}}", title)}
    assert variables - SPEAKS_OF_NO_PERSON == set()


@pytest.mark.parametrize("path", HTML, ids=name)
def test_every_page_has_a_title(path):
    text = path.read_text(encoding="utf-8")
    is_page = (
        "{% extends" in text and "layouts" not in path.parts and name(path).removeprefix("templates/") not in EXTENDED
    )
    assert not is_page or re.search(r"block (head_)?title|layouts/error.html", text)


@pytest.mark.parametrize("path", HTML, ids=name)
def test_every_posted_form_carries_its_token(path):
    text = path.read_text(encoding="utf-8")
    posts = re.findall(r"<form\b[^>]*method=\"post\"[^>]*>(.*?)(?:</form>|\Z)", text, re.S | re.I)
    assert [form[:80] for form in posts if "csrf_token" not in form] == []
