"""Whether a home holds the demo. Asked at every start, so nothing of the demo itself is read for it."""

from django.conf import settings

SIGN_INS = "demo-sign-ins.txt"  # the list of who signs in with what, written when all is loaded


def is_loaded() -> bool:
    """Tell whether the demo was loaded to its end in this home."""
    return (settings.HOMETOWN_HOME / SIGN_INS).exists()
