"""The WSGI entry. There is no ASGI one: asynchronous views would see schema `public` and mix halls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.settings")
application = get_wsgi_application()
