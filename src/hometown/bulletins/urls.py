from django.urls import path

from . import web

urlpatterns = [
    path("overview/", web.overview, name="overview"),
    path("review/", web.review_list, name="review-list"),
    path("review/<int:number>/", web.review, name="review"),
    path("review/<int:number>/case/", web.case_choose, name="case-choose"),
    path("review/<int:number>/figures/<slug:code>/", web.figure, name="figure"),
]
