from django.urls import path

from . import web

urlpatterns = [
    path("policy/", web.rules_in_force, name="policy"),
    path("policy/rules.yaml", web.rules_text, name="policy-text"),
    path("policy/propose/", web.propose, name="policy-propose"),
    path("policy/versions/", web.versions, name="policy-versions"),
    path("policy/versions/<uuid:pk>/", web.version, name="policy-version"),
    path("policy/versions/<uuid:pk>/rules.yaml", web.version_text, name="policy-version-text"),
    path("policy/versions/<uuid:pk>/adopt/", web.adopt, name="policy-adopt"),
    path("policy/versions/<uuid:pk>/withdraw/", web.withdraw, name="policy-withdraw"),
]
