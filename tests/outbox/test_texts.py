"""What messages may say: nothing about anybody."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.template import Context, Engine

from recovery.outbox import texts
from recovery.outbox.models import OutboundMessage
from recovery.patients.codes import Channel

FOLDER = settings.BASE_DIR / "templates" / "outbox" / "texts"
FILES = sorted(FOLDER.rglob("*.txt"))
# What would tell a reader over somebody's shoulder where the message comes from, in either language.
FORBIDDEN = [
    "treatment",
    "clinic",
    "center",
    "addiction",
    "opioid",
    "substance",
    "drug",
    "alcohol",
    "detox",
    "withdrawal",
    "methadone",
    "buprenorphine",
    "suboxone",
    "naltrexone",
    "naloxone",
    "medicine",
    "medication",
    "dose",
    "therapy",
    "counsel",
    "prescri",
    "doctor",
    "nurse",
    "relapse",
    "use",
    "disorder",
    "test",
    "appointment",
    "visit",
    "check-in",
    "patient",
    "health",
    "tratamiento",
    "clínica",
    "centro",
    "adicci",
    "opioide",
    "sustancia",
    "droga",
    "alcohol",
    "medicamento",
    "dosis",
    "terapia",
    "conseje",
    "médic",
    "enferm",
    "recaída",
    "consumo",
    "prueba",
    "cita",
    "paciente",
    "salud",
]
ALLOWED_VARIABLES = {"link", "sender", "stop"}
SEGMENT = 160  # characters of one text message in the GSM alphabet
GSM = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà") | set(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


def rendered(file):
    context = {
        "link": f"https://go.example.org/r/{'x' * 43}/",
        "stop": "https://go.example.org/",
        "sender": "Front Desk",
    }
    return Engine(dirs=[FOLDER], autoescape=False).get_template(str(file.relative_to(FOLDER))).render(Context(context))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_text_holds_a_word_that_tells(file):
    text = rendered(file).casefold()
    told = [word for word in FORBIDDEN if re.search(rf"\b{re.escape(word)}", text)]
    assert told == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_text_takes_anything_but_what_is_listed(file):
    assert set(re.findall(r"{{\s*(\w+)", file.read_text())) <= ALLOWED_VARIABLES
    assert "{%" not in file.read_text()


@pytest.mark.parametrize("file", [file for file in FILES if ".sms." in file.name], ids=lambda file: file.parent.name)
def test_a_text_message_is_one_segment_and_says_how_to_stop(file):
    text = " ".join(rendered(file).split())
    assert len(text) <= SEGMENT
    assert set(text) <= GSM
    assert "STOP" in text or "START" in text


@pytest.mark.parametrize("code", [texts.REMINDER, texts.OPT_OUT])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
def test_every_text_for_people_is_there_in_both_languages(code, language, channel):
    assert FOLDER / code / f"{texts.VERSIONS[code]}.{language}.{channel}.txt" in FILES


def test_parameters_are_the_id_of_a_link_and_nothing_else():
    key = uuid4()
    assert texts.params(link=str(key)) == {"link": str(key)}
    with pytest.raises(ValueError, match="badly formed"):
        texts.params(link="Marcus Whitfield")
    for name in ("name", "clinic", "reason", "url"):
        with pytest.raises(texts.ForbiddenParameter, match=name):
            texts.params(**{name: str(key)})


def test_a_message_with_a_forbidden_parameter_is_not_rendered():
    message = OutboundMessage(template_code="reminder", params={"name": "Marcus"}, template_version=1)
    with pytest.raises(texts.ForbiddenParameter):
        texts.render(message)
