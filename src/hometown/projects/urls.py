from django.urls import path

from .web import filing, lists, papers, project

urlpatterns = [
    path("projects/", lists.board, name="project-board"),
    path("projects/list/", lists.project_list, name="project-list"),
    path("projects/export/", lists.export, name="project-export"),
    path("projects/file/", filing.file, name="project-file"),
    path("projects/file/preview/", filing.preview, name="project-file-preview"),
    path("projects/<uuid:pk>/", project.project, name="project"),
    path("projects/<uuid:pk>/edit/", project.edit, name="project-edit"),
    path("projects/<uuid:pk>/advance/", project.advance, name="project-advance"),
    path("projects/<uuid:pk>/back/", project.back, name="project-back"),
    path("projects/<uuid:pk>/reported/", project.report_stage, name="project-report-stage"),
    path("projects/<uuid:pk>/status/", project.status, name="project-status"),
    path("projects/<uuid:pk>/credits/", project.credits_of, name="project-credits"),
    path("projects/<uuid:pk>/route/", project.route, name="project-route"),
    path("projects/<uuid:pk>/evidence/add/", papers.evidence_add, name="evidence-add"),
    path("projects/<uuid:pk>/vouchers/add/", papers.voucher_add, name="voucher-add"),
    path("evidence/<uuid:pk>/", papers.evidence, name="evidence"),
    path("evidence/<uuid:pk>/<int:number>/", papers.evidence_page, name="evidence-page"),
    path("evidence/<uuid:pk>/file/", papers.evidence_file, name="evidence-file"),
    path("evidence/<uuid:pk>/verify/", papers.evidence_verify, name="evidence-verify"),
    path("evidence/<uuid:pk>/withdraw/", papers.evidence_withdraw, name="evidence-withdraw"),
    path("vouchers/<uuid:pk>/<int:number>/", papers.voucher_page, name="voucher-page"),
    path("vouchers/<uuid:pk>/verify/", papers.voucher_verify, name="voucher-verify"),
    path("filings/<uuid:pk>/", filing.amend, name="filing-amend"),
    path("claims/", lists.claim_list, name="claim-list"),
    path("companies/<uuid:pk>/projects/", lists.company_projects, name="company-projects"),
]
