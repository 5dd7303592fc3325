from django.urls import path

from . import web

urlpatterns = [
    path("", web.today_page, name="today"),
    path("capture/", web.capture, name="capture"),
    path("capture/visit/", web.capture_visit, name="capture-visit"),
    path("search/", web.search, name="search"),
]
