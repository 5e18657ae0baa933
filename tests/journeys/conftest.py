"""Journeys run in a real browser against the real web server, worker and beat."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from tests.cast import assemble
from tests.conftest import empty_every_table
from tests.journeys.browser import GET_IT, Visits, executable, launched
from tests.services import Services

FOREIGN = ("drf_spectacular_sidecar", "rest_framework", "admin")  # the API's own pages: large, and in no journey
CENTER = {"CENTER_NAME": "Riverside Recovery Center", "CENTER_PHONE": "555-0142"}
VISITS = pytest.StashKey[Visits]()
LEFT_OUT = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config, items):
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.real_clock)
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
        terminalreporter.write_line(
            f"axe: {len(visits.violations)} violations on {pages} pages ({len(visits.checked)} looks)"
        )
        for cost in visits.costs:
            terminalreporter.write_line(cost)
    if left_out := config.stash.get(LEFT_OUT, []):
        terminalreporter.write_line(f"Left out, for want of a browser: {', '.join(left_out)}")
        terminalreporter.write_line(f"Get one: {GET_IT}")


@pytest.fixture(scope="module")
def browser():
    """A browser for one file: while it runs, Playwright's event loop does, and no test beside it could ask the database."""
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def visits(request):
    request.config.stash[VISITS] = Visits()
    return request.config.stash[VISITS]


def apart(work, *args):
    """Do `work` in a thread of its own: in this one Playwright keeps an event loop, and Django would refuse."""

    def done():
        try:
            return work(*args)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(done).result()


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """Real commits for all tests of a file; everything is emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        apart(empty_every_table)


@pytest.fixture(scope="session")
def static_root(tmp_path_factory):
    """The style sheets and scripts as production serves them: collected once, with hashed names."""
    folder = tmp_path_factory.mktemp("static")
    left_out = [part for name in FOREIGN for part in ("--ignore", name)]
    with Services(folder) as services:
        collected = services.manage("collectstatic", "--noinput", *left_out, STATIC_ROOT=str(folder))
    assert collected.returncode == 0, collected.stderr
    return folder


@pytest.fixture(scope="module")
def services(ground, static_root, tmp_path_factory):
    """The web server and the catcher; a file that needs them starts worker and beat."""
    told = {"STATIC_ROOT": str(static_root), "PUMP_SECONDS": "1", "MATERIALISE_SECONDS": "2", **CENTER}
    with Services(tmp_path_factory.mktemp("services"), **told) as running:
        running.start_catcher()
        running.start_web()
        yield running


@pytest.fixture(scope="module")
def cast(ground):
    """The fixed cast, as of now, for all tests of a file."""
    return apart(assemble, timezone.now())
