"""What of the accounts is a person's own: nobody takes it over."""

from .models import Grant, UserSession

AUTHORS = ((Grant, "user"), (UserSession, "user"))
