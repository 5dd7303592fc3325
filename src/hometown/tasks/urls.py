from django.urls import path

from . import web

urlpatterns = [
    path("tasks/", web.task_list, name="task-list"),
    path("tasks/mine/", web.my_tasks, name="my-tasks"),
    path("tasks/add/", web.task_add, name="task-add"),
    path("tasks/<uuid:pk>/close/", web.task_close, name="task-close"),
    path("tasks/<uuid:pk>/due/", web.task_due, name="task-due"),
    path("tasks/<uuid:pk>/hand/", web.task_hand, name="task-hand"),
]
