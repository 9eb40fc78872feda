"""What is said of bibliographies and lists that are imported, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    "The arXiv id tells the month in which it was submitted: {month}.": (
        "arXiv 식별자에 따르면 제출된 달은 {month}입니다."
    ),
    "This entry has no title, and its identifier is of no work that is known.": (
        "이 항목에는 제목이 없고, 식별자로도 알려진 저작을 찾을 수 없습니다."
    ),
    "It is skipped; add its title to the list, or make a record with `mllm-kg new`.": (
        "이 항목은 건너뜁니다. 목록에 제목을 추가하거나 `mllm-kg new`로 레코드를 만드십시오."
    ),
    "The title {title} is a single word; it may be the name of what the paper introduces.": (
        "제목 {title}은(는) 한 낱말뿐이라 논문이 소개하는 것의 이름일 수 있습니다."
    ),
    "Look at the paper before the record is added.": "레코드를 추가하기 전에 논문을 확인하십시오.",
    "{value} is no {what}.": "{value}은(는) {what}이(가) 아닙니다.",
    "It looks like {example}; it is left out.": "{example}처럼 적어야 합니다. 이 값은 뺐습니다.",
    "{value} names no year.": "{value}에는 연도가 없습니다.",
    # lists
    "{title} has no page of a paper, no authors, no venue and no year.": (
        "{title}에는 논문의 페이지도, 저자도, 발표처도, 연도도 없습니다."
    ),
    "{title} has no address.": "{title}에 주소가 없습니다.",
    "Nothing tells which work is meant; it is skipped.": "어느 저작인지 알 수 없어 건너뜁니다.",
    # BibTeX
    "This entry has the field {field} more than once.": "이 항목에 {field} 필드가 두 번 이상 있습니다.",
    "The first one counts; take the others away.": "첫 번째 것만 쓰입니다. 나머지를 지우십시오.",
    "The key {key} stands here a second time.": "{key} 키가 여기에 다시 나옵니다.",
    "See line {line}; both entries are read.": "{line}번째 줄을 보십시오. 두 항목을 모두 읽었습니다.",
    "The entry {key} has no comma after its key.": "{key} 항목의 키 뒤에 쉼표가 없습니다.",
    "Write `@article{{{key}, title = …}}`.": "`@article{{{key}, title = …}}`처럼 적으십시오.",
    "A field of the entry {key} can't be read.": "{key} 항목의 필드 하나를 읽을 수 없습니다.",
    "Write each field as `name = {{value}},` with braces or quotes around the value.": (
        "필드마다 값을 중괄호나 따옴표로 둘러 `name = {{value}},`처럼 적으십시오."
    ),
    "The entry {key} does not end: a brace or a quote is left open.": (
        "{key} 항목이 끝나지 않습니다. 중괄호나 따옴표가 닫히지 않았습니다."
    ),
    'Close each {{ with }} and each " with ".': '여는 {{와 "를 각각 }}와 "로 닫으십시오.',
    "No @string is called {name}.": "이름이 {name}인 @string이 없습니다.",
    "Put the value in braces, or define it with @string.": "값을 중괄호로 두르거나 @string으로 정의하십시오.",
    "The entry {key} has no title.": "{key} 항목에 제목이 없습니다.",
    "Add `title = {{…}}`.": "`title = {{…}}`을 추가하십시오.",
    "Write the year with four digits; it is left out.": "연도를 네 자리 숫자로 적으십시오. 이 값은 뺐습니다.",
    # CSL-JSON
    "This is not JSON: {reason}.": "JSON이 아닙니다. {reason}.",
    "This is not JSON: a comma or a closing bracket is missing here, or something follows.": (
        "JSON이 아닙니다. 여기에 쉼표나 닫는 괄호가 빠졌거나, 뒤에 다른 것이 더 있습니다."
    ),
    "This item is nested too deep, or has a number that is too long.": (
        "이 항목은 너무 깊이 중첩되었거나, 너무 긴 수를 담고 있습니다."
    ),
    "The items before it are read; mend this place to read the others.": (
        "이 앞의 항목은 읽었습니다. 나머지를 읽으려면 이 부분을 고치십시오."
    ),
    "An item is an object with fields, and this is none.": "항목은 필드가 있는 객체여야 하는데 이것은 그렇지 않습니다.",
    'Write {{"id": …, "title": …}}.': '{{"id": …, "title": …}}처럼 적으십시오.',
    "The item {key} has no title.": "{key} 항목에 제목이 없습니다.",
    'Add "title": "…".': '"title": "…"을 추가하십시오.',
    "An author is an object with `family` and `given`, or with `literal`.": (
        "저자는 `family`와 `given`, 또는 `literal`이 있는 객체여야 합니다."
    ),
    "This one is left out.": "이 저자는 뺐습니다.",
    'Write "issued": {{"date-parts": [[2023, 5]]}}; it is left out.': (
        '"issued": {{"date-parts": [[2023, 5]]}}처럼 적으십시오. 이 값은 뺐습니다.'
    ),
}
