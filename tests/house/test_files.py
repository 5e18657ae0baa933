"""Nothing tracked names a package registry's host or a place on somebody's machine."""

import re

from tests.house.source import matches, offenders, refuse, tracked

TEXT = {
    ".py",
    ".toml",
    ".txt",
    ".md",
    ".yml",
    ".yaml",
    ".json",
    ".html",
    ".css",
    ".js",
    ".cfg",
    ".ini",
    ".sh",
    ".po",
    "",
}
FORBIDDEN = re.compile(
    r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|artifactory|nexus|jfrog)[\w.-]*|/"
    + r"work/\w|/"
    + r"home/\w+/|/"
    + r"root/\w|/"
    + r"Users/\w+/",
    re.I,
)


def foreign_places_in(text):
    return matches(FORBIDDEN, text)


def test_no_registry_host_and_no_machine_path():
    refuse(offenders([path for path in tracked() if path.suffix in TEXT], foreign_places_in))


def test_a_planted_registry_host_and_a_machine_path_are_found():
    host, place = "https://" + "pypi.org", "/" + "home/somebody/"
    assert foreign_places_in(f"index = {host}\n\ncd {place}x") == [(1, host), (3, place)]
