from django.urls import path

from . import audit, web

urlpatterns = [
    path("sign-in/", web.sign_in, name="sign-in"),
    path("sign-out/", web.sign_out, name="sign-out"),
    path("language/", web.language, name="language"),
    path("my/", web.my_settings, name="my-settings"),
    path("my/password/", web.my_password, name="my-password"),
    path("my/sessions/end/", web.end_other_sessions, name="end-other-sessions"),
    path("accounts/", web.account_list, name="account-list"),
    path("accounts/add/", web.account_add, name="account-add"),
    path("accounts/<uuid:pk>/", web.account, name="account"),
    path("accounts/<uuid:pk>/lock/", web.account_lock, name="account-lock"),
    path("accounts/<uuid:pk>/password/", web.account_password, name="account-password"),
    path("grants/<uuid:pk>/revoke/", web.grant_revoke, name="grant-revoke"),
    path("audit/", audit.entries, name="audit"),
    path("audit/<int:seq>/", audit.entry, name="audit-entry"),
    path("audit/reads/", audit.reads, name="audit-reads"),
    path("history/<str:model>/<uuid:pk>/", audit.history, name="history"),
    path("audit/sign-ins/", audit.sign_ins, name="audit-sign-ins"),
]
