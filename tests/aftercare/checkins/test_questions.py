"""What a check-in asks, and how replies become answers."""

import pytest

from aftercare.checkins.rules import evaluate, questions


def ids(items):
    return [item.id for item in items]


def test_missed_doses_are_asked_only_of_someone_on_medication():
    assert "missed_moud_days" in ids(questions.asked(moud_active=True))
    assert ids(questions.asked(moud_active=False)) == [i for i in ids(questions.QUESTIONS) if i != "missed_moud_days"]


def test_every_question_is_there_in_both_languages():
    assert all(item.text and item.text_es for item in questions.QUESTIONS)
    assert all(bool(item.hint) == bool(item.hint_es) for item in questions.QUESTIONS)
    assert all(option.text_es for item in questions.QUESTIONS for option in item.options)


def test_no_words_blame():
    words = " ".join(item.text + item.hint for item in questions.QUESTIONS).lower()
    assert not any(word in words for word in ("relapse", "abuse", "addict", "clean", "dirty"))


def test_the_question_about_suicide_gives_988_in_both_languages():
    assert "988" in questions.SUICIDAL_THOUGHTS.hint
    assert "988" in questions.SUICIDAL_THOUGHTS.hint_es


@pytest.mark.parametrize(
    ("replies", "answers"),
    [
        ({"mood_1": 1, "mood_2": 2, "craving": 4}, {"phq2": 3, "craving": 4}),
        ({"mood_1": 0, "mood_2": 0}, {"phq2": 0}),
        ({"mood_1": 2, "mood_2": None}, {}),
        ({"mood_1": 3}, {"phq2": 3}),
        ({}, {}),
    ],
)
def test_two_mood_items_become_one_total_when_it_is_certain(replies, answers):
    assert questions.as_answers(replies) == answers


@pytest.mark.parametrize("mood", [4, True, "2", [1]])
def test_an_impossible_mood_reply_makes_the_check_in_invalid(mood):
    assert evaluate(questions.as_answers({"mood_1": mood})).result.errors == ("phq2",)
