"""Who may do what at every address: one table, read like a policy.

Each row is an address with what each person gets, for GET and for a POST that holds nothing of what is asked.  200 and
422 (the form comes back) mean "may"; 302 leads on after the act, or to sign in those who have not; 403 is "not your
role"; 404 is "does not exist for you"; 405 is "not this way".  An address without a row fails, and so does a row
without an address.
"""

import re
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access.policy import PEOPLE, POLICY
from tests.access.world import build
from tests.clock import NOW, standing

CANARIES = re.compile("Whitfield|Marcus", re.I)
METHODS = ("GET", "POST")
SENT = {"GET": "", "POST": "seq=1&nothing=of+what+is+asked"}


def addresses(patterns=None, prefix=""):
    """(name, names of the parts it takes) of every address of the site."""
    found = {}
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(each, "url_patterns"):
            inner = prefix + (f"{each.namespace}:" if each.namespace else "")
            found = addresses(each.url_patterns, inner) | found
        else:
            found.setdefault(prefix + (each.name or str(each.pattern)), tuple(each.pattern.regex.groupindex))
    return found


ADDRESSES = addresses()


def test_every_address_has_its_row_and_every_row_its_address():
    assert set(POLICY) == set(ADDRESSES)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody signed in, and a thing of each kind; taken back when this file is done."""
    with standing(NOW), django_db_blocker.unblock(), transaction.atomic():
        cast, parts = build()
        clients = {"anonymous": Client()}
        for who, user in cast.signed_in().items():
            clients[who] = Client()
            clients[who].force_login(user)
        yield clients, parts
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_everybody_gets_what_the_policy_says(world, name):
    clients, parts = world
    address = reverse(name, kwargs={part: _value(parts, name, part) for part in ADDRESSES[name]})
    got = {method: _answers(clients, method, address) for method in METHODS}
    assert got == POLICY.get(name)


def _answers(clients, method, address):
    """The status that each person gets, in the order of PEOPLE; nobody's act outlives its own request."""
    statuses = []
    for who in PEOPLE:
        with transaction.atomic():
            cookies = deepcopy(clients[who].cookies)
            reply = clients[who].generic(
                method, address, SENT[method], content_type="application/x-www-form-urlencoded"
            )
            transaction.set_rollback(True)
        clients[who].cookies = cookies
        if reply.status_code in (403, 404):
            assert not CANARIES.search(reply.content.decode()), f"{who} is told a name"
        statuses.append(str(reply.status_code))
    return " ".join(statuses)


def _value(parts, name, part):
    room, _, kind = name.partition(":")
    value = parts["stop"] if (name, part) == ("outbox:stop", "token") else parts[part]
    return (
        value.get(kind.rsplit("-", 1)[0] if kind.rsplit("-", 1)[0] in value else room)
        if isinstance(value, dict)
        else value
    )
