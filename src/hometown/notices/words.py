"""Words of reminders and messages: sentences for refusals, states, reasons, and the verbs of the book."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_day": _("Say of which day the digest is."),
    "no_message": _("There is no such message, or it was not sent to you."),
    "not_stuck": _("Only a message that failed or is uncertain can be sent again or let be."),
    "administrator_enters": _("The security administrator enters under which id a messenger knows a person."),
    "one_id": _("Write one id, without spaces or commas."),
}

STATES: dict[str, Any] = {
    "waiting": _("waits to go out"),
    "sent": _("sent out"),
    "failed": _("did not go out"),
    "uncertain": _("uncertain"),
    "dropped": _("let be"),
}
TONES = {"sent": "green", "failed": "red", "uncertain": "amber"}
CHANNELS: dict[str, Any] = {"wecom": _("WeCom"), "dingtalk": _("DingTalk"), "feishu": _("Feishu")}
REASONS: dict[str, Any] = {
    "no_way": _("the messenger is not set up any more, or the person has no id there"),
    "no_such_account": _("the messenger knows no such account"),
    "not_licensed": _("the account has no licence for this app"),
    "not_wanted": _("the person blocked the app"),
    "refused": _("the messenger refused the message"),
    "too_often": _("too many messages for a while"),
    "token_ended": _("the key had ended"),
    "no_token": _("the messenger gave no key: look at the secrets"),
    "not_reached": _("the messenger could not be reached"),
    "no_answer": _("no answer that could be read"),
    "cut_off": _("cut off before the answer came"),
    "killed": _("this system stopped before the answer came"),
    "address_not_allowed": _("the address of the messenger is not allowed"),
}
VERBS = {
    "message.queued": _("queued a message"),
    "message.sent": _("sent a message"),
    "message.failed": _("noted that a message failed"),
    "message.uncertain": _("noted that a message may not have arrived"),
    "message.released": _("had a message sent again"),
    "message.dropped": _("let a message be"),
    "channel_address.set": _("entered the id of a person at a messenger"),
}


def reason_words(code: str) -> str:
    """Return what a reason means; the messenger's own code as it is."""
    return str(REASONS.get(code, code.replace("_", " ")))
