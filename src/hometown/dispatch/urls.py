from django.urls import path

from .web import board, calls, supervision

urlpatterns = [
    path("dispatch/", board.board, name="dispatch"),
    path("dispatch/assign/", board.assign, name="dispatch-assign"),
    path("dispatch/mine/", board.my_assignments, name="my-assignments"),
    path("dispatch/assignments/<uuid:pk>/", board.assignment, name="assignment"),
    path("dispatch/assignments/<uuid:pk>/answer/", board.answer, name="assignment-answer"),
    path("dispatch/blockers/add/", board.blocker_raise, name="blocker-raise"),
    path("dispatch/blockers/<uuid:pk>/clear/", board.blocker_clear, name="blocker-clear"),
    path("dispatch/sheets/", board.sheet_list, name="dispatch-sheet-list"),
    path("dispatch/sheets/issue/", board.sheet_issue, name="dispatch-sheet-issue"),
    path("dispatch/sheets/<uuid:pk>/", board.sheet, name="dispatch-sheet"),
    path("dispatch/<slug:day>/", board.board_of, name="dispatch-day"),
    path("projects/<uuid:pk>/blockers/", board.project_blockers, name="project-blockers"),
    path("activities/<uuid:pk>/promises/", supervision.activity_promises, name="activity-promises"),
    path("trips/<uuid:pk>/promises/", supervision.trip_promises, name="trip-promises"),
    path("hot/", calls.signal_list, name="hot-signal-list"),
    path("hot/add/", calls.say, name="hot-signal-add"),
    path("hot/<uuid:pk>/", calls.signal, name="hot-signal"),
    path("hot/<uuid:pk>/go/", calls.go, name="hot-signal-go"),
    path("hot/<uuid:pk>/end/", calls.end, name="hot-signal-end"),
    path("supervision/", supervision.item_list, name="supervision-list"),
    path("supervision/instruction/", supervision.from_instruction, name="supervise-instruction"),
    path("supervision/promise/", supervision.from_promise, name="supervise-promise"),
    path("supervision/<uuid:pk>/", supervision.item, name="supervision"),
    path("supervision/<uuid:pk>/report/", supervision.report, name="supervision-report"),
    path("supervision/<uuid:pk>/back/", supervision.give_back, name="supervision-back"),
    path("supervision/<uuid:pk>/extend/", supervision.extend, name="supervision-extend"),
    path("supervision/<uuid:pk>/confirm/", supervision.confirm, name="supervision-confirm"),
    path("supervision/<uuid:pk>/paper/", supervision.paper, name="supervision-paper"),
]
