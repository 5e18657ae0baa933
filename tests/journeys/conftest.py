"""Journeys run in a real browser against the real web server, worker and beat."""

from __future__ import annotations

import os

import pytest

from tests.journeys.browser import GET_IT, Visits, executable, launched

VISITS = pytest.StashKey[Visits]()
LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config, items):
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
    if journeys and executable() is None:
        if os.environ.get("REQUIRE_BROWSER"):
            raise pytest.UsageError(f"No Chromium was found, and journeys must run here. Get one: {GET_IT}")
        config.stash[LEFT_OUT] = [item.name for item in journeys]
        items[:] = [item for item in items if item not in journeys]
        config.hook.pytest_deselected(items=journeys)


def pytest_terminal_summary(terminalreporter, config):
    visits = config.stash.get(VISITS, None)
    if visits is not None:
        pages = len(set(visits.checked))
        terminalreporter.write_line(f"axe: {len(visits.violations)} violations on {pages} pages ({len(visits.checked)} looks)")
    if left_out := config.stash.get(LEFT_OUT, []):
        terminalreporter.write_line(f"Left out, for want of a browser: {', '.join(left_out)}")
        terminalreporter.write_line(f"Get one: {GET_IT}")


@pytest.fixture(scope="session")
def browser():
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def visits(request):
    request.config.stash[VISITS] = Visits()
    return request.config.stash[VISITS]
