"""Every worked case of the specification whose rules are installed."""

import json
from pathlib import Path

import pytest

from recovery.front.rulebook import clinical_cases

HERE = Path(__file__).parent
CASES = [
    case
    for name in ("golden_cases.json", "own_cases.json")  # ours: edges of every instrument, and BAM-IOP
    for case in clinical_cases.cases_in(json.loads((HERE / name).read_text(encoding="utf-8")))
    if (case.get("instrument") or case.get("rule")) in clinical_cases.GROUPS
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_comes_out_as_the_specification_says(case):
    assert clinical_cases.judge(case).reason == ""


@pytest.mark.parametrize("group", sorted(clinical_cases.GROUPS))
def test_every_installed_group_has_worked_cases(group):
    assert clinical_cases.run(CASES, groups=[group]) != []
