"""Sentences for the refusals of chains."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

SENTENCES = {
    "gone": Sentence(
        _("There is no such record, or it is not yours to see."), who=_("The home bureau can say who holds it.")
    ),
    "look_over": _("Some entries cannot stand. Look at the marked fields."),
    "say_it": _("Say it in words."),
    "editor_only": _("The home bureau keeps the map of the chains."),
    "lead_only": Sentence(
        _("%(person)s leads this pursuit."), who=_("The branch secretary and the home bureau coordinate.")
    ),
    "pursuer_only": _("Who may file a lead may go after a firm."),
    "coordinator_only": _("The branch secretary or the home bureau does this."),
    "keeper_only": _("%(person)s keeps this pair."),
    "no_such_chain": _("There is no such chain in the rules."),
    "name_taken": _("The chain has a node of this name already."),
    "number_out_of_range": _("This number cannot be right."),
    "not_at_home": _("%(company)s is not registered at home. A firm elsewhere is pursued, not put in the node."),
    "at_home_already": _("%(company)s is registered at home already. Put it in the node instead."),
    "in_node_already": _("%(company)s stands in this node already."),
    "still_pursued": _("A firm is still pursued for this node. End that first."),
    "one_thing": _("Follow one thing: a chain, a node or a firm."),
    "watched_already": _("You follow this already."),
    "not_your_watch": _("Whoever follows it writes the note."),
    "over_already": _("This is over since %(day)s."),
    "too_many_listed": Sentence(
        _("%(count)s firms are more than a run holds (%(most)s)."), do=_("Screen again with a smaller --top.")
    ),
    "map_invalid": _("The map has %(count)s mistakes. Nothing is kept of it until they are mended."),
    "map_too_long": _("The text has more than %(most)s characters."),
    "map_same": _("It says what version %(number)s says, which is in force."),
    "map_overtaken": Sentence(
        _("Version %(number)s was put in force after this one was made."),
        do=_("Take it up as a draft: it is compared with the map in force, and proposed again."),
    ),
    "map_decided": _("Version %(number)s is decided on already."),
    "own_map": Sentence(
        _("You proposed this version yourself."), who=_("Somebody else who adopts rules puts it in force.")
    ),
    "adopter_only": _("Who adopts rules puts a version of the map in force."),
    "draft_changed": Sentence(
        _("The draft was changed meanwhile, in another window."), do=_("Open this page anew and make the change again.")
    ),
    "draft_there": Sentence(_("You have a draft already."), do=_("Propose it or throw it away first.")),
    "draft_unsound": Sentence(
        _("The text of the draft has %(count)s mistakes."), do=_("Mend them in the whole text first.")
    ),
    "last_node": _("A chain keeps one node at least."),
    "nothing_listed": _("No row of %(file)s can be loaded."),
    "loaded_already": _("This result was loaded on %(day)s. Nothing is changed."),
    "decided_already": _("Somebody has decided on %(company)s already."),
    "not_dismissed": _("%(company)s was not left out."),
    "of_older_run": _("%(company)s is of an older run. Decide in the newest one."),
    "in_newer_run": Sentence(_("%(company)s stands in a newer run."), do=_("Open it there.")),
    "pursued_already": Sentence(_("%(person)s goes after this firm already."), do=_("Ask to be given an approach.")),
    "day_has_passed": _("Give today or a day to come."),
    "other_firm": _("This person is at another firm."),
    "no_pursuer": _("%(person)s has no duty that goes after firms."),
    "no_unit_of_home": _("%(unit)s is no unit of home."),
    "no_unit_of_host": _("%(unit)s is no district or unit of the host city."),
    "paired_already": _("These two are paired for this already."),
    "say_or_name": _("Say what was settled, or name the activity that tells of it."),
    "day_not_within": _("Give a day since the pair began that has been."),
}
