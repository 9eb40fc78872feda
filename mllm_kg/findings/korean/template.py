"""The comments of a record to fill in, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    "A record of the kind {kind} ({noun}).": "{kind} 종류의 레코드입니다({noun}).",
    "State only what a page says, and leave out what is not known. Lines with this mark are help.": (
        "페이지에 적힌 것만 적고, 모르는 것은 빼십시오. 이 표시가 있는 줄은 도움말입니다."
    ),
    "Its place is {place}; check it with: mllm-kg validate FILE": (
        "놓을 곳은 {place}입니다. 검사하는 명령: mllm-kg validate FILE"
    ),
    "Kind and slug: lower-case letters from a to z, digits, single hyphens; stable for ever.": (
        "종류와 슬러그: 소문자 a–z, 숫자, 홑 하이픈. 한번 정하면 바꾸지 않습니다."
    ),
    "One of, or a list of: {classes}": "다음 가운데 하나, 또는 여럿의 목록: {classes}",
    "The pages that carry the facts above. A fact from another page goes to a block of `according_to`": (
        "위의 사실이 적힌 페이지입니다. 다른 페이지에 적힌 사실은 `according_to` 블록에 그 페이지를"
    ),
    "with its own `source`, a fact that no page confirms to a block of `unconfirmed`.": (
        "`source`로 밝혀 적고, 어느 페이지도 확인해 주지 않는 사실은 `unconfirmed` 블록에 적습니다."
    ),
    "The day on which the facts were last compared with the pages.": "사실을 페이지와 마지막으로 대조한 날입니다.",
    "Optional: take the mark and the blank away from the keys that you know something for.": (
        "선택 항목: 적을 것이 있는 키에서 표시와 그 뒤의 빈칸을 지우십시오."
    ),
    "required": "필수",
    "One or more of:": "다음 가운데 하나 이상:",
    "One of:": "다음 가운데 하나:",
    "Names, as people write them; known ones: mllm-kg search WORDS {kinds}": (
        "사람들이 쓰는 대로 적은 이름. 이미 있는 이름을 찾으려면: mllm-kg search WORDS {kinds}"
    ),
    "To find one: mllm-kg search WORDS {kinds}": "찾으려면: mllm-kg search WORDS {kinds}",
    "true or false": "true 또는 false",
    "Texts by language, under BCP 47 tags such as en and ko.": "en, ko 같은 BCP 47 태그 아래에 언어별로 적은 글.",
    "Further languages, as people who know them write it: {languages}.": (
        "그 언어를 아는 사람이 적을 수 있으면 더할 언어: {languages}."
    ),
}
