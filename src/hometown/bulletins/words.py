"""Sentences for the refusals of bulletins."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "no_batch": _("There is no such batch. Batches that exist: %(numbers)s."),
    "no_figure": _("There is no figure called %(name)s."),
    "bad_moment": _("Write the day as 2019-12-31."),
    "case_not_yours": _("The branch secretary or the bureau chooses the case of a review."),
    "case_projects": _("Choose at least one project of this officer for the case."),
    "picture_words": _("Say in a few words what the photograph shows."),
    "picture_consent": _("Say how it stands with the people in it."),
    "no_picture_of_batch": _("Only pictures kept with this batch's activities, each once, stand in its review."),
    "no_note_of_batch": _("Only notes that officers of this batch have shared, each once, stand in its review."),
    "other_words": _("Shorten the note, do not reword it: mark what is left out with an ellipsis."),
    "no_such_picture": _("The review does not show this."),
    "no_key": _("No key that seals can be read here. Run `hometown seal` where one lies, or `hometown key new`."),
    "key_stands": _("A key stands already. Put another in its place with `hometown key rotate`."),
    "no_such_key": _("There is no key %(key)s."),
    "revoked_why": _("Say why the key is no longer to be believed."),
    "no_head": _("Type the head as it was printed: the number of lines, then the root."),
    "head_to_come": _("This book has %(size)s lines; the head is of a longer one."),
    "no_such_code": _("There is no sealed figure under this code."),
    "no_bulletin": _("There is no bulletin of this month that you may read."),
    "no_section": _("A bulletin has no such section."),
    "no_recipient": _("Nobody of this kind is on the list."),
    "month_to_come": _("This month has not begun."),
    "batch_to_come": _("This batch began on %(day)s, after that month."),
    "drafted_already": _("There is a bulletin of this month already."),
    "look_over": _("Look over what is marked."),
    "typed_in_text": Sentence(
        _("“%(text)s” is a typed number."), do=_("Put a figure in its place: choose one below, as {visited}.")
    ),
    "unknown_in_text": Sentence(_("There is no figure {%(text)s}."), do=_("Choose one from the list below.")),
    "unpaired_in_text": _("A brace stands alone. A figure stands between two: {visited}."),
    "number_taken": _("Another bulletin of this year has this number."),
    "not_a_draft": Sentence(
        _("This bulletin is no draft any more."), do=_("Return it to draft, with the reason, first.")
    ),
    "not_reviewed": _("Somebody reviews a bulletin before it is signed off."),
    "not_signed": _("This bulletin is not signed off, so it is not sealed."),
    "sealed_already": Sentence(
        _("This bulletin is sealed."), do=_("What was wrong in it is corrected in the next one.")
    ),
    "is_draft": _("This bulletin is a draft already."),
    "why_returned": _("Say why it goes back."),
    "wrote_it": Sentence(_("You wrote in this bulletin."), do=_("Somebody else takes this step.")),
    "reviewed_it": Sentence(_("You reviewed this bulletin."), do=_("Somebody else signs it off.")),
    "not_a_writer": Sentence(_("You do not write bulletins."), who=_("The bureau does.")),
    "not_a_reviewer": Sentence(_("You do not review bulletins."), who=_("The statistician or the bureau does.")),
    "not_a_signer": Sentence(_("You do not sign bulletins off."), who=_("A leader or the bureau does.")),
    "reads_none": _("%(person)s may read no bulletin, so none is sent to them."),
    "on_the_list": _("%(person)s is on the list already."),
    "off_the_list": _("They are off the list already."),
    "not_sealed": _("Only a sealed bulletin is sent."),
    "nobody_waits": Sentence(_("Everybody on the list has got it."), do=_("Put somebody on the list first.")),
    "not_your_copy": _("This copy went to somebody else."),
    "not_a_verifier": Sentence(_("You do not look at records again."), who=_("A verifier does.")),
    "no_sample": _("There is no sample of this kind that you may see."),
    "sample_size": _("Draw at least one record, and at most a hundred."),
    "drawn_already": Sentence(
        _("A sample was drawn from this figure already."),
        do=_("One figure is drawn from once, so that nobody tries until it suits."),
    ),
    "nothing_to_draw": _("This figure counted no record, so none can be drawn."),
    "sample_reason": _("Say why it does not hold."),
    "checked_already": _("This record was checked on %(on)s."),
    "sampled_unseen": Sentence(_("You may not open this record."), who=_("Another verifier checks it.")),
    "sampled_own": Sentence(_("You had a hand in this record."), who=_("Another verifier checks it.")),
    "not_sealed_here": _("This book knows no such bundle."),
}
