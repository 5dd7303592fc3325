"""The frame of the small site: what config's context processor gives in the real one."""

from django.http import HttpRequest

from hometown.face.frame import FramePerson, NavigationGroup, NavigationItem


def frame(request: HttpRequest) -> dict[str, object]:
    """Return a navigation in two groups, a tab bar and a person."""
    today = NavigationItem("Today", "/today", "today", count=6)
    board = NavigationItem("Projects", "/parts", "board", current=True, count=29)
    return {
        "navigation": [
            NavigationGroup("", [today, NavigationItem("Overview", "/overview", "chart")]),
            NavigationGroup("Investment", [board, NavigationItem("Firms", "/firms", "visit")]),
            {"label": "Rules", "items": [{"label": "Policy", "url": "/policy", "icon": "policy"}]},
        ],
        "tab_bar": [today, board, NavigationItem("Record", "/record", "plus", add=True)],
        "person": FramePerson("Wang Shenzhi", "Bureau", "/me"),
        "search_url": "/search",
        "preferences_url": "/choose",
        "sign_out_url": "/sign-out",
    }
