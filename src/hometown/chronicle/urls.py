from django.urls import path

from .web import reports, sheets

urlpatterns = [
    path("facts/", sheets.sheet_list, name="fact-sheet-list"),
    path("facts/draw/<uuid:pk>/", sheets.draw, name="fact-sheet-draw"),
    path("facts/draft/<uuid:pk>/", sheets.draft, name="fact-sheet-draft"),
    path("facts/draft/<uuid:pk>/document/", sheets.draft_document, name="fact-sheet-draft-document"),
    path("facts/draft/<uuid:pk>/figures/<slug:code>/", sheets.draft_figure, name="fact-sheet-draft-figure"),
    path("facts/remarks/<uuid:pk>/answer/", sheets.answer_remark, name="fact-sheet-answer"),
    path("facts/remarks/<uuid:pk>/take-back/", sheets.take_back, name="fact-sheet-remark-take-back"),
    path("facts/<uuid:pk>/", sheets.sheet, name="fact-sheet"),
    path("facts/<uuid:pk>/read/", sheets.read, name="fact-sheet-read"),
    path("facts/<uuid:pk>/document/", sheets.document, name="fact-sheet-document"),
    path("facts/<uuid:pk>/figures/<slug:code>/", sheets.figure, name="fact-sheet-figure"),
    path("facts/<uuid:pk>/remark/", sheets.remark, name="fact-sheet-remark"),
    path("facts/<uuid:pk>/pass-on/", sheets.pass_on, name="fact-sheet-pass-on"),
    path("facts/<uuid:pk>/close/", sheets.close, name="fact-sheet-close"),
    path("facts/<uuid:pk>/conclude/", sheets.conclude, name="fact-sheet-conclude"),
    path("monthly/", reports.report_list, name="monthly-report-list"),
    path("monthly/draw/", reports.draw, name="monthly-report-draw"),
    path("monthly/<uuid:pk>/", reports.report, name="monthly-report"),
    path("monthly/<uuid:pk>/edit/", reports.edit, name="monthly-report-edit"),
    path("monthly/<uuid:pk>/send/", reports.send, name="monthly-report-send"),
    path("monthly/<uuid:pk>/take-back/", reports.take_back, name="monthly-report-take-back"),
    path("monthly/<uuid:pk>/document/", reports.document, name="monthly-report-document"),
    path("monthly/<uuid:pk>/figures/<slug:code>/", reports.figure, name="monthly-report-figure"),
]
