from django.urls import path

from .web import forgetting, handing, merging, receiving

urlpatterns = [
    path("companies/<uuid:pk>/merge/", merging.company_merge, name="company-merge"),
    path("companies/<uuid:pk>/merges/", merging.company_merges, name="company-merges"),
    path("merges/", merging.merge_list, name="merge-list"),
    path("merges/<uuid:pk>/", merging.merge_undo, name="merge"),
    path("contacts/<uuid:pk>/forget/", forgetting.contact_forget, name="contact-forget"),
    path("companies/<uuid:pk>/forget/", forgetting.name_forget, name="person-forget"),
    path("forgotten/", forgetting.forgetting_list, name="forgetting-list"),
    path("handovers/", handing.handover_list, name="handover-list"),
    path("handovers/officers/<uuid:pk>/", handing.officer_held, name="officer-held"),
    path("handovers/officers/<uuid:pk>/prepare/", handing.handover_add, name="handover-add"),
    path("handovers/items/", receiving.handover_items, name="handover-items"),
    path("handovers/items/<uuid:pk>/return/", receiving.handover_return, name="handover-return"),
    path("handovers/items/<uuid:pk>/give/", receiving.handover_give, name="handover-give"),
    path("handovers/<uuid:pk>/", handing.handover, name="handover"),
    path("handovers/<uuid:pk>/records/", handing.handover_records, name="handover-records"),
    path("handovers/<uuid:pk>/edit/", handing.handover_edit, name="handover-edit"),
    path("handovers/<uuid:pk>/name/", handing.handover_name, name="handover-name"),
    path("handovers/<uuid:pk>/confirm/", handing.handover_do, name="handover-do"),
    path("handovers/<uuid:pk>/drop/", handing.handover_drop, name="handover-drop"),
    path("handovers/<uuid:pk>/firms/", receiving.handover_firms, name="handover-firms"),
    path("handovers/<uuid:pk>/document/", receiving.handover_document, name="handover-document"),
]
