"""Stylesheets, fonts and scripts: all linked, none inline, fonts as listed."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
NOT_IN_EVERY_PAGE = {"css/gallery.css"}


def test_every_stylesheet_is_linked():
    linked = set(re.findall(r"static '(css/[^']+)'", (TEMPLATES / "layouts/styles.html").read_text()))
    assert linked == {str(path.relative_to(STATIC)) for path in STATIC.rglob("*.css")} - NOT_IN_EVERY_PAGE


def test_every_script_is_linked():
    everywhere = "".join(page.read_text() for page in TEMPLATES.rglob("*.html"))
    linked = set(re.findall(r"static '(js/[^']+)'", everywhere))
    assert linked == {str(path.relative_to(STATIC)) for path in STATIC.glob("js/*.js")}


def test_nothing_is_inline_in_templates():
    bad = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    assert [str(path) for path in TEMPLATES.rglob("*.html") if bad.search(path.read_text())] == []


def test_fonts_are_those_listed():
    listed = dict(re.findall(r"\| `([^`]+\.woff2)` .*`([0-9a-f]{64})`", (STATIC / "fonts/README.md").read_text()))
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STATIC.glob("fonts/*.woff2")}
