from django.urls import path

from . import web

urlpatterns = [
    path("import/", web.import_page, name="import"),
    path("import/waiting/<str:sha256>/", web.preview, name="import-preview"),
    path("import/waiting/<str:sha256>/report/", web.preview_report, name="import-preview-report"),
    path("import/<uuid:pk>/", web.result, name="import-run"),
    path("import/<uuid:pk>/report/", web.report, name="import-report"),
]
