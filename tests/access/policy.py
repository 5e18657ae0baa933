"""The policy: what each person gets at each address, for GET and for an empty POST."""

PEOPLE = (
    "anonymous", "intake", "counselor", "nurse", "prescriber", "privacy_officer", "administrator", "outsider",
    "patient_user", "other_patient_user",
)  # fmt: skip
POLICY: dict = {}
