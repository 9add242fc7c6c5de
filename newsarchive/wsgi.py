"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from newsarchive.requests import told_whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

application = told_whole(get_wsgi_application())
# Reads every address and with it most modules, some .8 s: else the first reader of each process waits for it.
reverse("home")
