"""The one table of what a link opens, by what it was given out for."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from recovery.front.links.views import PAGES
from recovery.outbox.actions import issue_link
from recovery.outbox.codes import Purpose
from recovery.outbox.queries import links
from tests.cast import NOW


def address_of(cast, purpose):
    _, token = issue_link(
        purpose=purpose, subject_id=uuid4(), patient=cast.patient, expires_at=NOW + timedelta(hours=1)
    )
    return links.path_of(token)


def shown(response):
    """The page without its own address and the form's token, which differ each time."""
    page = response.content.decode().replace(response.wsgi_request.path, "/r/TOKEN/")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_the_table_knows_what_links_are_given_out_for():
    assert set(PAGES) == {Purpose.CHECK_IN, Purpose.SCREENING}


@pytest.mark.parametrize("purpose", [each for each in Purpose if each not in PAGES])
def test_a_link_without_a_page_is_refused_like_one_that_nobody_was_given(cast, client, purpose):
    refused, unknown = client.get(address_of(cast, purpose)), client.get("/r/" + "x" * 43 + "/")
    assert refused.status_code == unknown.status_code == 404
    assert shown(refused) == shown(unknown)
    assert refused["Referrer-Policy"] == unknown["Referrer-Policy"] == "no-referrer"
