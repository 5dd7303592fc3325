from django.urls import path

from . import paper_web, proof_web, web

urlpatterns = [
    path("overview/", web.overview, name="overview"),
    path("review/", web.review_list, name="review-list"),
    path("review/<int:number>/", web.review, name="review"),
    path("review/<int:number>/document/", paper_web.document, name="review-document"),
    path("review/<int:number>/case/", web.case_choose, name="case-choose"),
    path("review/<int:number>/figures/<slug:code>/", web.figure, name="figure"),
    path("proofs/", proof_web.proofs, name="proofs"),
    path("proofs/head.json", proof_web.head, name="proof-head"),
    path("p/<slug:code>/", proof_web.sealed_figure, name="sealed-figure"),
    path("p/<slug:code>/bundle/", proof_web.bundle, name="sealed-bundle"),
]
