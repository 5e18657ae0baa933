"""All that a journey runs lives on one day: what the clock of one says, the others say."""

import urllib.request
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import redis
from django.db import connection
from django.utils import timezone

from tests.journeys.conftest import apart

NEAR = timedelta(seconds=30)


def of_the_web(services, browser):
    with urllib.request.urlopen(f"{services.web_url}/healthz") as answer:
        return parsedate_to_datetime(answer.headers["Date"])


def of_the_database(services, browser):
    def asked():
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]

    return apart(asked)


def of_redis(services, browser):
    if services.valkey is None:
        services.start_redis()
    return datetime.fromtimestamp(redis.from_url(services.redis_url).time()[0], UTC)


def of_chromium(services, browser):
    page = browser.new_page()
    now = page.evaluate("Date.now()")
    page.close()
    return datetime.fromtimestamp(now / 1000, UTC)


@pytest.mark.parametrize("clock_of", [of_the_web, of_the_database, of_redis, of_chromium])
def test_the_clocks_agree(services, browser, clock_of):
    assert abs(clock_of(services, browser) - timezone.now()) < NEAR
