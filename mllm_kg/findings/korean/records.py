"""What is said of the keys and values of a record, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # evidence
    "A disagreement names its pages in `stated_by` and `held_by`.": (
        "불일치의 페이지는 `stated_by`와 `held_by`에 적어야 합니다."
    ),
    "`source` belongs to a block of `according_to`; the record's own pages stand in `evidence`.": (
        "`source`는 `according_to` 블록에 적어야 합니다. 레코드 자체의 페이지는 `evidence`에 적습니다."
    ),
    "`see` belongs to a block of `unconfirmed`; the record's own pages stand in `evidence`.": (
        "`see`는 `unconfirmed` 블록에 적어야 합니다. 레코드 자체의 페이지는 `evidence`에 적습니다."
    ),
    "A block of `according_to` names its pages in `source`.": (
        "`according_to` 블록의 페이지는 `source`에 적어야 합니다."
    ),
    "`{key}` belongs to the record itself, in column 1.": "`{key}` 키는 레코드 자체의 것이므로 1열에 적어야 합니다.",
    # values that are missing or too many
    "`{key}`: {problem}": "`{key}`: {problem}",
    "The record has more than {count} mistakes; what follows was not looked at.": (
        "레코드에 잘못이 {count}개 넘게 있습니다. 그 뒤는 살펴보지 않았습니다."
    ),
    "`{key}` has an empty list.": "`{key}`의 목록이 비어 있습니다.",
    "`{key}` has a list inside its list.": "`{key}`의 목록 안에 목록이 있습니다.",
    "Write one list: `[a, b]`.": "목록 하나로 적으십시오: `[a, b]`.",
    "`{key}` has more than one value.": "`{key}`의 값이 둘 이상입니다.",
    "Keep one of them.": "하나만 남기십시오.",
    "`{key}` has a mapping where a plain value belongs.": "`{key}`에 단순한 값 대신 매핑이 있습니다.",
    "Write a text, a number or a list of them.": "글이나 수, 또는 그 목록을 적으십시오.",
    "Name the entity here, and give it a record in a file of its own.": (
        "여기에는 개체의 이름만 적고, 레코드는 따로 파일을 만들어 적으십시오."
    ),
    'Put a text that holds a colon and a space in quotes: "{text}".': (
        '콜론과 공백이 있는 글은 따옴표로 두르십시오: "{text}".'
    ),
    "`{key}`: YAML reads '{text}' as no value.": "`{key}`: YAML은 '{text}'을(를) 값이 없는 것으로 읽습니다.",
    'Leave the key out when nothing is known; write a text as "{text}", in quotes.': (
        '아는 것이 없으면 키를 빼십시오. 글이면 "{text}"처럼 따옴표로 둘러 적으십시오.'
    ),
    "`{key}` has no value.": "`{key}`에 값이 없습니다.",
    "`{key}` holds the invisible character {code}.": "`{key}`에 보이지 않는 문자 {code}이(가) 있습니다.",
    "`{key}`: '{text}' has no letter from a to z and no digit.": "`{key}`: '{text}'에는 a–z의 글자도 숫자도 없습니다.",
    "Write the name in Latin letters; its slug is made of them.": (
        "이름을 로마자로 적으십시오. 그것으로 슬러그를 만듭니다."
    ),
    "`{key}` has '{text}' twice.": "`{key}`에 '{text}'이(가) 두 번 있습니다.",
    "It stands here first.": "여기에 먼저 나옵니다.",
    "Delete one of the two.": "둘 가운데 하나를 지우십시오.",
    "Write a class, such as `LanguageModel`.": "`LanguageModel` 같은 클래스를 적으십시오.",
    "Write the address of the page that carries the facts.": "사실이 적힌 페이지의 주소를 적으십시오.",
    "Leave the key out when nothing is known.": "아는 것이 없으면 키를 빼십시오.",
    # the survey's list
    "The columns are not those of the list.": "열이 서베이 목록의 열과 다릅니다.",
    "They are {columns}.": "열은 다음과 같아야 합니다: {columns}.",
    "'{text}' is no position.": "'{text}'은(는) 순번이 아닙니다.",
    "Count the rows from 1.": "행의 순번을 1부터 매기십시오.",
    "'{text}' is no list code.": "'{text}'은(는) 목록 코드가 아닙니다.",
    "Use one of {codes}.": "다음 가운데 하나를 쓰십시오: {codes}.",
    "Position {position} stands twice.": "순번 {position}이(가) 두 번 나옵니다.",
    "Give each row its own position.": "행마다 다른 순번을 주십시오.",
    # files
    "An entity of the kind '{kind}' has no record of its own.": "'{kind}' 종류의 개체에는 따로 레코드를 두지 않습니다.",
    "Name it in the records that it belongs to.": "이 개체가 속한 레코드에 이름을 적으십시오.",
    "{entity} stands in the wrong file.": "{entity} 레코드가 다른 파일에 있습니다.",
    "Its file is {right}.": "{right}에 있어야 합니다.",
    # keys
    "The record has no `id`.": "레코드에 `id`가 없습니다.",
    "Add `id: {kind}/<slug>`.": "`id: {kind}/<slug>`를 추가하십시오.",
    "The id of a {kind} begins with `{kind}/`.": "{kind}의 id는 `{kind}/`로 시작해야 합니다.",
    "Write `id: {kind}/{slug}`.": "다음과 같이 적으십시오: `id: {kind}/{slug}`.",
    "A block of `{key}` is a mapping from keys to values.": "`{key}` 블록은 키에 값을 단 매핑이어야 합니다.",
    "Write `- key: value`.": "`- key: value`처럼 적으십시오.",
    "A block of `according_to` names no source.": "`according_to` 블록에 출처가 없습니다.",
    "Add `source:` with the page, or move the facts to `unconfirmed:`.": (
        "`source:`에 페이지를 적거나, 사실을 `unconfirmed:`로 옮기십시오."
    ),
    "The record has no `type`.": "레코드에 `type`이 없습니다.",
    "Add `type:` with a class, such as `type: LanguageModel`.": (
        "`type: LanguageModel`처럼 `type:`에 클래스를 적으십시오."
    ),
    "The classes of records are {classes}.": "레코드에 쓰는 클래스는 다음과 같습니다: {classes}.",
    "'{name}' is no class.": "'{name}'은(는) 클래스가 아닙니다.",
    "`{key}` has no meaning in this place.": "이 자리에서는 `{key}` 키에 뜻이 없습니다.",
    "'{name}' is no key of a record.": "'{name}'은(는) 레코드의 키가 아닙니다.",
    "All keys stand in docs/records.md.": "키는 모두 docs/records.md에 있습니다.",
    "`{key}` takes texts by language.": "`{key}`에는 언어별로 글을 적어야 합니다.",
    "Write `{key}: {{en: {text}}}`.": "`{key}: {{en: {text}}}`처럼 적으십시오.",
    "'{tag}' is no language tag.": "'{tag}'은(는) 언어 태그가 아닙니다.",
    "Write a BCP 47 tag, such as `en` or `zh-Hans`.": "`en`, `zh-Hans` 같은 BCP 47 태그를 적으십시오.",
    "A disagreement is a mapping from keys to values.": "불일치는 키에 값을 단 매핑이어야 합니다.",
    "Write `- id: disagreement/<slug>`, and below it its other keys.": (
        "`- id: disagreement/<slug>`를 적고, 그 아래에 다른 키를 적으십시오."
    ),
    # references
    "'{text}' is no id.": "'{text}'은(는) 식별자가 아닙니다.",
    "The `id` holds no text.": "`id`에 글이 없습니다.",
    "'{kind}' is no kind of entity.": "'{kind}'은(는) 개체의 종류가 아닙니다.",
    "Write `<kind>/<slug>`, such as `model/mt5`; a slug has a-z, 0-9 and single hyphens.": (
        "`model/mt5`처럼 `<kind>/<slug>`로 적으십시오. 슬러그는 a-z, 0-9, 홑 하이픈으로만 이루어져야 합니다."
    ),
    "'{text}' names no entity and is no address.": "'{text}'은(는) 개체도 주소도 아닙니다.",
    "The kinds with records are {kinds}.": "레코드가 있는 종류는 다음과 같습니다: {kinds}.",
    "'{text}' is no ISO 639-3 code.": "'{text}'은(는) ISO 639-3 코드가 아닙니다.",
    "'{text}' is no slug of a {kind}.": "'{text}'은(는) {kind}의 슬러그가 아닙니다.",
    "Write the slug alone: {slug}.": "슬러그만 적으십시오: {slug}.",
    "The key takes the slug of an entity of the kind '{kind}', not of '{other}'.": (
        "이 키에는 '{other}' 종류가 아니라 '{kind}' 종류의 개체의 슬러그를 적어야 합니다."
    ),
    "Write the code of three letters, such as swa for Swahili.": "스와힐리어의 swa처럼 세 글자 코드를 적으십시오.",
    "Write a slug in a-z, 0-9 and single hyphens.": "슬러그를 a-z, 0-9, 홑 하이픈으로 적으십시오.",
    "Write the slug of its record, in a-z, 0-9 and single hyphens, such as {slug}.": (
        "{slug}처럼 그 레코드의 슬러그를 a-z, 0-9, 홑 하이픈으로 적으십시오."
    ),
    "Write {kind}/{slug}.": "다음과 같이 적으십시오: {kind}/{slug}.",
    "Write <kind>/<slug>, or an address with https://.": "<kind>/<slug>나 https://로 시작하는 주소를 적으십시오.",
    "Write <kind>/<slug>, such as model/{slug} or resource/{slug}, or an address with https://.": (
        "model/{slug}, resource/{slug}처럼 <kind>/<slug>를 적거나, https://로 시작하는 주소를 적으십시오."
    ),
    # values
    "'{text}' is no address.": "'{text}'은(는) 주소가 아닙니다.",
    'Write an address with https://, without spaces or < > " {{ }} | \\ ^ `.': (
        '공백이나 < > " {{ }} | \\ ^ ` 없이 https://로 시작하는 주소를 적으십시오.'
    ),
    "'{text}' is no whole number.": "'{text}'은(는) 정수가 아닙니다.",
    "'{text}' is no decimal number.": "'{text}'은(는) 십진수가 아닙니다.",
    "'{text}' is neither true nor false.": "'{text}'은(는) true도 false도 아닙니다.",
    "'{text}' is no date.": "'{text}'은(는) 날짜가 아닙니다.",
    "Write, for example, {example}.": "예를 들어 {example}처럼 적으십시오.",
    "Write {right}.": "다음과 같이 적으십시오: {right}.",
    "Write {right}, without quotes.": "따옴표 없이 적으십시오: {right}.",
    "Write {right}, in decimal digits.": "십진 숫자로 적으십시오: {right}.",
    "Write {right}, without separators.": "구분 기호 없이 적으십시오: {right}.",
    "Write {right}, the number in full.": "수를 풀어서 적으십시오: {right}.",
    "Write {right}, with a point.": "소수점을 찍어 적으십시오: {right}.",
    "Write year-month-day, for example 2024-04-07.": "2024-04-07처럼 연-월-일로 적으십시오.",
    "The calendar has no such day; write year-month-day, for example 2024-04-07.": (
        "달력에 없는 날입니다. 2024-04-07처럼 연-월-일로 적으십시오."
    ),
}
