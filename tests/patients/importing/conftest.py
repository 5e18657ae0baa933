"""A file of people, and the command that reads it."""

import csv
import io
from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command

RUTH = {"external_id": "OLD-1", "given_name": "Ruth", "family_name": "Adeyemi", "birth_date": "1981-06-05"}


def table(*rows, columns=None):
    """The bytes of a file with these rows."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@dataclass
class Done:
    """What the command said, and the report it left."""

    said: str
    error: str
    report: list

    @property
    def outcomes(self):
        return [row["outcome"] for row in self.report]


@pytest.fixture
def run(cast, tmp_path):
    """Import `content` as the intake worker."""

    def run(content, *flags, email="intake@example.org"):
        source, report, said = tmp_path / "people.csv", tmp_path / "people.report.csv", io.StringIO()
        source.write_bytes(content)
        report.unlink(missing_ok=True)
        error = ""
        try:
            call_command("import_patients", str(source), "--as", email, *flags, stdout=said, stderr=io.StringIO())
        except CommandError as why:
            error = str(why)
        text = report.read_text(encoding="utf-8-sig") if report.exists() else ""
        return Done(said.getvalue(), error, list(csv.DictReader(io.StringIO(text))))

    return run
