"""Answers for property tests, drawn from what an edition of an instrument offers."""

from hypothesis import strategies as st

CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["male", "female", "other", "unknown"]),
        "previous_nrs": st.integers(0, 10),
        "medically_supervised_only": st.booleans(),
    },
)
LEANS = st.sampled_from(["any", "least", "most"])  # or the sums would all lie in the middle


def legal(item, lean="any"):
    """Any answer that the item accepts, or those of one end."""
    if item.kind == "many":
        return st.lists(st.sampled_from([option.value for option in item.options]), unique=True)
    if item.kind == "decimal":
        tenths = st.integers(item.low * 10, (item.low + 20 if lean == "least" else item.high) * 10)
        return tenths.map(lambda tenth: tenth // 10 if tenth % 10 == 0 else tenth / 10)
    if item.kind == "integer":
        return _leaning(st.integers(item.low, item.high), item.low, item.high, lean)
    values = [False, True] if item.kind == "boolean" else [option.value for option in item.options]
    return _leaning(st.sampled_from(values), values[0], values[-1], lean)


def _leaning(values, least, most, lean):
    """`values`, and half the time one end of them."""
    return {"any": values, "least": st.just(least) | values, "most": st.just(most) | values}[lean]


@st.composite
def complete_answers(draw, edition):
    """Every required question that comes up is answered, and none that does not."""
    lean = draw(LEANS)
    answers = {}
    for item in edition.items:
        if item.id in edition.applies(answers) and item.required:
            value = legal(item, lean)
            answers[item.id] = draw(value.filter(bool) if item.kind == "many" else value)
    return answers


@st.composite
def answers_with_gaps(draw, edition):
    """Answers of which a few are gone, or null."""
    answers = draw(complete_answers(edition))
    gone = draw(st.lists(st.sampled_from(sorted(answers)), max_size=5, unique=True))
    kept = {key: value for key, value in answers.items() if key not in gone}
    return {**kept, **{key: None for key in gone if draw(st.booleans())}}


@st.composite
def skipped_answers(draw, edition):
    """Complete answers, and some to questions that do not come up or need no answer."""
    answers = draw(complete_answers(edition))
    rest = [item for item in edition.items if item.id not in answers]
    more = draw(st.lists(st.sampled_from(rest), unique_by=lambda item: item.id)) if rest else []
    return {**answers, **{item.id: draw(legal(item)) for item in more}}


@st.composite
def any_answers(draw, edition):
    """Any legal answers, most left out or null, whether or not the question comes up."""
    return {item.id: draw(st.none() | legal(item)) for item in edition.items if draw(st.booleans())}


@st.composite
def legal_answers(draw, edition):
    """Legal answers of every shape there is, in any order."""
    shapes = (complete_answers, answers_with_gaps, skipped_answers, any_answers)
    answers = draw(st.one_of(*(shape(edition) for shape in shapes)))
    return dict(draw(st.permutations(list(answers.items()))))
