"""What a unit at home wants to know, and what officers find out."""

from django.db import models

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.exchange.querysets import QuestionQuerySet
from hometown.exchange.rules import Moments, State, state_of
from hometown.fieldwork.models import Activity
from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Unit
from hometown.tasks.models import Task


class Question(LedgeredModel):
    """A question that a unit at home sets 出题: what, why, by when. One officer has it, others may help.

    `asker` looks at the answers: who asked, until that is passed on. `batch` is the one it was asked in, or whose
    officer claimed it. `task` is the to-do of who has the next move: the holder, or the asker once there is an answer.
    """

    text_fields = frozenset({"title", "why", "withdrawn_because"})
    searched_fields = ("title", "why")

    theme = models.CharField(max_length=40)  # a code of the policy's themes
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="questions_asked")
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="questions_followed")
    asked_on = models.DateField()
    due_on = models.DateField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    benchmark = models.ForeignKey(
        "exchange.Benchmark", on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )

    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="questions_held")
    claimed_on = models.DateField(null=True, blank=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)  # of the answer the asker is to look at
    further_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], name="question_due"),
            models.Index(fields=["-asked_on", "-id"], name="question_newest"),
            models.Index(fields=["theme", "-asked_on", "-id"], name="question_of_theme"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(
            Moments(self.claimed_on, self.answered_on, self.further_on, self.accepted_on, self.withdrawn_on)
        )


class QuestionHelper(LedgeredModel):
    """An officer who helps the one that has the question."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="helpers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="questions_helped")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="helps_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.question_id}"


class Answer(LedgeredModel):
    """What an officer found 答案, and where from. The asker accepts it, or asks further.

    `activity` is the visit or study on which it was found: whom one met there and what was photographed stand with it
    and are not written a second time.
    """

    text_fields = frozenset({"text", "sources", "further"})
    searched_fields = ("text",)

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="answers_given")
    on = models.DateField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    text = models.TextField()
    sources = models.TextField(blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")

    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    further_on = models.DateField(null=True, blank=True)
    further_by = models.UUIDField(null=True, blank=True)
    further = models.CharField(max_length=1000, blank=True)  # what the asker still wants to know

    class Meta:
        indexes = [models.Index(fields=["question", "on", "id"], name="answer_of_question")]

    def __str__(self) -> str:
        return self.text[:60]


class AnswerContact(LedgeredModel):
    """A person whom the answer comes from, one of our contacts."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="contact_links")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="answer_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "contact"], name="contact_once_an_answer")]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.answer_id}"


class AnswerFile(LedgeredModel):
    """A photograph or paper with an answer. Never asked for."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="answer_files")
    file_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.file_name
