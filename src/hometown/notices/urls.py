from django.urls import path

from . import message_web, web

urlpatterns = [
    path("digest/", web.digest_list, name="digest"),
    path("digest/read/", web.digest_read, name="digest-read"),
    path("my/reminders/", web.my_reminders, name="my-reminders"),
    path("messages/", message_web.message_list, name="message-list"),
    path("messages/<uuid:pk>/resend/", message_web.message_resend, name="message-resend"),
    path("messages/<uuid:pk>/drop/", message_web.message_drop, name="message-drop"),
    path("go/<uuid:pk>/", message_web.message_open, name="message-open"),
    path("addresses/", message_web.address_list, name="channel-address-list"),
    path("addresses/<uuid:pk>/", message_web.addresses, name="channel-addresses"),
]
