from django.urls import path

from .web import activities, events, notes, papers

urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/export/", activities.activity_export, name="activity-export"),
    path("activities/add/", activities.activity_add, name="activity-add"),
    path("activities/<uuid:pk>/", activities.activity, name="activity"),
    path("activities/<uuid:pk>/edit/", activities.activity_edit, name="activity-edit"),
    path("activities/<uuid:pk>/withdraw/", activities.activity_withdraw, name="activity-withdraw"),
    path("activity-papers/<uuid:pk>/", papers.paper, name="activity-paper"),
    path("activity-papers/<uuid:pk>/pages/<int:number>/", papers.paper_page, name="activity-paper-page"),
    path("activity-papers/<uuid:pk>/received/", papers.paper_received, name="activity-paper-received"),
    path("activity-papers/<uuid:pk>/out/", papers.paper_take_out, name="activity-paper-out"),
    path("companies/<uuid:pk>/activities/", activities.company_activities, name="company-activities"),
    path("events/", events.event_list, name="event-list"),
    path("events/add/", events.event_add, name="event-add"),
    path("events/<uuid:pk>/", events.event, name="event"),
    path("events/<uuid:pk>/edit/", events.event_edit, name="event-edit"),
    path("notes/", notes.note_list, name="note-list"),
    path("notes/add/", notes.note_add, name="note-add"),
    path("notes/<uuid:pk>/", notes.note, name="note"),
    path("notes/<uuid:pk>/edit/", notes.note_edit, name="note-edit"),
    path("notes/<uuid:pk>/share/", notes.note_share, name="note-share"),
]
