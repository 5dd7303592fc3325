"""Sentences for the refusals of files."""

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

_INSTEAD = _("Pictures (JPEG, PNG, WebP), PDF, Word (docx), Excel (xlsx), text and mail (eml) are received.")

SENTENCES = {
    "no_such_shape": _("Documents are made as docx or pdf."),
    "no_office": Sentence(
        _("This installation makes no PDF: it has no LibreOffice."),
        do=_("Take the Word file, or print the page."),
    ),
    "not_laid_out": Sentence(_("The PDF could not be made."), do=_("Take the Word file, or try again in a minute.")),
    "may_not_receive": _("You may not add files here."),
    "empty": _("The file is empty."),
    "too_large": Sentence(
        _("The file is larger than %(most_mb)s MB."), do=_("Scan it in grey, or send the pages that matter.")
    ),
    "not_received": Sentence(_("Files of this kind (%(what)s) are not received."), do=_INSTEAD),
    "is_a_page": Sentence(
        _("Web pages and drawings with code (html, svg, xml) are not received."), do=_("Print it to PDF.")
    ),
    "is_a_program": _("Programs are not received."),
    "is_an_archive": Sentence(_("Archives are not received."), do=_("Unpack it and add the files one by one.")),
    "is_old_office": Sentence(
        _("Old Word, Excel and WPS files are not received: nobody sees from outside what runs in them."),
        do=_("Save it as docx, xlsx or PDF."),
    ),
    "is_other_office": Sentence(_("Only Word and Excel files of the new kind are received."), do=_("Save it as PDF.")),
    "is_heic": Sentence(
        _("Pictures in HEIC cannot be opened here."), do=_("Let the phone save them as JPEG, or send a screenshot.")
    ),
    "is_other_picture": Sentence(_("Pictures of this kind cannot be opened here."), do=_("Save it as JPEG or PNG.")),
    "is_a_bomb": _("The file would unpack to far more than it seems. It is not received."),
    "has_macros": Sentence(_("The file holds macros."), do=_("Save it without macros, or as PDF.")),
    "has_embedded": Sentence(_("Another file is embedded in this one."), do=_("Save it as PDF, or add both files.")),
    "calls_outside": Sentence(_("The file loads its template from elsewhere."), do=_("Save it as PDF.")),
    "locked": Sentence(_("The file is locked with a password."), do=_("Save it without one.")),
    "broken": Sentence(_("The file cannot be opened: it is damaged or cut off."), do=_("Save or scan it again.")),
    "too_slow": Sentence(_("The file takes too long to open."), do=_("Print it to PDF anew, or send fewer pages.")),
    "too_many_pixels": Sentence(_("The picture has too many pixels."), do=_("Save it smaller.")),
    "too_many_pages": Sentence(_("The PDF has too many pages."), do=_("Send the pages that matter.")),
    "too_large_inside": Sentence(_("The file takes too much room to open."), do=_("Send it in parts.")),
    "only_handed_out": _("Word and Excel files are not shown here. Download it to read it."),
    "no_such_page": _("The file has no page %(page)s."),
    "bytes_changed": Sentence(
        _("File %(fingerprint)s is not what was received."), who=_("Tell the system administrator at once.")
    ),
    "bytes_gone": Sentence(
        _("File %(fingerprint)s is not where it was kept."), who=_("Tell the system administrator at once.")
    ),
}
