from django.urls import path

from .web import care, duty, feedback, readers

urlpatterns = [
    path("duty/", duty.duty, name="duty"),
    path("duty/<uuid:pk>/", duty.posting, name="duty-posting"),
    path("duty/<uuid:pk>/task/", duty.give, name="duty-give"),
    path("duty/<uuid:pk>/feedback/", feedback.write, name="feedback-write"),
    path("duty/tasks/<uuid:pk>/", duty.host_task, name="host-task"),
    path("feedback/<uuid:pk>/", feedback.feedback, name="feedback"),
    path("feedback/<uuid:pk>/edit/", feedback.edit, name="feedback-edit"),
    path("feedback/<uuid:pk>/take-back/", feedback.take_back, name="feedback-take-back"),
    path("feedback/<uuid:pk>/seen/", feedback.seen, name="feedback-seen"),
    path("feedback/<uuid:pk>/answer/", feedback.answer_it, name="feedback-answer"),
    path("care/", care.care, name="care"),
    path("care/note/", care.note, name="care-note"),
    path("care/note-for/", care.note_for, name="care-note-for"),
    path("care/readers/", readers.reader_list, name="care-readers"),
    path("care/readers/<uuid:pk>/name/", readers.name, name="care-reader-name"),
    path("care/readers/<uuid:pk>/end/", readers.end, name="care-reader-end"),
    path("care/needs/<uuid:pk>/", care.need, name="need"),
    path("care/needs/<uuid:pk>/read/", care.read, name="need-read"),
    path("care/needs/<uuid:pk>/step/", care.step, name="need-step"),
    path("care/needs/<uuid:pk>/withdraw/", care.withdraw, name="need-withdraw"),
]
