"""What no city may write into its rules, because the law leaves no room for it.

State Council General Office rules on government apps and the Cyberspace Commission's opinions of 2023-12-18 against
formalism at the fingertips: no check-in, no points, no ranking of persons, no tracks, no compulsory pictures, no
online time, no forced reply. The shape has no field for any of them; this list only makes the refusal say why.
"""

import re

_KEY = re.compile(
    r"^(?:.*_)?(?:check_?ins?|leader_?boards?|rank(?:s|ing|ings)?|gps|geo_?fence|step_?count|online_?time|streaks?)(?:_.*)?$"
    r"|^(?:.*_)?(?:photos?_required|require_photos?|compulsory_photos?|forced_reply|must_reply)$"
    r"|^(?:bonus_|attendance_|reward_)?points?(?:_per_.*|_system)?$"
    r"|打卡|签到|积分|排名|排行榜|轨迹|在线时长|强制拍照|必须拍照|强制回复|必须回复",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"打卡|签到|积分|排行榜|定位轨迹|在线时长|强制拍照|强制回复|check-?in\b|leaderboard|\bGPS\b",
    re.IGNORECASE,
)


def is_forbidden_key(key: str) -> bool:
    """Tell whether a key (or a code) names something the law forbids."""
    return bool(_KEY.search(key))


def is_forbidden_label(label: str) -> bool:
    """Tell whether the words of a thing name something the law forbids."""
    return bool(_LABEL.search(label))
