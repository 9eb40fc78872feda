"""What is said of JSON and JSON-LD files, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # JSON
    "The JSON value has ended before this.": "JSON 값이 이 앞에서 이미 끝났습니다.",
    "A file holds one JSON value.": "파일 하나에는 JSON 값이 하나만 있어야 합니다.",
    "A colon is missing after the key.": "키 뒤에 콜론이 빠졌습니다.",
    'Write "{key}": and then its value.': '"{key}": 뒤에 값을 적으십시오.',
    "A comma or `{closing}` is missing before this.": "이 앞에 쉼표나 `{closing}` 괄호가 빠졌습니다.",
    "Put a comma between two values, and close what was opened.": "두 값 사이에 쉼표를 넣고, 연 것을 닫으십시오.",
    "No value follows this comma.": "이 쉼표 뒤에 값이 없습니다.",
    "Take the last comma out.": "마지막 쉼표를 지우십시오.",
    "JSON has no single quotes.": "JSON에서는 작은따옴표를 쓰지 않습니다.",
    'Use double quotes: "…".': '큰따옴표를 쓰십시오: "…".',
    "A key must be a text.": "키는 글이어야 합니다.",
    'Put it into double quotes: "…".': '큰따옴표로 두르십시오: "…".',
    "An escape stands for half a character.": "이스케이프가 문자의 반쪽만 나타냅니다.",
    "Close it with a double quote.": "큰따옴표로 닫으십시오.",
    "Close it with a double quote, or write \\n.": "큰따옴표로 닫거나 \\n을 적으십시오.",
    "`{escape}` is no escape of JSON.": "JSON에는 `{escape}` 이스케이프가 없습니다.",
    'JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits; a backslash is \\\\.': (
        'JSON의 이스케이프는 \\" \\\\ \\/ \\b \\f \\n \\r \\t와 숫자 네 자리가 붙는 \\u입니다. 역슬래시는 \\\\로 '
        "적습니다."
    ),
    "A control character can not stand in a text.": "글에는 제어 문자를 쓸 수 없습니다.",
    "Write it as {code}.": "{code}(으)로 적으십시오.",
    "A value is missing at the end.": "끝에 값이 빠졌습니다.",
    'JSON-LD starts with {{ and "@context".': 'JSON-LD는 {{와 "@context"로 시작합니다.',
    "A value is missing before `{character}`.": "`{character}` 앞에 값이 빠졌습니다.",
    "Write it, or null.": "값이나 null을 적으십시오.",
    "JSON has no comments.": "JSON에는 주석이 없습니다.",
    "`{word}` is no word of JSON.": "`{word}`은(는) JSON의 낱말이 아닙니다.",
    "Write it in small letters: {word}.": "소문자로 적으십시오: {word}.",
    "Write null, or leave the key out.": "null을 적거나 키를 빼십시오.",
    "`{word}` is no number of JSON.": "`{word}`은(는) JSON의 수가 아닙니다.",
    "Numbers look like 12, -3.5 or 1e9; other texts stand in double quotes.": (
        "수는 12, -3.5, 1e9처럼 적고, 다른 글은 큰따옴표로 둘러야 합니다."
    ),
    "`{word}` is no value of JSON.": "`{word}`은(는) JSON의 값이 아닙니다.",
    'Put a text into double quotes: "…".': '글은 큰따옴표로 두르십시오: "…".',
    # JSON-LD
    "The key `{key}` stands for no property, so what it says is lost.": (
        "`{key}` 키에 해당하는 속성이 없어 그 내용이 사라집니다."
    ),
    "Write an IRI, or define the key in the @context.": "IRI를 적거나 @context에서 키를 정의하십시오.",
    "The language or datatype of this value is none, so the value is lost.": (
        "이 값의 언어나 데이터형이 올바르지 않아 값이 사라집니다."
    ),
    'Write a language such as "en", or the IRI of a datatype.': '"en" 같은 언어 태그나 데이터형의 IRI를 적으십시오.',
    "Write it once, with all values in a list: [ … ].": "한 번만 적고 값을 모두 목록에 넣으십시오: [ … ].",
    "JSON-LD with a remote context is refused: nothing is ever fetched.": (
        "원격 컨텍스트를 쓰는 JSON-LD는 받지 않습니다. 외부에서는 아무것도 가져오지 않습니다."
    ),
    'Write the context itself into the file, or use ours: "@context": "{context}".': (
        '컨텍스트 자체를 파일에 적거나, 이 프로젝트의 컨텍스트를 쓰십시오: "@context": "{context}".'
    ),
    "Write a text in double quotes.": "큰따옴표로 두른 글을 적으십시오.",
    "Write a number.": "수를 적으십시오.",
    "Write an object: {{ … }}.": "객체를 적으십시오: {{ … }}.",
    "Write an IRI, such as https://example.org/thing.": "https://example.org/thing 같은 IRI를 적으십시오.",
    'Write it as a node: {{ "@id": … }}.': '노드로 적으십시오: {{ "@id": … }}.',
    "A property that is read backwards takes things, and no texts or numbers.": (
        "거꾸로 읽는 속성의 값은 글이나 수가 아니라 개체여야 합니다."
    ),
    "The term `{term}` is protected, and can not be defined anew.": (
        "`{term}` 용어는 보호되어 있어 다시 정의할 수 없습니다."
    ),
    "Give it another name.": "다른 이름을 주십시오.",
    "A term of the @context is defined by itself.": "@context의 용어 하나가 자기 자신으로 정의되어 있습니다.",
    "Let each term lead to an IRI.": "용어가 모두 IRI로 이어지게 하십시오.",
    "The @context is not written as JSON-LD has it.": "@context가 JSON-LD 형식에 맞지 않습니다.",
    'Each term is an IRI, an object with "@id", or null.': (
        '용어는 IRI, "@id"가 있는 객체, null 가운데 하나여야 합니다.'
    ),
    "`{keyword}` is not used as JSON-LD has it.": "`{keyword}`의 쓰임이 JSON-LD 형식에 맞지 않습니다.",
    "Look at what stands beside it: some keywords exclude each other, and some take no plain values.": (
        "함께 적은 것을 살펴보십시오. 서로 함께 쓸 수 없는 키워드도 있고, 단순한 값을 가질 수 없는 키워드도 있습니다."
    ),
    "`{keyword}` can not have this value.": "`{keyword}`에는 이 값을 쓸 수 없습니다.",
    "This is no JSON-LD that can be read.": "읽을 수 있는 JSON-LD가 아닙니다.",
}
