"""Answers for property tests, drawn from what each instrument offers."""

from hypothesis import strategies as st

from intake.instruments import EDITIONS, get

CODES = st.sampled_from(sorted({edition.code for edition in EDITIONS}))
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["male", "female", "other", "unknown"]),
        "previous_nrs": st.integers(0, 10),
        "medically_supervised_only": st.booleans(),
    },
)


def legal(item):
    """Any answer that the item accepts."""
    if item.kind == "boolean":
        return st.booleans()
    if item.kind == "integer":
        return st.integers(item.low, item.high)
    if item.kind == "decimal":
        return st.integers(item.low, item.high) | st.integers(item.low * 10, item.high * 10).map(
            lambda tenth: tenth / 10
        )
    values = st.sampled_from([option.value for option in item.options])
    return st.lists(values, max_size=len(item.options), unique=True) if item.kind == "many" else values


@st.composite
def legal_answers(draw, code):
    """Any legal answers, some left out, in any order, whether or not the question comes up."""
    items = draw(st.permutations(get(code).items))
    return {item.id: draw(st.none() | legal(item)) for item in items if draw(st.booleans())}


@st.composite
def complete_answers(draw, code):
    """Every required question that comes up is answered, and none that does not."""
    instrument = get(code)
    answers = {}
    for item in instrument.items:
        if item.id in instrument.applies(answers) and item.required:
            value = legal(item).filter(bool) if item.kind == "many" else legal(item)
            answers[item.id] = draw(value)
    return answers
