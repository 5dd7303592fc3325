"""Passwords of the tests, hashed in the product's way at a fraction of the price: each test makes several accounts."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """Argon2 with the least it accepts."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
