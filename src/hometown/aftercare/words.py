"""Sentences for the refusals of service after signing."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such record, or it is not yours to see."), who=_("The home bureau can say who holds it.")
    ),
    "no_link": Sentence(
        _("This link opens nothing, or no longer."),
        do=_("Ask your steward for a new one."),
        who=_("They can make one."),
    ),
    "server_only": _("%(unit)s deals with this. Whoever has the duty there can."),
    "keeper_only": _("%(unit)s sees to this promise. Whoever has the duty there can."),
    "coordinator_only": _("The home bureau or the branch secretary decides this."),
    "not_your_firm": Sentence(
        _("%(company)s is served by others."),
        do=_("Tell its steward, who writes it down."),
        who=_("The home bureau can name the steward."),
    ),
    "no_bureau": Sentence(
        _("The city has no bureau on record, so nobody could have this."), do=_("Add the bureau to the units first.")
    ),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "words_needed": _("Say it in words."),
    "reason_needed": _("Give the reason."),
    "choose_one": _("Choose one of the list."),
    "in_the_future": _("This day is still to come. Give a day that has been."),
    "day_to_come": _("Give a day to come."),
    "not_landed": _("Choose a signed project of this firm."),
    "not_their_contact": _("This person is of another firm."),
    "not_of_unit": _("%(person)s has no duty at %(unit)s."),
    "nobody_there": Sentence(
        _("Nobody at %(unit)s may deal with this yet."), do=_("Give somebody there the duty first.")
    ),
    "closed_already": _("This was closed on %(day)s."),
    "accepted_already": _("This was accepted on %(day)s."),
    "accept_first": _("Accept it first; then it may wait."),
    "paused_already": _("This waits since %(day)s."),
    "not_paused": _("This does not wait."),
    "raised_already": _("The city was asked to step in on %(day)s."),
    "not_raised": _("Nobody asked the city to step in."),
    "still_open": _("This is not closed yet."),
    "rated_already": _("You have rated this already. Thank you."),
    "too_many_open": Sentence(
        _("%(count)s of your requests stand open."), do=_("Wait until one is closed, or call your steward.")
    ),
    "said_enough": Sentence(
        _("You have written %(count)s times about this."), do=_("Call your steward, or ask for something new.")
    ),
    "favour_without_basis": Sentence(
        _("This reads like a favour to one firm: %(words)s. Without a legal basis nothing is sent."),
        do=_("Give the legal basis, or choose the promise on record that has it."),
    ),
    "another_promise": _("This promise was made to another firm."),
    "basis_needed": _("Every promise rests on something: the law, the document, the clause of the contract."),
    "review_needed": _("A favour needs its fair-competition review: the day and the number."),
    "reads_like_a_favour": _("This reads like a favour: %(words)s. Choose that kind, and give its review."),
    "before_promised": _("Give a day from %(day)s on, when it was promised."),
    "promise_ended": _("This promise ended on %(day)s."),
    "cannot_serve": _("%(person)s cannot have this. Choose somebody else with the duty to serve firms."),
    "nothing_to_pass": _("%(person)s has nothing to pass on."),
    "may_not_offer": _("Your duties do not include appointments."),
    "time_needed": _("Offer at least one time."),
    "too_many_times": _("Offer at most %(count)s times."),
    "time_passed": _("This time has begun already."),
    "ends_before": _("It ends after it begins, and within a day."),
    "time_taken": Sentence(_("This time is taken by now."), do=_("Pick another one, or call who invited you.")),
    "not_free": _("You are expected elsewhere at that time."),
    "offer_over": Sentence(_("This can be answered no more."), do=_("Call who invited you.")),
    "revoked_already": _("This link was taken back on %(day)s."),
}
