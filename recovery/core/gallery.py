"""What the gallery shows."""


def context():
    return {}
