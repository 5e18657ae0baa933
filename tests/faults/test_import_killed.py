"""An import killed in the middle: nothing of it is there, and the same command imports all of it, once."""

import os
import signal
import subprocess
import sys
from datetime import date, timedelta

import pytest

from recovery.audit.models import AuditEvent
from recovery.patients.models import Patient
from recovery.patients.models.contact_points import ContactPoint
from tests.cast import assemble
from tests.patients.importing.conftest import table
from tests.services import ROOT

PEOPLE = 200
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")


@pytest.fixture
def source(services, tmp_path):
    assemble()
    file = tmp_path / "people.csv"
    file.write_bytes(table(*(somebody(n) for n in range(PEOPLE))))
    return file


def somebody(n):
    """One of `PEOPLE` whom nobody would take for another."""
    name = "".join(SYLLABLES[int(digit)] for digit in f"{n:03}")
    born = date(1950, 1, 1) + timedelta(days=71 * n)
    return {
        "external_id": f"OLD-{n}", "given_name": name.title(), "family_name": name[::-1].title(),
        "birth_date": born.isoformat(), "email": f"{name}@example.org", "email_consent": "yes",
    }  # fmt: skip


def kill_in_the_middle(services, source):
    """Run the command on a terminal, where it draws how far it is, and kill it while it writes."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "manage", "import_patients", str(source), "--as", "intake@example.org"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=services.environment, stdout=subprocess.DEVNULL, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    drawn = b""
    while f"Writing {PEOPLE // 2} of {PEOPLE}".encode() not in drawn:
        drawn += os.read(ours, 4096)
    os.killpg(process.pid, signal.SIGKILL)
    os.close(ours)
    assert process.wait() == -signal.SIGKILL


def counted():
    return Patient.objects.count(), ContactPoint.objects.count(), AuditEvent.objects.count()


def test_nothing_is_half_imported_and_the_next_run_imports_all(services, source):
    before = counted()
    kill_in_the_middle(services, source)
    assert counted() == before
    again = services.manage("import_patients", str(source), "--as", "intake@example.org")
    assert (again.returncode, again.stderr) == (0, "")  # no terminal: no bar
    assert f"create: {PEOPLE}\n" in again.stdout
    assert Patient.objects.count() == before[0] + PEOPLE
    last = services.manage("import_patients", str(source), "--as", "intake@example.org")
    assert f"create: 0\nalready here: {PEOPLE}\n" in last.stdout
    assert Patient.objects.count() == before[0] + PEOPLE
