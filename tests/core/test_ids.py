from recovery.core.ids import uuid7


def test_keys_are_version_seven_of_the_rfc_variant():
    key = uuid7()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")


def test_keys_made_later_sort_later(time_machine):
    time_machine.move_to("2026-11-20T10:00:00Z", tick=False)
    earlier = uuid7()
    time_machine.move_to("2026-11-20T10:00:01Z", tick=False)
    assert earlier < uuid7()


def test_ten_thousand_keys_are_all_different():
    assert len({uuid7() for _ in range(10_000)}) == 10_000
