"""Who sees questions, answers, practices and comparisons, and who may do what. The one place that says so.

Whoever takes part in learning reads all of it: what one finds out is meant for everybody. A question that was withdrawn
stays with who asked. Which contacts and activities stand behind an answer, the floors below decide for each reader.
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies import access as companies
from hometown.companies.models import Contact
from hometown.fieldwork import access as fieldwork
from hometown.fieldwork.models import Activity, Note
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.landing import access as landing
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, Posting, Unit, UnitKind

from .models import (
    Adoption,
    Answer,
    AnswerFile,
    Benchmark,
    Mentoring,
    Playbook,
    Practice,
    Question,
    Reflection,
    ThanksLetter,
)
from .querysets import (
    AdoptionQuerySet,
    BenchmarkQuerySet,
    MentoringQuerySet,
    PlaybookQuerySet,
    QuestionQuerySet,
    ReflectionQuerySet,
    ThanksQuerySet,
    WrittenQuerySet,
)
from .rules import Written

SEE, ASK, FIND = Capability.SEE_LEARNING, Capability.ASK_QUESTIONS, Capability.FIND_ANSWERS
WRITERS = (ASK.value, FIND.value)
COORDINATORS = (Capability.DECIDE_CLAIMS.value, Capability.RUN_BRANCH.value)
FEW = 30
HOME_KINDS = (
    UnitKind.BUREAU.value, UnitKind.DEPARTMENT.value, UnitKind.COUNTY.value, UnitKind.PARK.value,
    UnitKind.ENTERPRISE.value,
)  # fmt: skip


# --- who sees what --------------------------------------------------------------------------------------------------


def asking_units(user: User) -> frozenset[uuid.UUID]:
    """The units at home in whose name a person asks, accepts and adopts; the bureau's duty is over the whole city."""
    own = user.scopes(ASK, "unit")
    if not user.holding.everywhere(ASK):
        return own
    bureaus = user.kept(
        "asking_bureaus", lambda: frozenset(Unit.objects.filter(kind=UnitKind.BUREAU).values_list("pk", flat=True))
    )
    return own | bureaus


def visible_questions(user: User) -> QuestionQuerySet:
    """Every question for who takes part in learning; a withdrawn one for its unit and who asked it."""
    found: QuestionQuerySet = Question.objects.all()
    if not user.may(SEE):
        return found.none()
    own = Q(unit__in=asking_units(user)) | Q(asker=user)
    return found.filter(Q(withdrawn_on__isnull=True) | own)


def visible_answers(user: User) -> "QuerySet[Answer]":
    """The answers to the questions one may read."""
    return Answer.objects.filter(question__in=visible_questions(user))  # type: ignore[no-any-return]


def visible_practices(user: User) -> WrittenQuerySet:
    """Every practice for who takes part in learning; a withdrawn one for who wrote it."""
    found: WrittenQuerySet = Practice.objects.all()
    if not user.may(SEE):
        return found.none()
    return found.filter(Q(withdrawn_on__isnull=True) | Q(written_by=user))


def visible_adoptions(user: User) -> AdoptionQuerySet:
    """Which units take over the practices one may read."""
    found: AdoptionQuerySet = Adoption.objects.filter(practice__in=visible_practices(user))
    return found


def visible_benchmarks(user: User) -> BenchmarkQuerySet:
    """Every comparison for who takes part in learning; a withdrawn one for who wrote it."""
    found: BenchmarkQuerySet = Benchmark.objects.all()
    if not user.may(SEE):
        return found.none()
    return found.filter(Q(withdrawn_on__isnull=True) | Q(written_by=user))


def _one(found: "QuerySet[Any]", pk: uuid.UUID) -> Any:
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotFound("exchange.gone")
    return row


def question_for(user: User, pk: uuid.UUID) -> Question:
    """Return a question this person may read. Raises NotFound."""
    found: Question = _one(visible_questions(user).with_reader_needs().select_related("task", "benchmark"), pk)
    return found


def answer_for(user: User, pk: uuid.UUID) -> Answer:
    """Return an answer this person may read. Raises NotFound."""
    needs = visible_answers(user).select_related("question__unit", "question__task", "question__holder", "by")
    found: Answer = _one(needs, pk)
    return found


def practice_for(user: User, pk: uuid.UUID) -> Practice:
    """Return a practice this person may read. Raises NotFound."""
    needs = visible_practices(user).select_related("written_by", "answer__question", "answer__by", "note", "batch")
    found: Practice = _one(needs, pk)
    return found


