from django.urls import path

from .web import fragments, helping, meeting, packs

urlpatterns = [
    path("weekly/", packs.exchange_list, name="exchange-list"),
    path("weekly/add/", packs.prepare, name="exchange-add"),
    path("weekly/<uuid:pk>/", packs.exchange, name="exchange"),
    path("weekly/<uuid:pk>/edit/", packs.edit, name="exchange-edit"),
    path("weekly/<uuid:pk>/gather/", packs.gather, name="exchange-gather"),
    path("weekly/<uuid:pk>/words/", packs.add_words, name="exchange-words"),
    path("weekly/<uuid:pk>/document/", packs.document, name="exchange-document"),
    path("weekly/<uuid:pk>/meeting/", meeting.meeting, name="exchange-meeting"),
    path("weekly/<uuid:pk>/attendance/", meeting.attendance, name="exchange-attendance"),
    path("weekly/<uuid:pk>/follow-up/", meeting.follow_up, name="exchange-follow-up"),
    path("weekly/<uuid:pk>/move/", meeting.move, name="exchange-move"),
    path("weekly/<uuid:pk>/cancel/", meeting.cancel, name="exchange-cancel"),
    path("weekly/<uuid:pk>/close/", meeting.close, name="exchange-close"),
    path("weekly/items/<uuid:pk>/", packs.word_item, name="pack-item"),
    path("weekly/items/<uuid:pk>/keep/", packs.keep_item, name="pack-item-keep"),
    path("weekly/items/<uuid:pk>/leave-out/", packs.leave_out, name="pack-item-leave-out"),
    path("weekly/items/<uuid:pk>/move/", packs.move_item, name="pack-item-move"),
    path("weekly/help/", helping.help_list, name="help-list"),
    path("weekly/help/ask/", helping.ask, name="help-ask"),
    path("weekly/help/<uuid:pk>/", helping.wanted, name="help-wanted"),
    path("weekly/help/<uuid:pk>/withdraw/", helping.withdraw, name="help-withdraw"),
    path("projects/<uuid:pk>/help/", fragments.project_help, name="project-help"),
]
