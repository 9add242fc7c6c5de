"""Logging in and out, in the site's look; throttled as the admin's own."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import reverse


class Login(LoginView):
    template_name = "desk/login.html"

    def get_default_redirect_url(self) -> str:
        return reverse("desk:overview")


class Logout(LogoutView):
    def get_default_redirect_url(self) -> str:
        return reverse("home")


login, logout = Login.as_view(), Logout.as_view()
