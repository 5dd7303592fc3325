"""Pages of the face: headers, refusals, the frame, the style guide in both languages."""

import re

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from hometown.face.headers import HEADERS, SecurityHeadersMiddleware
from hometown.face.methods import MethodsMiddleware

HAN = re.compile(r"[\u3400-\u9fff]")
HTMX = {"HX-Request": "true"}


def text_of(response: HttpResponseBase) -> str:
    """The page's words without its marks, head and options."""
    assert isinstance(response, HttpResponse)
    page = "<main" + response.content.decode().split("<main", 1)[1]
    return re.sub(r"<[^>]+>", " ", page)


def test_every_answer_has_a_strict_content_policy(visitor: Client):
    response = visitor.get("/parts")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert {name: response[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("answer", [HttpResponse("words"), StreamingHttpResponse(iter([b"words"]))])
def test_head_is_answered_like_get_without_a_body(answer: HttpResponseBase):
    asked: list[str | None] = []

    def view(request: HttpRequest) -> HttpResponseBase:
        asked.append(request.method)
        return answer

    assert b"".join(MethodsMiddleware(view)(RequestFactory().head("/"))) == b""
    assert asked == ["GET"]


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH"])
def test_other_methods_reach_no_page(method: str):
    refused = MethodsMiddleware(lambda _: HttpResponse("words"))(RequestFactory().generic(method, "/"))
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, POST")


def test_a_view_may_set_a_header_of_its_own():
    answer = SecurityHeadersMiddleware(lambda _: HttpResponse(headers={"Referrer-Policy": "no-referrer"}))
    assert answer(RequestFactory().get("/"))["Referrer-Policy"] == "no-referrer"


def test_the_style_guide_is_whole_in_english(visitor: Client):
    response = visitor.get("/parts?lang=en")
    assert response.status_code == 200
    assert '<html lang="en">' in response.content.decode()
    assert set(HAN.findall(text_of(response))) <= set("简体中文")


def test_the_style_guide_is_whole_in_chinese(visitor: Client):
    response = visitor.get("/parts?lang=zh-hans")
    assert '<html lang="zh-Hans">' in response.content.decode()
    words = set(re.findall(r"[A-Za-z]{4,}", text_of(response)))
    frame = {
        "Today",
        "Projects",
        "Overview",
        "Investment",
        "Firms",
        "Rules",
        "Policy",
        "Record",
        "Wang",
        "Shenzhi",
        "Bureau",
    }
    assert words - frame <= {"English"}


@pytest.mark.parametrize(
    ("theme", "link"),
    [
        ("auto", 'dark.css" media="screen and (prefers-color-scheme: dark)"'),
        ("dark", 'dark.css" media="screen"'),
        ("light", None),
        ("nonsense", 'dark.css" media="screen and (prefers-color-scheme: dark)"'),
    ],
)
def test_the_server_links_the_dark_sheet_as_the_person_likes(visitor: Client, theme, link):
    page = visitor.get(f"/parts?lang=en&theme={theme}").content.decode()
    assert (link in page) if link else ("dark.css" not in page)


def test_no_page_needs_an_inline_style_or_script(visitor: Client):
    page = visitor.get("/parts").content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", page)


def test_every_id_of_the_style_guide_is_there_once(visitor: Client):
    ids = re.findall(r'\sid="([^"]+)"', visitor.get("/parts").content.decode())
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.parametrize(("kind", "status"), [("rule", 409), ("access", 403), ("input", 400), ("fields", 400)])
def test_a_refusal_is_a_page_with_its_own_status(visitor: Client, kind, status):
    response = visitor.get(f"/refuse/{kind}?lang=zh-hans")
    assert response.status_code == status
    page = response.content.decode()
    assert "怎么办" in page
    assert 'href="/"' in page


def test_a_refusal_of_access_says_who_can(visitor: Client):
    assert "权限由安全管理员发放" in visitor.get("/refuse/access").content.decode()


def test_a_refusal_links_back_only_to_a_page_of_ours(visitor: Client):
    ours = visitor.get("/refuse/rule?lang=en", HTTP_REFERER="http://testserver/parts").content.decode()
    other = visitor.get("/refuse/rule?lang=en", HTTP_REFERER="http://elsewhere.example/parts").content.decode()
    assert 'href="http://testserver/parts"' in ours
    assert "elsewhere" not in other


def test_htmx_gets_a_refusal_as_a_notice_for_the_messages(visitor: Client):
    response = visitor.get("/refuse/fields", headers=HTMX)
    assert response.status_code == 400
    assert response["HX-Retarget"] == "#messages"
    assert "<html" not in response.content.decode()
    assert response.content.decode().count("<li>") == 1


def test_a_program_gets_a_refusal_as_json(visitor: Client):
    response = visitor.get("/refuse/fields?lang=en", headers={"Accept": "application/json"})
    body = response.json()
    assert (response.status_code, body["code"]) == (400, "face.bad_request")
    assert body["message"].startswith("The address or the form is not whole.")
    assert body["fields"]["met_on"]["code"] == "face.not_found"


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_an_address_without_a_page_says_so(visitor: Client, lang):
    response = visitor.get(f"/nowhere?lang={lang}")
    assert response.status_code == 404
    assert ("Nothing here" if lang == "en" else "这里没有内容") in response.content.decode()


def test_a_bug_answers_500_without_its_trace(visitor: Client):
    response = visitor.get("/fail?lang=en")
    assert response.status_code == 500
    assert "ZeroDivision" not in response.content.decode()
    assert "Something broke" in response.content.decode()


def test_a_bug_behind_htmx_is_a_notice(visitor: Client):
    response = visitor.get("/fail", headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (500, "#messages")


def test_a_form_without_its_token_says_what_to_do(small_site, settings):
    settings.CSRF_FAILURE_VIEW = "hometown.face.web.form_expired"
    response = Client(enforce_csrf_checks=True).post("/choose", {"language": "en"})
    assert response.status_code == 403
    assert "再存一次" in response.content.decode()


def test_choosing_a_language_lasts_and_returns_to_the_page(visitor: Client):
    response = visitor.post("/choose", {"language": "en", "next": "/parts"})
    assert (response.status_code, response["Location"]) == (302, "/parts")
    assert '<html lang="en">' in visitor.get("/parts").content.decode()
    visitor.post("/choose", {"theme": "dark"})
    page = visitor.get("/parts").content.decode()
    assert '<html lang="en">' in page
    assert 'media="screen"' in page


def test_choosing_never_leads_to_another_site(visitor: Client):
    assert visitor.post("/choose", {"language": "en", "next": "//elsewhere.example/"})["Location"] == "/"
    assert visitor.get("/choose").status_code == 405


def test_the_frame_marks_where_one_is_and_what_waits(visitor: Client):
    page = visitor.get("/parts?lang=en").content.decode()
    assert page.count('aria-current="page"') >= 3  # sidebar, tab bar, tabs
    assert '<span class="count">6</span>' in page
    assert 'href="#menu"' in page
