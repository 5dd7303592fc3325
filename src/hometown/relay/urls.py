from django.urls import path

from .web import forgetting, merging

urlpatterns = [
    path("companies/<uuid:pk>/merge/", merging.company_merge, name="company-merge"),
    path("companies/<uuid:pk>/merges/", merging.company_merges, name="company-merges"),
    path("merges/", merging.merge_list, name="merge-list"),
    path("merges/<uuid:pk>/", merging.merge_undo, name="merge"),
    path("contacts/<uuid:pk>/forget/", forgetting.contact_forget, name="contact-forget"),
    path("companies/<uuid:pk>/forget/", forgetting.name_forget, name="person-forget"),
    path("forgotten/", forgetting.forgetting_list, name="forgetting-list"),
]
