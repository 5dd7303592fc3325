from django.urls import path

from . import web

urlpatterns = [
    path("rules/", web.rules_in_force, name="rules"),
    path("rules/rules.yaml", web.rules_text, name="rules-text"),
    path("rules/propose/", web.propose, name="rules-propose"),
    path("rules/versions/", web.versions, name="rules-versions"),
    path("rules/versions/<uuid:pk>/", web.version, name="rules-version"),
    path("rules/versions/<uuid:pk>/rules.yaml", web.version_text, name="rules-version-text"),
    path("rules/versions/<uuid:pk>/adopt/", web.adopt, name="rules-adopt"),
    path("rules/versions/<uuid:pk>/withdraw/", web.withdraw, name="rules-withdraw"),
]
