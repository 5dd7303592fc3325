from django.urls import path

from . import issue_web, paper_web, proof_web, web, writing_web

urlpatterns = [
    path("overview/", web.overview, name="overview"),
    path("review/", web.review_list, name="review-list"),
    path("review/<int:number>/", web.review, name="review"),
    path("review/<int:number>/document/", paper_web.document, name="review-document"),
    path("review/<int:number>/case/", web.case_choose, name="case-choose"),
    path("review/<int:number>/figures/<slug:code>/", web.figure, name="figure"),
    path("bulletins/", issue_web.bulletin_list, name="bulletin-list"),
    path("bulletins/draft/", writing_web.bulletin_draft, name="bulletin-draft"),
    path("bulletins/recipients/", writing_web.recipients, name="bulletin-recipients"),
    path("bulletins/recipients/<uuid:pk>/remove/", writing_web.recipient_remove, name="recipient-remove"),
    path("bulletins/<str:month>/", issue_web.bulletin, name="bulletin"),
    path("bulletins/<str:month>/figures/<slug:code>/", issue_web.figure, name="bulletin-figure"),
    path("bulletins/<str:month>/codes/", issue_web.codes, name="bulletin-codes"),
    path("bulletins/<str:month>/bundle/", issue_web.bundle, name="bulletin-bundle"),
    path("bulletins/<str:month>/edit/", writing_web.bulletin_edit, name="bulletin-edit"),
    path("bulletins/<str:month>/parts/<slug:section>/", writing_web.bulletin_part, name="bulletin-part"),
    path("bulletins/<str:month>/number/", writing_web.bulletin_number, name="bulletin-number"),
    path("bulletins/<str:month>/step/", writing_web.bulletin_step, name="bulletin-step"),
    path("bulletins/<str:month>/send/", writing_web.bulletin_send, name="bulletin-send"),
    path("bulletins/<str:month>/fetch/", writing_web.bulletin_fetch, name="bulletin-fetch"),
    path("proofs/", proof_web.proofs, name="proofs"),
    path("proofs/head.json", proof_web.head, name="proof-head"),
    path("p/<slug:code>/", proof_web.sealed_figure, name="sealed-figure"),
    path("p/<slug:code>/bundle/", proof_web.bundle, name="sealed-bundle"),
]
