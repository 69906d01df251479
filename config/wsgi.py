"""What the web server calls, one per worker process: the door, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - what follows needs Django set up

from public.renditions import places  # noqa: E402
from public.renditions.door import Application, Door  # noqa: E402

application: Application = django
if settings.RENDITIONS_MB:
    pulse = places.pulse()
    application = Door(django, places.store(pulse), pulse)
