"""Nothing tracked names a package registry's host or a place on somebody's machine."""

import re

import pytest

from tests.house.source import name, tracked

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


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix in TEXT], ids=name)
def test_no_registry_host_and_no_machine_path(path):
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8", errors="replace")) == []
