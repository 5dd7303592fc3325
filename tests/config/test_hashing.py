"""The product hashes passwords at Django's full price; only the tests' own settings are cheap."""

import os
import subprocess
import sys
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher

ASK = """
import django
django.setup()
from django.contrib.auth.hashers import make_password
print(make_password("a long enough password"))
"""


def test_a_password_of_the_product_is_hashed_with_all_the_memory_and_time_that_django_asks(
    tmp_path: Path,
) -> None:
    env = os.environ | {"HOMETOWN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hometown.config.settings"}
    made = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True, env=env).stdout
    full = Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.time_cost, Argon2PasswordHasher.parallelism
    assert "argon2$argon2id$v=19$m={},t={},p={}$".format(*full) in made
