"""Signing in: the password backend. Multi-factor and single sign-on join here later as further backends."""

import uuid
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from .models import User


class PasswordBackend:
    """Login and password. An unknown login costs as much time as a wrong password."""

    def authenticate(
        self, _request: HttpRequest | None = None, login: str = "", password: str = "", **_: Any
    ) -> User | None:
        user = User.objects.filter(login=login).first()
        if user is None:
            make_password(password)
            return None
        return user if check_password(password, user.password) and user.is_active else None

    def get_user(self, user_id: uuid.UUID | str) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
