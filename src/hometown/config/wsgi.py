import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hometown.config.settings")
application = get_wsgi_application()

from hometown.config import versions  # noqa: E402  needs the apps to be ready
from hometown.config.demo_day import keep  # noqa: E402
from hometown.config.settling import settle  # noqa: E402

versions.require_in_a_web_process()
keep()
settle()
