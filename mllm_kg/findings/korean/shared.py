"""Sentences of several rooms, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    "Did you mean {names}?": "혹시 {names} 아닙니까?",
    "Did you mean {near}?": "혹시 {near} 아닙니까?",
    "Did you mean `{near}`?": "혹시 `{near}` 아닙니까?",
    "Did you mean <{near}>?": "혹시 <{near}> 아닙니까?",
    "Did you mean '{first}'?": "혹시 '{first}' 아닙니까?",
    "Did you mean '{first}' or '{second}'?": "혹시 '{first}' 또는 '{second}' 아닙니까?",
    "Did you mean {names}? {advice}": "혹시 {names} 아닙니까? {advice}",
    "{id} stands here.": "여기에 {id} 개체가 있습니다.",
    "Leave this statement out.": "이 진술을 빼십시오.",
    "Take it out.": "지우십시오.",
    "Delete it.": "지우십시오.",
    "Mend these first.": "먼저 이것들을 고치십시오.",
    "Write the character itself.": "문자 자체를 적으십시오.",
    "Write true or false.": "true 또는 false를 적으십시오.",
    "Close it with `{closing}`.": "`{closing}` 괄호로 닫으십시오.",
    "This text is never closed.": "이 글의 따옴표가 닫히지 않았습니다.",
    "This `{opening}` is never closed.": "이 `{opening}` 괄호가 닫히지 않았습니다.",
    "The line ends inside a text.": "글의 따옴표가 닫히지 않은 채 줄이 끝납니다.",
    "The prefix `{prefix}:` is not declared.": "`{prefix}:` 접두어가 선언되지 않았습니다.",
    "The key `{key}` stands here a second time; line {line} has it already.": (
        "`{key}` 키가 여기에 다시 나옵니다. {line}번째 줄에 이미 있습니다."
    ),
    "A value has more than {count} characters.": "값 하나가 {count}자를 넘습니다.",
}