def adoption_for(user: User, pk: uuid.UUID) -> Adoption:
    """Return an adoption of a practice this person may read. Raises NotFound."""
    found: Adoption = _one(visible_adoptions(user).select_related("practice", "unit"), pk)
    return found


def benchmark_for(user: User, pk: uuid.UUID) -> Benchmark:
    """Return a comparison this person may read. Raises NotFound."""
    found: Benchmark = _one(visible_benchmarks(user).select_related("practice", "unit", "written_by"), pk)
    return found


def file_for(user: User, pk: uuid.UUID) -> AnswerFile:
    """Return a paper of an answer this person may read. Raises NotFound."""
    needs = AnswerFile.objects.filter(answer__in=visible_answers(user)).select_related("blob", "answer")
    found: AnswerFile = _one(needs, pk)
    return found


# --- who asks -------------------------------------------------------------------------------------------------------


def units_to_ask_for(user: User) -> list[Unit]:
    """Return the units in whose name a person asks and adopts."""
    return list(Unit.objects.filter(pk__in=asking_units(user), is_active=True).order_by("name"))


def home_units() -> list[Unit]:
    """Return the units at home, of whom a comparison may speak."""
    return list(Unit.objects.filter(kind__in=HOME_KINDS, is_active=True).order_by("kind", "name"))


def require_asker(user: User, unit: Unit) -> None:
    """Raise NotAllowed unless the person asks and adopts in this unit's name."""
    if unit.pk not in asking_units(user):
        raise NotAllowed("exchange.not_your_unit", unit=unit.name)


def may_decide(user: User, question: Question) -> bool:
    """Tell whether a person accepts answers to a question, asks further, changes or withdraws it: its unit."""
    return user.may(ASK) and (question.asker_id == user.pk or question.unit_id in asking_units(user))


def require_decider(user: User, question: Question) -> None:
    """Raise unless the person reads the question and is of the unit that asks it."""
    question_for(user, question.pk)
    if not may_decide(user, question):
        raise NotAllowed("exchange.asker_decides", unit=question.unit.name)


def may_take_over(user: User, question: Question) -> bool:
    """Tell whether a person takes over from the asker to look at the answers: a colleague of the unit."""
    return question.asker_id != user.pk and may_decide(user, question)


def asker_on(question: Question, on: date) -> User:
    """Return who looks at the answers on a day: the asker while they can, else who answers for the unit, if anybody."""
    asker = question.asker
    if asker.is_active and may_decide(asker, question):
        return asker
    roles = {role.code for role in in_force(on).roles if ASK.value in role.may}
    return landing.people_of([question.unit], roles, on).get(question.unit_id, asker)


def current_batch(on: date) -> Batch | None:
    """Return the batch that serves on a day, the newest if several do."""
    found: Batch | None = Batch.objects.filter(first_on__lte=on, last_on__gte=on).order_by("-number").first()
    return found


def batch_of(user: User, on: date) -> Batch | None:
    """Return the batch with which a person serves on a day; after the return, the last one before."""
    begun = Posting.objects.filter(officer__user=user, first_on__lte=on).select_related("batch")
    posting = begun.order_by("-last_on", "-pk").first()
    return posting.batch if posting is not None else None


# --- who answers ----------------------------------------------------------------------------------------------------


def require_finder(user: User, question: Question) -> None:
    """Raise unless the person reads the question and finds answers."""
    question_for(user, question.pk)
    if not user.may(FIND):
        raise NotAllowed("exchange.officers_answer")


def coordinates(user: User, question: Question) -> bool:
    """Tell whether a person may pass on what another holds: the bureau; the branch of the batch."""
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return True
    return question.batch_id is not None and question.batch_id in user.scopes(Capability.RUN_BRANCH, "batch")


def may_pass(user: User, question: Question) -> bool:
    """Tell whether a person hands a question to another officer: who has it, the bureau, the branch."""
    return question.holder_id is not None and (question.holder_id == user.pk or coordinates(user, question))


def require_may_pass(user: User, question: Question) -> None:
    """Raise unless the person may hand the question on."""
    question_for(user, question.pk)
    if not may_pass(user, question):
        raise NotAllowed("exchange.holder_passes")


def finders(on: date) -> list[User]:
    """Return the officers who serve on a day: to one of them a question may be passed."""
    serving = Posting.objects.standing(on).filter(officer__user__isnull=False)
    return list(User.objects.active().filter(pk__in=serving.values("officer__user")).order_by("name", "pk"))


def may_edit_answer(user: User, answer: Answer) -> bool:
    """Tell whether a person may still change an answer: who gave it, until it was looked at."""
    return answer.by_id == user.pk and answer.accepted_on is None and answer.further_on is None


