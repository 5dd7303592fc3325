from django.urls import path

from .web import fragments, pages, pasting

urlpatterns = [
    path("", pages.today_page, name="today"),
    path("capture/", pages.capture, name="capture"),
    path("capture/visit/", pages.capture_visit, name="capture-visit"),
    path("capture/message/", pasting.capture_message, name="capture-message"),
    path("events/<uuid:pk>/leads/", fragments.event_leads, name="event-leads"),
    path("activities/<uuid:pk>/projects/", fragments.activity_projects, name="activity-projects"),
    path("companies/<uuid:pk>/leads-given/", fragments.company_leads_given, name="company-leads-given"),
    path("companies/investors/leads/", fragments.investor_leads, name="investor-leads"),
    path("search/", pages.search, name="search"),
]
