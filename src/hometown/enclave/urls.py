from django.urls import path

from .web import agreements, calculator, enclaves, money, statements

urlpatterns = [
    path("enclaves/", enclaves.enclave_list, name="enclave-list"),
    path("enclaves/add/", enclaves.add, name="enclave-add"),
    path("enclaves/calculator/", calculator.calculator, name="enclave-calculator"),
    path("enclaves/agreements/<uuid:pk>/", agreements.agreement, name="enclave-agreement"),
    path("enclaves/agreements/<uuid:pk>/change/", agreements.change, name="enclave-agreement-change"),
    path("enclaves/agreements/<uuid:pk>/sign/", agreements.sign, name="enclave-agreement-sign"),
    path("enclaves/agreements/<uuid:pk>/withdraw/", agreements.withdraw, name="enclave-agreement-withdraw"),
    path("enclaves/agreements/<uuid:pk>/paper/", agreements.paper, name="enclave-agreement-paper"),
    path("enclaves/statements/<uuid:pk>/", statements.statement, name="enclave-statement"),
    path("enclaves/statements/<uuid:pk>/sign/", statements.sign, name="enclave-statement-sign"),
    path("enclaves/statements/<uuid:pk>/withdraw/", statements.withdraw, name="enclave-statement-withdraw"),
    path("enclaves/statements/<uuid:pk>/workbook/", statements.workbook, name="enclave-statement-workbook"),
    path("enclaves/statements/<uuid:pk>/document/", statements.document, name="enclave-statement-document"),
    path("enclaves/taxes/<uuid:pk>/", money.tax, name="enclave-tax"),
    path("enclaves/taxes/<uuid:pk>/strike/", money.strike, name="enclave-tax-strike"),
    path("enclaves/taxes/<uuid:pk>/paper/", money.tax_paper, name="enclave-tax-paper"),
    path("enclaves/paid/<uuid:pk>/", money.remittance, name="enclave-remittance"),
    path("enclaves/paid/<uuid:pk>/arrived/", money.arrived, name="enclave-remittance-arrived"),
    path("enclaves/paid/<uuid:pk>/paper/", money.remittance_paper, name="enclave-remittance-paper"),
    path("enclaves/inside/<uuid:pk>/out/", enclaves.take_out, name="enclave-project-out"),
    path("enclaves/<uuid:pk>/", enclaves.enclave, name="enclave"),
    path("enclaves/<uuid:pk>/agreements/add/", agreements.add, name="enclave-agreement-add"),
    path("enclaves/<uuid:pk>/statements/add/", statements.add, name="enclave-statement-add"),
    path("enclaves/<uuid:pk>/taxes/add/", money.add_taxes, name="enclave-tax-add"),
    path("enclaves/<uuid:pk>/paid/add/", money.add_remittance, name="enclave-remittance-add"),
    path("enclaves/<uuid:pk>/projects/add/", enclaves.add_project, name="enclave-project-add"),
    path("enclaves/<uuid:pk>/end/", enclaves.end, name="enclave-end"),
    path("enclaves/<uuid:pk>/ledger/", enclaves.ledger, name="enclave-ledger"),
]
