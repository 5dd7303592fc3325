from django.urls import path

from .web import fragments, pages

urlpatterns = [
    path("", pages.today_page, name="today"),
    path("capture/", pages.capture, name="capture"),
    path("capture/visit/", pages.capture_visit, name="capture-visit"),
    path("events/<uuid:pk>/leads/", fragments.event_leads, name="event-leads"),
    path("activities/<uuid:pk>/projects/", fragments.activity_projects, name="activity-projects"),
    path("search/", pages.search, name="search"),
]
