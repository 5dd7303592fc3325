from django.urls import path

from .web import imports, names

urlpatterns = [
    path("import/", imports.import_page, name="import"),
    path("import/waiting/<str:sha256>/", imports.preview, name="import-preview"),
    path("import/waiting/<str:sha256>/report/", imports.preview_report, name="import-preview-report"),
    path("import/names/", names.doubtful_names, name="doubtful-names"),
    path("import/names/<uuid:pk>/", names.doubtful_name, name="doubtful-name"),
    path("import/names/<uuid:pk>/same/", names.name_same, name="doubtful-name-same"),
    path("import/names/<uuid:pk>/new/", names.name_new, name="doubtful-name-new"),
    path("import/names/<uuid:pk>/leave/", names.name_leave, name="doubtful-name-leave"),
    path("import/names/<uuid:pk>/take-up/", names.name_take_up, name="doubtful-name-take-up"),
    path("import/<uuid:pk>/", imports.result, name="import-run"),
    path("import/<uuid:pk>/report/", imports.report, name="import-report"),
]