def require_author_of(user: User, answer: Answer) -> None:
    """Raise NotAllowed unless the answer is the person's own and not looked at yet."""
    if not may_edit_answer(user, answer):
        raise NotAllowed("exchange.not_your_answer")


def own_activities(user: User) -> "QuerySet[Activity]":
    """Return what a person took part in or recorded lately: where an answer may have been found."""
    own = fieldwork.own_activities(user)
    found = Activity.objects.filter(own[0] | own[1], withdrawn_on__isnull=True)
    return found.order_by("-on", "-pk")


def own_contacts(user: User) -> "list[Contact]":
    """Return the contacts a person looks after, the newest first: from whom an answer may come."""
    officer = companies.officer_of(user)
    if officer is None:
        return []
    own = Q(keeper=officer) | Q(keeper__isnull=True, known_to=officer)
    found = companies.visible_contacts(user).filter(own).select_related("company")
    return list(found.order_by("-pk")[:FEW])


# --- practices and comparisons --------------------------------------------------------------------------------------


def may_write(user: User) -> bool:
    """Tell whether a person writes practices and comparisons down: who finds answers, and who asks."""
    return user.may(*WRITERS)


def require_writer(user: User) -> None:
    """Raise NotAllowed unless the person writes practices and comparisons."""
    if not may_write(user):
        raise NotAllowed("exchange.may_not_write")


def may_edit(user: User, record: Practice | Benchmark) -> bool:
    """Tell whether a person changes or withdraws what was written: who wrote it, or the bureau."""
    return record.withdrawn_on is None and (
        record.written_by_id == user.pk or user.holding.everywhere(Capability.DECIDE_CLAIMS)
    )


def require_editor(user: User, record: Practice | Benchmark) -> None:
    """Raise NotAllowed unless the person may change what was written."""
    if not may_edit(user, record):
        raise NotAllowed("exchange.writer_only")


def may_close(user: User, benchmark: Benchmark) -> bool:
    """Tell whether a person says what came of a comparison: its unit, or who wrote it."""
    is_open = benchmark.done_on is None and benchmark.withdrawn_on is None
    return is_open and (benchmark.written_by_id == user.pk or benchmark.unit_id in asking_units(user))


def note_for(user: User, pk: uuid.UUID) -> Note:
    """Return a shared note of which a practice may be made. Raises NotFound."""
    note = fieldwork.note_for(user, pk)
    if note.shared_on is None:
        raise NotFound("exchange.gone")
    return note


def untold_answers(user: User) -> "QuerySet[Answer]":
    """Return accepted answers of which nobody has made a practice yet, the newest first."""
    found = visible_answers(user).filter(accepted_on__isnull=False, practice__isnull=True)
    return found.select_related("question__unit").order_by("-accepted_on", "-pk")


# --- reflections and letters ----------------------------------------------------------------------------------------


def own_reflections(user: User) -> ReflectionQuerySet:
    """One's own: what a reflection said before it was published is its writer's alone, and so is its history."""
    found: ReflectionQuerySet = Reflection.objects.filter(author=user)
    return found


def visible_reflections(user: User) -> ReflectionQuerySet:
    """One's own; the published ones for who takes part in learning; those that were sent for who reads them before."""
    found: ReflectionQuerySet = Reflection.objects.all()
    if not user.may(SEE):
        return found.none()
    sent = Q(sent_on__isnull=False, published_on__isnull=True) & _reviewed(user)
    standing = Q(withdrawn_on__isnull=True) & (Q(published_on__isnull=False) | sent)
    return found.filter(Q(author=user) | standing)


def _reviewed(user: User) -> Q:
    """Return the condition of reflections that a person may publish: all for the bureau, its batch's for the branch."""
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return Q()
    return Q(batch__in=user.scopes(Capability.RUN_BRANCH, "batch"))


def reflection_for(user: User, pk: uuid.UUID) -> Reflection:
    """Return a reflection this person may read. Raises NotFound."""
    found: Reflection = _one(visible_reflections(user).select_related("author", "batch"), pk)
    return found


def to_review(user: User) -> ReflectionQuerySet:
    """Return the reflections that wait for this person to read them; never one's own."""
    found: ReflectionQuerySet = visible_reflections(user).sent().filter(_reviewed(user))
    return found.exclude(author=user).order_by("sent_on", "pk")


def require_own_words(user: User) -> None:
    """Raise NotAllowed unless the person serves as an officer: reflections are theirs to write."""
    if not user.may(FIND):
        raise NotAllowed("exchange.officers_reflect")


