"""Sentences for the refusals of accounts."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "not_yours": _(
        "Your duties do not include this. Ask your unit's coordinator, or the security administrator, who holds it."
    ),
    "security_only": _("Only the security administrator manages accounts."),
    "name_and_login": _("Give both a login and a name."),
    "login_taken": _("The login %(login)s is taken. Choose another."),
    "same_password": _("This is the present password. Choose another."),
    "weak_password": _("Choose another password. %(why)s"),
    "no_such_choice": _("Choose one of the languages and themes shown."),
    "not_oneself": _("Nobody does this to their own account. Ask another administrator."),
    "no_such_role": _("There is no role %(role)s. Roles: %(roles)s."),
    "ends_before_it_begins": _("The grant would end before it begins."),
    "roles_clash": _(
        "The role %(role)s cannot go with %(other)s: administrators are separate persons without business data."
    ),
    "locked": _(
        "Too many wrong passwords. Wait %(minutes)s minutes, or ask the security administrator for a new password."
    ),
    "wrong": _("Login or password is wrong. Check both and try again."),
    "no_line": _("The book has no line %(seq)s."),
    "no_record": _("There is no such record, or it is not yours to see."),
    "being_sent": Sentence(
        _("This very form is being saved."), do=_("Look whether it is there before you send it again.")
    ),
    "signed_out": Sentence(
        _("You were signed out meanwhile. What you typed is still here."),
        do=_("Go on and save: you sign in first, and it is sent on. To read on, load the page again."),
    ),
    "not_typed_by_you": _("Somebody else had typed something here and was signed out. It was not sent and is gone."),
    "gone": _("There is no such account."),
}
