"""PHQ-9 and PHQ-2: depression in the last two weeks, with the question about being better off dead.

Source: Spitzer, Williams, Kroenke and colleagues; English and US Spanish as published at phqscreeners.com;
bands, prorating and flags as in clinical spec 1.7.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.intervals import Follows, Repeat
from recovery.clinical.instruments.result import PRORATED, Result, Status, incomplete
from recovery.clinical.instruments.sums import prorated

SOURCE = "PHQ-9, Kroenke, Spitzer & Williams 2001; clinical spec 1.7"
MOST_MISSING = 2  # items that may be missing for a prorated PHQ-9 total; clinical spec 1.7
PHQ9_POSITIVE = 10  # flag POSITIVE; clinical spec 1.7
PHQ2_POSITIVE = 3  # PHQ-2 total that asks for the PHQ-9; clinical spec 1.7
SUICIDE_ITEM = "9"  # clinical spec 1.7


def score_phq9(answers: Answers, _context: Answers) -> Result:
    """Sum of nine items; up to two missing are prorated; `difficulty` is kept and never scored."""
    missing = PHQ9.missing(answers)
    item_9 = _item_9_flags(answers)
    if len(missing) > MOST_MISSING:
        return incomplete(missing, item_9)
    held = [answers[item.id] for item in PHQ9_ITEMS if item.id in answers]
    total = prorated(sum(held), len(held), len(PHQ9_ITEMS))
    flags = ((PRORATED,) if missing else ()) + (("POSITIVE",) if total >= PHQ9_POSITIVE else ()) + item_9
    status = Status.PRORATED if missing else Status.COMPLETE
    return Result(status, score=total, band=PHQ9.band_for(total), flags=flags, missing=missing)


def score_phq2(answers: Answers, _context: Answers) -> Result:
    """Sum of the first two items; both are needed."""
    missing = PHQ2.missing(answers)
    if missing:
        return incomplete(missing)
    total = sum(answers.values())
    flags = ("DO_PHQ9",) if total >= PHQ2_POSITIVE else ()
    return Result(Status.COMPLETE, score=total, band=PHQ2.band_for(total), flags=flags)


def _item_9_flags(answers: Answers) -> tuple[str, ...]:
    if SUICIDE_ITEM not in answers:
        return ("ITEM9_MISSING",)
    return ("SUICIDE_ITEM_POSITIVE",) if answers[SUICIDE_ITEM] >= 1 else ()


FREQUENCY = (
    Option(0, "Not at all", "Ningún día", loinc="LA6568-5"),
    Option(1, "Several days", "Varios días", loinc="LA6569-3"),
    Option(2, "More than half the days", "Más de la mitad de los días", loinc="LA6570-1"),
    Option(3, "Nearly every day", "Casi todos los días", loinc="LA6571-9"),
)

PHQ9_ITEMS = tuple(
    Item(item_id, text, options=FREQUENCY, text_es=text_es, loinc=loinc)
    for item_id, loinc, text, text_es in (
        ("1", "44250-9", "Little interest or pleasure in doing things", "Poco interés o placer en hacer cosas"),
        (
            "2",
            "44255-8",
            "Feeling down, depressed, or hopeless",
            "Se ha sentido decaído(a), deprimido(a) o sin esperanzas",
        ),
        (
            "3",
            "44259-0",
            "Trouble falling or staying asleep, or sleeping too much",
            "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado",
        ),
        (
            "4",
            "44254-1",
            "Feeling tired or having little energy",
            "Se ha sentido cansado(a) o con poca energía",
        ),
        ("5", "44251-7", "Poor appetite or overeating", "Sin apetito o ha comido en exceso"),
        (
            "6",
            "44258-2",
            "Feeling bad about yourself - or that you are a failure or have let yourself or your family down",
            "Se ha sentido mal con usted mismo(a) - o que es un fracaso o que ha quedado mal con usted mismo(a) o con "
            "su familia",
        ),
        (
            "7",
            "44252-5",
            "Trouble concentrating on things, such as reading the newspaper or watching television",
            "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico o ver la "
            "televisión",
        ),
        (
            "8",
            "44253-3",
            "Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or "
            "restless that you have been moving around a lot more than usual",
            "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado? o lo contrario - muy "
            "inquieto(a) o agitado(a) que ha estado moviéndose mucho más de lo normal",
        ),
        (
            "9",
            "44260-8",
            "Thoughts that you would be better off dead or of hurting yourself in some way",
            "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera",
        ),
    )
)

DIFFICULTY = Item(
    "difficulty",
    "If you checked off any problems, how difficult have these problems made it for you to do your work, take care "
    "of things at home, or get along with other people?",
    options=(
        Option(0, "Not difficult at all", "No ha sido difícil"),
        Option(1, "Somewhat difficult", "Un poco difícil"),
        Option(2, "Very difficult", "Muy difícil"),
        Option(3, "Extremely difficult", "Extremadamente difícil"),
    ),
    text_es="Si marcó cualquiera de los problemas, ¿qué tanta dificultad le han dado estos problemas para hacer su "
    "trabajo, encargarse de las tareas del hogar, o llevarse bien con otras personas?",
    required=False,
    asked_when=tuple((item.id, value) for item in PHQ9_ITEMS for value in (1, 2, 3)),
    loinc="69722-7",
)

_LICENCE = "No permission required to reproduce, translate, display or distribute."
_CREDIT = (
    "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant "
    "from Pfizer Inc."
)
_STEM = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
_STEM_ES = "Durante las últimas 2 semanas, ¿qué tan seguido ha tenido molestias debido a los siguientes problemas?"
_PHQ2_SOURCE = "PHQ-2, Kroenke, Spitzer & Williams 2003; clinical spec 1.7"

PHQ9 = Instrument(
    code="PHQ9",
    version="1999",
    title="Patient Health Questionnaire (PHQ-9)",
    title_es="Cuestionario sobre la salud del paciente (PHQ-9)",
    purpose="Depression, and thoughts of death or self-harm.",
    completed_by="The patient.",
    interval="At intake, monthly, or when a PHQ-2 is 3 or more.",
    licence=_LICENCE,
    credit=_CREDIT,
    source=SOURCE,
    stem=_STEM,
    stem_es=_STEM_ES,
    items=(*PHQ9_ITEMS, DIFFICULTY),
    bands=(
        Band(0, 4, "minimal", "Minimal", "Mínima", "No action for depression; repeat on schedule.", SOURCE),
        Band(5, 9, "mild", "Mild", "Leve", "Watch, and repeat in 2 to 4 weeks.", SOURCE),
        Band(10, 14, "moderate", "Moderate", "Moderada", "Make a plan; repeat in 2 to 4 weeks.", SOURCE),
        Band(
            15, 19, "moderately_severe", "Moderately severe", "Moderadamente grave", "Start active treatment.", SOURCE
        ),
        Band(20, 27, "severe", "Severe", "Grave", "Start active treatment; prescriber the same day.", SOURCE),
    ),
    flags={
        "POSITIVE": "The total is 10 or more.",
        "SUICIDE_ITEM_POSITIVE": "Thoughts of being better off dead or of self-harm, whatever the total.",
        "ITEM9_MISSING": "The question about being better off dead was not answered and must be asked.",
    },
    scorer=score_phq9,
    caution="Withdrawal and early abstinence look like depression.",  # clinical spec 1.7
    loinc="44249-1",
    loinc_score="44261-6",
    repeats=(
        Repeat(
            14,
            "In 2 to 4 weeks after a result above minimal; withdrawal and early abstinence look alike.",
            SOURCE,
            late_after=28,
            bands=("mild", "moderate", "moderately_severe", "severe"),
        ),
        Repeat(30, "Monthly.", "clinical spec 1.0, project policy"),
    ),
    follows=(
        Follows("PHQ2", ("DO_PHQ9",), "PHQ-2 is 3 or more.", _PHQ2_SOURCE),
        *(
            Follows(bam, ("DO_PHQ9",), "Low mood on many days in the BAM.", "BAM; clinical spec 1.12")
            for bam in ("BAM", "BAMIOP")
        ),
    ),
)

PHQ2 = Instrument(
    code="PHQ2",
    version="2003",
    title="Patient Health Questionnaire, two items (PHQ-2)",
    title_es="Cuestionario sobre la salud del paciente, dos preguntas (PHQ-2)",
    purpose="A short look at mood that says when to ask the PHQ-9.",
    completed_by="The patient.",
    interval="At every check-in.",
    licence=_LICENCE,
    credit=_CREDIT,
    source=_PHQ2_SOURCE,
    stem=_STEM,
    stem_es=_STEM_ES,
    items=PHQ9_ITEMS[:2],
    bands=(
        Band(0, 2, "negative", "Negative", "Negativo", "No action; ask again at the next check-in.", _PHQ2_SOURCE),
        Band(3, 6, "positive", "Positive", "Positivo", "Ask the PHQ-9.", _PHQ2_SOURCE),
    ),
    flags={"DO_PHQ9": "The total is 3 or more: ask the PHQ-9."},
    scorer=score_phq2,
    loinc="55757-9",
    loinc_score="55758-7",
)
