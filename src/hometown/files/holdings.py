"""Who gave a file to the house stays with it."""

from .models import Blob

AUTHORS = ((Blob, "received_from"),)
