"""TAPS-1: four questions on tobacco, alcohol, drugs and prescription medicines in the past year.

A class that is not "never" is positive, and TAPS-2 asks for its substances.  Source: McNeely and others 2016, National
Institute on Drug Abuse; the Spanish is our own; clinical spec 1.5.
"""

from __future__ import annotations

from recovery.clinical.instruments.definition import Answers, Band, Instrument, Item, Option
from recovery.clinical.instruments.intervals import Repeat
from recovery.clinical.instruments.result import Result, Status, incomplete
from recovery.clinical.instruments.sums import total

SOURCE = "TAPS-1, McNeely and others 2016, NIDA; clinical spec 1.5"
NEVER = "never"


def score(answers: Answers, _context: Answers) -> Result:
    """How many of the four classes are positive; a positive class is flagged before all are answered."""
    positive = tuple(f"POS_{item.id.upper()}" for item in TAPS1.items if answers.get(item.id, NEVER) != NEVER)
    if missing := TAPS1.missing(answers):
        return incomplete(missing, positive)
    points = total(TAPS1, answers)
    return Result(Status.COMPLETE, score=points, band=TAPS1.band_for(points), flags=positive)


HOW_OFTEN = (
    Option(NEVER, "Never", "Nunca", points=0),
    Option("less_than_monthly", "Less than monthly", "Menos de una vez al mes", points=1),
    Option("monthly", "Monthly", "Cada mes", points=1),
    Option("weekly", "Weekly", "Cada semana", points=1),
    Option("daily", "Daily or almost daily", "A diario o casi a diario", points=1),
)

TAPS1 = Instrument(
    code="TAPS1",
    version="2016; Spanish by this project 1",
    title="Tobacco, Alcohol, Prescription medication and other Substance use, part 1 (TAPS-1)",
    title_es="Uso de tabaco, alcohol, medicinas recetadas y otras sustancias, parte 1 (TAPS-1)",
    purpose="Which substances to ask about more closely.",
    completed_by="The patient, or staff asking.",
    interval="At intake and yearly.",
    licence="National Institute on Drug Abuse; freely available, no permission needed.",
    credit="The TAPS Tool, National Institute on Drug Abuse (NIDA); McNeely J, Wu LT, Subramaniam G, and others, 2016.",
    source=SOURCE,
    stem="In the PAST 12 MONTHS:",
    stem_es="En los ÚLTIMOS 12 MESES:",
    items=tuple(
        Item(item_id, text, hint, HOW_OFTEN, text_es=text_es, hint_es=hint_es)
        for item_id, text, hint, text_es, hint_es in (
            (
                "tobacco",
                "How often have you used tobacco or any other nicotine delivery product (i.e., e-cigarette, vaping or "
                "chewing tobacco)?",
                "",
                "¿Con qué frecuencia ha usado tabaco u otro producto con nicotina (cigarrillo electrónico, vapeo o "
                "tabaco de mascar)?",
                "",
            ),
            (
                "alcohol_binge",
                "How often have you had 5 or more drinks (men) / 4 or more drinks (women) containing alcohol in one "
                "day?",
                "One drink is a 12 oz beer, 5 oz of wine or 1.5 oz of liquor.",
                "¿Con qué frecuencia ha tomado 5 o más bebidas (hombres) o 4 o más bebidas (mujeres) con alcohol en un "
                "solo día?",
                "Una bebida es una cerveza de 12 oz, 5 oz de vino o 1.5 oz de licor.",
            ),
            (
                "illicit",
                "How often have you used any drugs including marijuana, cocaine or crack, heroin, methamphetamine "
                "(crystal meth), hallucinogens, ecstasy/MDMA?",
                "",
                "¿Con qué frecuencia ha usado drogas como marihuana, cocaína o crack, heroína, metanfetamina (cristal), "
                "alucinógenos o éxtasis/MDMA?",
                "",
            ),
            (
                "rx_misuse",
                "How often have you used any prescription medications just for the feeling, more than prescribed or "
                "that were not prescribed for you?",
                "For example: opiate pain relievers (OxyContin, Vicodin, Percocet, methadone), medications for anxiety "
                "or sleeping (Xanax, Ativan, Klonopin), medications for ADHD (Adderall or Ritalin).",
                "¿Con qué frecuencia ha usado medicinas recetadas solo por la sensación, más de lo recetado, o que no "
                "eran para usted?",
                "Por ejemplo: calmantes opioides (OxyContin, Vicodin, Percocet, metadona), medicinas para la ansiedad "
                "o para dormir (Xanax, Ativan, Klonopin), medicinas para el TDAH (Adderall o Ritalin).",
            ),
        )
    ),
    bands=(
        Band(0, 0, "negative", "Negative", "Negativo", "Say that this protects them; repeat yearly.", SOURCE),
        Band(1, 4, "positive", "Positive", "Positivo", "Ask TAPS-2 for the substances of each class.", SOURCE),
    ),
    flags={
        "POS_TOBACCO": "Tobacco or nicotine in the past year.",
        "POS_ALCOHOL_BINGE": "5 or more drinks (men) or 4 or more (women) in a day in the past year.",
        "POS_ILLICIT": "Drugs in the past year.",
        "POS_RX_MISUSE": "Prescription medicines not as prescribed in the past year.",
    },
    scorer=score,
    local_code="taps1",
    repeats=(Repeat(365, "Yearly.", "clinical spec 1.0, project policy"),),
)
