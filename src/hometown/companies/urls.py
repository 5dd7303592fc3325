from django.urls import path

from .web import doubles, firms, links, lists, people

urlpatterns = [
    path("companies/", lists.company_list, name="company-list"),
    path("companies/export/", lists.company_export, name="company-export"),
    path("companies/investors/", lists.investors, name="company-investors"),
    path("companies/suggest/", lists.company_suggest, name="company-suggest"),
    path("companies/places/", lists.place_suggest, name="place-suggest"),
    path("companies/industries/", lists.industry_suggest, name="industry-suggest"),
    path("companies/duplicates/", doubles.duplicate_list, name="duplicate-list"),
    path("companies/distinct/", doubles.distinct_list, name="company-distinct"),
    path("companies/alike/", doubles.company_alike, name="company-alike"),
    path("companies/add/", firms.company_add, name="company-add"),
    path("companies/<uuid:pk>/", firms.company, name="company"),
    path("companies/<uuid:pk>/story/", firms.company_story, name="company-story"),
    path("companies/<uuid:pk>/duplicates/", doubles.company_duplicates, name="company-duplicates"),
    path("companies/<uuid:pk>/distinct/", doubles.distinct_say, name="company-distinct-say"),
    path("companies/<uuid:pk>/edit/", firms.company_edit, name="company-edit"),
    path("companies/<uuid:pk>/rename/", firms.company_rename, name="company-rename"),
    path("companies/<uuid:pk>/names/add/", links.name_add, name="company-name-add"),
    path("companies/<uuid:pk>/contacts/add/", people.contact_add, name="contact-add"),
    path("companies/<uuid:pk>/ties/add/", links.tie_add, name="tie-add"),
    path("companies/<uuid:pk>/tags/add/", links.tag_add, name="tag-add"),
    path("distinctions/<uuid:pk>/back/", doubles.distinct_take_back, name="company-distinct-back"),
    path("company-names/<uuid:pk>/remove/", links.name_remove, name="company-name-remove"),
    path("contacts/<uuid:pk>/", people.contact_edit, name="contact"),
    path("contacts/<uuid:pk>/reveal/", people.contact_reveal, name="contact-reveal"),
    path("contacts/<uuid:pk>/end/", people.contact_end, name="contact-end"),
    path("ties/<uuid:pk>/end/", links.tie_end, name="tie-end"),
    path("tags/<uuid:pk>/end/", links.tag_end, name="tag-end"),
]
