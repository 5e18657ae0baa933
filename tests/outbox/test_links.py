"""Links: made again from the key, kept as a digest, used once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from recovery.outbox.actions import LinkNotOpen, issue_link, revoke_links, use_link
from recovery.outbox.codes import Purpose
from recovery.outbox.queries import links
from recovery.outbox.queries.links import LinkState
from tests.cast import NOW

LATER = NOW + timedelta(days=3)


@pytest.fixture
def link(cast):
    return issue_link(purpose=Purpose.CHECK_IN, subject_id=uuid4(), patient=cast.patient, expires_at=LATER)[0]


def test_the_token_leads_to_the_link_and_is_not_kept(link):
    token = links.token_of(link)
    assert links.look_up(token, at=NOW) == links.LinkLookup(LinkState.OPEN, link)
    assert token not in (link.token_digest, str(link.pk))
    assert len(token) == 43
    assert links.url_of(link) == f"http://localhost:8000/r/{token}/"


def test_the_same_link_is_given_again_while_it_is_open(cast, link):
    asked = {
        "purpose": Purpose.CHECK_IN,
        "subject_id": link.subject_id,
        "patient": cast.patient,
        "expires_at": LATER,
    }
    assert issue_link(**asked)[0] == link
    use_link(link, at=NOW)
    assert issue_link(**asked)[0] != link


def test_looking_changes_nothing_and_using_works_once(link):
    token = links.token_of(link)
    for _ in range(3):
        assert links.look_up(token, at=NOW).state == LinkState.OPEN
    use_link(link, at=NOW)
    assert links.look_up(token, at=NOW).state == LinkState.USED
    with pytest.raises(LinkNotOpen, match="used"):
        use_link(link, at=NOW)


def test_a_link_expires(link):
    assert links.look_up(links.token_of(link), at=LATER).state == LinkState.EXPIRED
    with pytest.raises(LinkNotOpen, match="expired"):
        use_link(link, at=LATER)


def test_a_link_is_revoked_with_its_subject(link):
    assert revoke_links(subject_id=link.subject_id, at=NOW) == 1
    assert links.look_up(links.token_of(link), at=NOW).state == LinkState.REVOKED


def test_a_made_up_token_leads_nowhere(link):
    assert links.look_up("x" * 43, at=NOW) == links.LinkLookup(LinkState.UNKNOWN, None)
    assert links.look_up(str(link.pk), at=NOW).state == LinkState.UNKNOWN


def test_a_new_secret_key_leaves_old_links_alone_while_the_old_one_is_kept(link, settings):
    token = links.token_of(link)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert links.token_of(link) == token
    settings.SECRET_KEY_FALLBACKS = []
    assert links.look_up(token, at=NOW).state == LinkState.OPEN
    with pytest.raises(LookupError):
        links.token_of(link)