def require_author(user: User, reflection: Reflection) -> None:
    """Raise unless the reflection is the person's own; a hidden one is not there."""
    reflection_for(user, reflection.pk)
    if reflection.author_id != user.pk:
        raise NotAllowed("exchange.not_your_words")


def may_review(user: User, reflection: Reflection) -> bool:
    """Tell whether a person publishes a reflection or gives it back: the bureau, the branch; never its writer."""
    if reflection.author_id == user.pk or reflection.state != Written.SENT:
        return False
    if user.holding.everywhere(Capability.DECIDE_CLAIMS):
        return True
    return reflection.batch_id is not None and reflection.batch_id in user.scopes(Capability.RUN_BRANCH, "batch")


def require_reviewer(user: User, reflection: Reflection) -> None:
    """Raise unless the person decides on the publication of a reflection."""
    reflection_for(user, reflection.pk)
    if not may_review(user, reflection):
        raise NotAllowed("exchange.another_reads_it")


def thanked_units() -> list[Unit]:
    """Return the units a letter of thanks may be addressed to."""
    return list(Unit.objects.filter(is_active=True).exclude(kind=UnitKind.GROUP).order_by("kind", "name"))


def visible_letters(user: User) -> ThanksQuerySet:
    """Letters of thanks, for who takes part in learning; one that was taken out for who kept it."""
    found: ThanksQuerySet = ThanksLetter.objects.all()
    if not user.may(SEE):
        return found.none()
    return found.filter(Q(withdrawn_on__isnull=True) | Q(kept_by=user.pk))


def letter_for(user: User, pk: uuid.UUID) -> ThanksLetter:
    """Return a letter of thanks this person may read. Raises NotFound."""
    found: ThanksLetter = _one(visible_letters(user).select_related("unit", "batch", "blob"), pk)
    return found


def may_take_out(user: User, letter: ThanksLetter) -> bool:
    """Tell whether a person takes a letter out again: who kept it, or the bureau."""
    kept = letter.kept_by == user.pk or user.holding.everywhere(Capability.DECIDE_CLAIMS)
    return letter.withdrawn_on is None and kept


def require_keeper(user: User, letter: ThanksLetter) -> None:
    """Raise NotAllowed unless the person may take the letter out."""
    if letter.withdrawn_on is None and not may_take_out(user, letter):
        raise NotAllowed("exchange.writer_only")


# --- playbooks and mentors ------------------------------------------------------------------------------------------


def visible_playbooks(user: User) -> PlaybookQuerySet:
    """Every playbook for who takes part in learning; a withdrawn one for the home bureau that keeps them."""
    found: PlaybookQuerySet = Playbook.objects.all()
    if not user.may(SEE):
        return found.none()
    return found if keeps_playbooks(user) else found.standing()


def playbook_for(user: User, pk: uuid.UUID) -> Playbook:
    """Return a playbook this person may read. Raises NotFound."""
    found: Playbook = _one(visible_playbooks(user), pk)
    return found


def keeps_playbooks(user: User) -> bool:
    """Tell whether a person writes the playbooks: the home bureau."""
    return user.holding.everywhere(Capability.DECIDE_CLAIMS)


def require_playbook_keeper(user: User) -> None:
    """Raise NotAllowed unless the person is of the home bureau."""
    if not keeps_playbooks(user):
        raise NotAllowed("exchange.bureau_keeps")


def visible_mentorings(user: User) -> MentoringQuerySet:
    """What one asked a mentor, and what one is asked as a mentor: read by the two alone."""
    found: MentoringQuerySet = Mentoring.objects.filter(Q(asker=user) | Q(mentor=user))
    return found


def mentoring_for(user: User, pk: uuid.UUID) -> Mentoring:
    """Return a mentoring of one's own. Raises NotFound for anybody else's."""
    found: Mentoring = _one(visible_mentorings(user).with_people(), pk)
    return found


def may_be_mentored(user: User) -> bool:
    """Tell whether a person asks a mentor: an officer in the host city."""
    return user.may(FIND)


def require_mentored(user: User) -> None:
    """Raise NotAllowed unless the person is an officer in the host city."""
    if not may_be_mentored(user):
        raise NotAllowed("exchange.officers_ask")


def mentors(user: User) -> list[User]:
    """Return whom a person may ask: every other officer with an account, of this batch or an earlier one, by name."""
    sent = Posting.objects.filter(officer__user__isnull=False).values("officer__user")
    return list(User.objects.active().filter(pk__in=sent).exclude(pk=user.pk).order_by("name", "pk"))
