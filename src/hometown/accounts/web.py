"""Pages of signing in, of oneself, and of the security administrator."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hometown.face.forms import place_refusal
from hometown.face.sentences import sentence_of
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, Refusal, RuleBroken

from . import access, actions, forms, sessions, unsent
from .capabilities import Capability
from .guards import guarded, open_to_all, signed_in
from .holding import role_names
from .middleware import keep_language
from .models import Grant, SignInAttempt

MANAGE, AUDIT = Capability.MANAGE_ACCOUNTS.value, Capability.READ_AUDIT.value


@open_to_all
@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The sign-in page."""
    if request.user.is_authenticated:
        return redirect(_after_sign_in(request))
    form = forms.SignInForm(request.POST or None)
    carried = request.POST.get(unsent.FIELD, "")
    if request.method == "POST" and form.is_valid() and _sign_in(request, form):
        return _sent_on(request, carried) or redirect(_after_sign_in(request))
    status = 422 if form.errors else 200
    page = {"form": form, "next": request.GET.get("next", ""), "unsent": carried, "demo": demo_sign_ins()}
    return render(request, "accounts/sign_in.html", page, status=status)


def _sign_in(request: HttpRequest, form: forms.SignInForm) -> bool:
    name, address = form.cleaned_data["login"].strip().lower(), request.META.get("REMOTE_ADDR")
    try:
        sessions.require_unlocked(name)
        user = authenticate(request, login=name, password=form.cleaned_data["password"])
        sessions.note_attempt(name, succeeded=user is not None, address=address)
        if user is None:
            raise BadInput("accounts.wrong")
    except Refusal as refusal:
        place_refusal(form, refusal)
        return False
    login(request, user)
    sessions.begin_session(access.person(request), request.session.session_key or "")
    return True


def _sent_on(request: HttpRequest, carried: str) -> HttpResponse | None:
    """Show the form that waited for this person to sign in; None where none did."""
    waits = unsent.waiting(carried)
    if waits is None:
        return None
    if waits.is_for(access.person(request)):
        return unsent.send_on(request, waits)
    messages.warning(request, str(sentence_of(RuleBroken("accounts.not_typed_by_you")).what))
    return None


def _after_sign_in(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse(settings.LOGIN_REDIRECT_URL)


def demo_sign_ins() -> list[tuple[str, str]]:
    """Return the demo's sign-ins to print on the page, where this home holds a demo and nothing else."""
    path = settings.HOMETOWN_HOME / "demo-sign-ins.txt"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(parts[0], parts[1]) for parts in (line.split("\t") for line in lines) if len(parts) >= 2]


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return redirect("sign-in")


def _back(request: HttpRequest) -> str:
    """Return the page of this house to go back to, or nothing."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe else ""


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Change the language, also before signing in."""
    wanted = request.POST.get("language", "")
    if wanted not in actions.LANGUAGES:
        raise BadInput("accounts.no_such_choice")
    response = HttpResponseRedirect(_back(request) or reverse("sign-in"))
    if request.user.is_authenticated:
        person = access.person(request)
        actions.set_preferences(person, language=wanted, theme=person.theme)
    keep_language(response, wanted, secure=request.is_secure())
    return response


@signed_in
def my_settings(request: HttpRequest) -> HttpResponse:
    """Language, theme, grants and sessions of the person themselves."""
    person = access.person(request)
    now = {"language": person.language, "theme": person.theme}
    # The frame of each page sends one of the two; what it does not send stays.
    form = forms.PreferencesForm({**now, **request.POST.dict()} if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        actions.set_preferences(person, **form.cleaned_data)
        answer = HttpResponseRedirect(_back(request) or reverse("my-settings"))
        keep_language(answer, person.language, secure=request.is_secure())
        return answer
    page = {
        "form": form,
        "grants": person.grants.standing(clock.today()).order_by("first_on"),
        "sessions": person.sessions.order_by("-at"),
        "this_session": request.session.session_key,
        "role_names": role_names(clock.today()),
        "ways": [row for also in access.also_mine for row in also(person)],
    }
    return render(request, "accounts/my_settings.html", page)


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponseBase:
    """Sign out everywhere else."""
    sessions.end_sessions(access.person(request), but=request.session.session_key or "")
    return redirect("my-settings")


@signed_in
def my_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's own password."""
    person = access.person(request)
    form = forms.PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not person.check_password(form.cleaned_data["current"]):
                raise BadInput("accounts.wrong")
            actions.set_password(person, user=person, password=form.cleaned_data["new"])
        except Refusal as refusal:
            place_refusal(form, refusal)
        else:
            update_session_auth_hash(request, person)
            request.session.save()
            sessions.begin_session(person, request.session.session_key or "")
            messages.info(request, _("The password is changed. Other sessions have ended."))
            return redirect("my-settings")
    return render(request, "accounts/my_password.html", {"form": form}, status=422 if form.errors else 200)


# --- the security administrator -----------------------------------------------------------------------------------


@guarded(MANAGE)
def account_list(request: HttpRequest) -> HttpResponse:
    """Every account."""
    wanted = request.GET.get("q", "").strip()
    rows = access.accounts()
    if wanted:
        rows = rows.filter(login__icontains=wanted) | rows.filter(name__icontains=wanted)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "accounts/account_list.html", {"page": page, "q": wanted})


@guarded(MANAGE)
def account_add(request: HttpRequest) -> HttpResponseBase:
    """Open an account."""
    form = forms.AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.add_user(access.person(request), **form.cleaned_data)
            return redirect("account", user.pk)
        except Refusal as refusal:
            place_refusal(form, refusal)
    return render(request, "accounts/account_add.html", {"form": form}, status=422 if form.errors else 200)


@guarded(MANAGE)
def account(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One account: its grants, its recent sign-ins, and what may be done to it."""
    user = access.account(pk)
    names = role_names(clock.today())
    form = forms.GrantForm(request.POST or None, roles=sorted(names.items()), initial={"first_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant(access.person(request), user=user, **form.cleaned_data)
            return redirect("account", user.pk)
        except Refusal as refusal:
            place_refusal(form, refusal)
    page = {
        "account": user,
        "form": form,
        "grants": user.grants.order_by("revoked_on", "-first_on"),
        "attempts": SignInAttempt.objects.filter(login=user.login).order_by("-at")[:10],
        "role_names": names,
        "today": clock.today(),
    }
    return render(request, "accounts/account.html", page, status=422 if form.errors else 200)


@guarded(MANAGE)
@require_POST
def grant_revoke(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Take a grant back."""
    standing = Grant.objects.filter(pk=pk).select_related("user").first()
    if standing is None:
        raise RuleBroken("accounts.gone")
    actions.revoke(access.person(request), standing)
    return redirect("account", standing.user_id)


@guarded(MANAGE)
@require_POST
def account_lock(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Close or reopen an account for signing in."""
    user = access.account(pk)
    if user.is_active:
        actions.lock(access.person(request), user=user, reason=request.POST.get("reason", "")[:300])
    else:
        actions.unlock(access.person(request), user=user)
    return redirect("account", user.pk)


@guarded(MANAGE)
def account_password(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Give somebody a new password, which they change at their next sign-in."""
    user = access.account(pk)
    form = forms.NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_password(access.person(request), user=user, password=form.cleaned_data["password"])
            return redirect("account", user.pk)
        except Refusal as refusal:
            place_refusal(form, refusal)
    page = {"form": form, "account": user}
    return render(request, "accounts/account_password.html", page, status=422 if form.errors else 200)
