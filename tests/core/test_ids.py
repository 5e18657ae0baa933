from recovery.core.ids import uuid7


def test_keys_are_version_seven_of_the_rfc_variant():
    key = uuid7()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")


def test_keys_made_later_sort_later(clock):
    earlier = uuid7()
    clock.shift(1)
    assert earlier < uuid7()


def test_keys_of_one_millisecond_sort_as_they_were_made():
    keys = [uuid7() for _ in range(1_000)]
    assert len({key.int >> 80 for key in keys}) == 1
    assert keys == sorted(keys)


def test_a_clock_that_was_put_back_is_followed(clock):
    later = uuid7()
    clock.shift(-1)
    assert uuid7() < later


def test_ten_thousand_keys_are_all_different():
    assert len({uuid7() for _ in range(10_000)}) == 10_000
