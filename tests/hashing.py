"""Passwords in tests: hashed for real, in one round."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Django's own hasher with one round: as true as the slow one, and the web server under test can read it."""

    iterations = 1
