from django.urls import path

from . import web

urlpatterns = [
    path("digest/", web.digest_list, name="digest"),
    path("digest/read/", web.digest_read, name="digest-read"),
    path("my/reminders/", web.my_reminders, name="my-reminders"),
]
