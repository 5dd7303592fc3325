"""What a person may be allowed to do: the closed list that the city's roles draw from.

Accounts stores grants of these as plain strings and asks nothing about them; `policy` says which role holds which;
the apps above ask for them. A new capability goes here first, then into a role of the city's rules.
Where a capability sees records, the grant's scope (city, batch, district, unit) and the app's `access.py` say which.
"""

from enum import StrEnum


class Capability(StrEnum):
    """One thing a role may do or see."""

    # The programme
    SEE_PROGRAMME = "see_programme"  # batches, officers, postings, duties
    RUN_PROGRAMME = "run_programme"  # open and close batches; write postings and duties
    RUN_BRANCH = "run_branch"  # the temporary Party branch: its posts, key tasks, rulebook, activities
    KEEP_PLANS = "keep_plans"  # the city's action plans and their clauses
    ASK_LEAVE = "ask_leave"
    APPROVE_LEAVE = "approve_leave"  # which days and level: the leave matrix of the policy

    # Companies and people in them
    SEE_COMPANIES = "see_companies"
    RECORD_COMPANIES = "record_companies"
    SEE_CONTACTS = "see_contacts"  # reveal a masked contact; each reveal is logged
    MERGE_COMPANIES = "merge_companies"  # two records are one firm; undo it
    ERASE_PERSONAL = "erase_personal"  # a person asked to be forgotten
    READ_REGISTRY = "read_registry"  # look a firm up in the loaded registry

    # Field work
    RECORD_FIELDWORK = "record_fieldwork"
    SEE_FIELDWORK_ALL = "see_fieldwork_all"  # all within the grant's scope
    SEE_FIELDWORK_OWN = "see_fieldwork_own"  # one's own; for a sending unit, its staff's
    SEE_DUTY_OWN_DISTRICT = "see_duty_own_district"  # host duty and activities in the host's own district, never leads

    # The officer away from home
    GIVE_DUTY = "give_duty"  # for a host unit: to-dos for the officers posted with it, and feedback
    READ_FEEDBACK = "read_feedback"  # what host units say of their officers
    READ_CARE = "read_care"  # may be named a reader of needs; which, each officer agrees to; each reading is logged

    # What the records say of one officer
    READ_FACT_SHEETS = "read_fact_sheets"  # of an officer's posting, after the officer; each reading is logged
    KEEP_FACT_SHEETS = "keep_fact_sheets"  # draw one, answer its officer's remarks, close it; never one's own
    READ_MONTHLY_REPORTS = "read_monthly_reports"  # for a sending unit: what its own officers sent it

    # Learning
    SEE_LEARNING = "see_learning"  # questions, answers, practices, comparisons, what is published of reflections
    ASK_QUESTIONS = "ask_questions"  # for a unit at home: ask, accept an answer, adopt a practice
    FIND_ANSWERS = "find_answers"  # claim a question, help, answer, write a practice

    # Projects
    FILE_LEAD = "file_lead"
    SEE_PROJECTS_ALL = "see_projects_all"
    SEE_PROJECTS_BATCH = "see_projects_batch"  # those of the batch
    SEE_PROJECTS_OWN = "see_projects_own"  # those one files or leads
    SEE_PROJECTS_LANDING = "see_projects_landing"  # those routed to one's unit to land, review or serve
    SEE_CLAIMS_REGISTER = "see_claims_register"  # owner unit, stage and claim date; nothing else
    DECIDE_CLAIMS = "decide_claims"  # probable matches, objections, transfers
    ADVANCE_PROJECT = "advance_project"
    REPORT_EVIDENCE = "report_evidence"
    VERIFY = "verify"  # never what one reported oneself

    # Figures
    READ_AGGREGATES = "read_aggregates"  # values, without the records behind them
    READ_FIGURES = "read_figures"  # open a figure's members, as far as each may be seen
    CHOOSE_CASES = "choose_cases"  # pick the named case of a review; never a maximum by person
    WRITE_BULLETINS = "write_bulletins"  # draft, edit, send; the list of recipients
    REVIEW_BULLETINS = "review_bulletins"  # never what one wrote in oneself; seal what is signed off
    SIGN_BULLETINS = "sign_bulletins"  # never what one wrote in or reviewed oneself
    EXPORT_LISTS = "export_lists"
    IMPORT_WORKBOOKS = "import_workbooks"
    GIVE_INSTRUCTIONS = "give_instructions"  # 批示

    # Enclaves: for the side of the unit the duty is over; over the whole city, for home
    SEE_ENCLAVES = "see_enclaves"
    KEEP_ENCLAVES = "keep_enclaves"  # agreements, taxes, statements, money paid over
    SIGN_ENCLAVES = "sign_enclaves"  # for one side; never for both

    # The rules themselves
    READ_POLICY = "read_policy"
    PROPOSE_POLICY = "propose_policy"
    ADOPT_POLICY = "adopt_policy"  # never one's own proposal

    # The three administrators (GB/T 22239): one each, and nothing else
    MANAGE_ACCOUNTS = "manage_accounts"  # security
    RUN_SYSTEM = "run_system"  # system
    READ_AUDIT = "read_audit"  # audit


ADMINISTRATIVE = frozenset({Capability.MANAGE_ACCOUNTS, Capability.RUN_SYSTEM, Capability.READ_AUDIT})
BUSINESS = frozenset(Capability) - ADMINISTRATIVE - {Capability.READ_POLICY}
