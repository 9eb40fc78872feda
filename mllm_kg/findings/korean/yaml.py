"""What is said of records that are no YAML, or not the YAML of records, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # the file
    "The file is written in UTF-16 or UTF-32, and only UTF-8 is read.": (
        "파일이 UTF-16이나 UTF-32로 저장되어 있지만 UTF-8만 읽습니다."
    ),
    "Save it as UTF-8.": "UTF-8로 저장하십시오.",
    "The byte {byte} is no UTF-8.": "{byte} 바이트는 UTF-8이 아닙니다.",
    "Save the file as UTF-8.": "파일을 UTF-8로 저장하십시오.",
    "Save the file as UTF-8; in Windows-1252 the byte stands for '{letter}'.": (
        "파일을 UTF-8로 저장하십시오. 이 바이트는 Windows-1252에서 '{letter}'에 해당합니다."
    ),
    "The limit is the setting `{setting}`; {variable} raises it.": (
        "한도는 `{setting}` 설정에 있으며, 환경 변수 {variable} 값으로 늘릴 수 있습니다."
    ),
    "The file is empty.": "파일이 비어 있습니다.",
    "A record starts with `id:`.": "레코드는 `id:`로 시작해야 합니다.",
    "The file has more than {count} mistakes; what follows was not looked at.": (
        "파일에 잘못이 {count}개 넘게 있습니다. 그 뒤는 살펴보지 않았습니다."
    ),
    # the YAML of records
    "A record has no directives; it is YAML 1.2.": "레코드에는 지시자를 쓰지 않습니다. 레코드는 YAML 1.2입니다.",
    "Delete the lines that begin with %.": "%로 시작하는 줄을 지우십시오.",
    "A file holds one record.": "파일 하나에는 레코드가 하나만 있어야 합니다.",
    "Move the second document to its own file.": "두 번째 문서를 별도의 파일로 옮기십시오.",
    "A record has no anchors, aliases or tags.": "레코드에는 앵커, 별칭, 태그를 쓰지 않습니다.",
    "Write the value itself.": "값 자체를 적으십시오.",
    "Lists and mappings stand in each other more than {count} levels deep.": (
        "목록과 매핑이 {count}단계보다 깊이 중첩되어 있습니다."
    ),
    "A key must be a word.": "키는 낱말이어야 합니다.",
    "Write it as `key: value`; a text in brackets or braces stands in quotes.": (
        "`key: value`처럼 적으십시오. 대괄호나 중괄호가 있는 글은 따옴표로 둘러야 합니다."
    ),
    "`{key}` stands here first.": "`{key}` 키가 여기에 먼저 나옵니다.",
    "Keep one of the two; several values stand in one list, `{key}: [a, b]`.": (
        "둘 가운데 하나만 남기십시오. 여러 값은 `{key}: [a, b]`처럼 목록 하나로 적습니다."
    ),
    "A record is a mapping from keys to values.": "레코드는 키에 값을 단 매핑이어야 합니다.",
    "Write it as `key: value`, beginning with `id:`.": "`id:`부터 시작하여 `key: value`처럼 적으십시오.",
    # keys and columns
    "A key has at most {count} characters.": "키는 {count}자 이하여야 합니다.",
    "Write it as `key: value`, with a space after the colon.": "콜론 뒤에 공백을 두고 `key: value`처럼 적으십시오.",
    "Write it as `key: value`.": "`key: value`처럼 적으십시오.",
    "The value holds a colon and a space, which YAML reads as a further key.": (
        "값 안에 콜론과 공백이 있어 YAML이 또 다른 키로 읽습니다."
    ),
    "Put the value in quotes: `{right}`.": "값을 따옴표로 두르십시오: `{right}`.",
    "Put the value in double quotes.": "값을 큰따옴표로 두르십시오.",
    "Put a space after the colon: `{right}`.": "콜론 뒤에 공백을 두십시오: `{right}`.",
    "The line begins further right than the key above, as if it went on with its value.": (
        "이 줄은 위의 키보다 오른쪽에서 시작하여 그 값이 이어지는 것처럼 보입니다."
    ),
    "Begin `{key}` in column {n}.": "`{key}` 키를 {n}열에서 시작하십시오.",
    "'{word}' is no key with a value.": "'{word}'은(는) 값이 있는 키가 아닙니다.",
    "Write it as `key: value`; a value that goes on in the next line is indented.": (
        "`key: value`처럼 적으십시오. 다음 줄로 이어지는 값은 들여 써야 합니다."
    ),
    "A tab stands here, and YAML is indented with spaces only.": (
        "여기에 탭이 있지만 YAML의 들여쓰기에는 공백만 씁니다."
    ),
    "Put two spaces in place of each tab.": "탭마다 공백 두 칸으로 바꾸십시오.",
    "The line begins in another column than the keys that it stands among.": (
        "이 줄이 이웃한 키와 다른 열에서 시작합니다."
    ),
    "Begin it in the column of the key above, or in column {n} as line {first} does.": (
        "위의 키와 같은 열에서 시작하거나, {first}번째 줄처럼 {n}열에서 시작하십시오."
    ),
    "The line begins further left than the first key of the record.": "이 줄이 레코드의 첫 키보다 왼쪽에서 시작합니다.",
    "Begin every key of the record in column 1.": "레코드의 키를 모두 1열에서 시작하십시오.",
    "The value above is no mapping, so nothing can follow it.": (
        "위의 값이 매핑이 아니어서 그 뒤에 아무것도 올 수 없습니다."
    ),
    "Write a record as lines `key: value`, beginning with `id:`.": (
        "레코드를 `id:`부터 시작하는 `key: value` 줄들로 적으십시오."
    ),
    "The key before the colon is missing.": "콜론 앞에 키가 빠졌습니다.",
    # quotation marks and characters
    "The invisible character {code} can't stand in a record.": (
        "레코드에는 보이지 않는 문자 {code}을(를) 쓸 수 없습니다."
    ),
    "Delete it, or put a space in its place.": "지우거나 공백으로 바꾸십시오.",
    "A value can't begin with `{character}`.": "값은 `{character}` 문자로 시작할 수 없습니다.",
    "The quotation mark that opens here is never closed.": "여기에서 연 따옴표가 닫히지 않았습니다.",
    "Close it with '; inside the text an apostrophe is written twice: ''.": (
        "'로 닫으십시오. 글 안의 작은따옴표는 ''처럼 두 번 적습니다."
    ),
    'Close it with "; inside the text a quotation mark is written \\".': (
        '"로 닫으십시오. 글 안의 큰따옴표는 \\"로 적습니다.'
    ),
    "YAML knows no `{sign}` in double quotes.": "YAML의 큰따옴표 안에는 `{sign}`을(를) 쓸 수 없습니다.",
    "Write `\\\\` for a backslash, or use single quotes.": "역슬래시는 `\\\\`로 적거나, 작은따옴표를 쓰십시오.",
    "The quotation mark that opens here is closed only by the one in line {line}.": (
        "여기에서 연 따옴표가 {line}번째 줄에 가서야 닫힙니다."
    ),
    "Close it in its own line.": "같은 줄에서 닫으십시오.",
    "Text follows the quotation mark that closes the value.": "값을 닫는 따옴표 뒤에 글이 더 있습니다.",
    "Put the text inside the quotation marks.": "글을 따옴표 안에 넣으십시오.",
    # brackets and lists
    "A value in brackets holds a colon and a space, which YAML reads as a key.": (
        "괄호 안의 값에 콜론과 공백이 있어 YAML이 키로 읽습니다."
    ),
    "Put that value in double quotes.": "그 값을 큰따옴표로 두르십시오.",
    "A comma is missing before this.": "이 앞에 쉼표가 빠졌습니다.",
    "Put a comma between two values; a text with a comma or bracket in quotes.": (
        "두 값 사이에 쉼표를 넣으십시오. 쉼표나 괄호가 있는 글은 따옴표로 둘러야 합니다."
    ),
    "The bracket `{opening}` that opens here is not closed.": "여기에서 연 `{opening}` 괄호가 닫히지 않았습니다.",
    "A value is missing before this comma.": "이 쉼표 앞에 값이 빠졌습니다.",
    "Delete the comma, or write the value before it.": "쉼표를 지우거나 그 앞에 값을 적으십시오.",
    "A value is missing here.": "여기에 값이 빠졌습니다.",
    "Write it as `key: value`, or leave the key out when nothing is known.": (
        "`key: value`처럼 적거나, 아는 것이 없으면 키를 빼십시오."
    ),
    "The bracket `{sign}` closes nothing that is open.": "`{sign}` 괄호로 닫을 것이 열려 있지 않습니다.",
    "Delete it, or open it before; a text with a bracket stands in quotes.": (
        "지우거나 앞에서 여십시오. 괄호가 있는 글은 따옴표로 둘러야 합니다."
    ),
    "Text follows the bracket that closes the value.": "값을 닫는 괄호 뒤에 글이 더 있습니다.",
    "Put all values in one pair of brackets.": "값을 모두 괄호 한 쌍 안에 넣으십시오.",
    "A list item stands among keys.": "키 사이에 목록의 항목이 있습니다.",
    "Indent all items of the list alike, below its key.": "목록의 항목을 모두 키 아래에 똑같이 들여 쓰십시오.",
    "The line stands in a list and is no item of it: it has no dash, or begins in the wrong column.": (
        "이 줄은 목록 안에 있지만 항목이 아닙니다. 줄표가 없거나 다른 열에서 시작합니다."
    ),
    "Begin an item with `- ` in column {n}; what belongs to the item above in column {m}.": (
        "항목은 {n}열에서 `- `로 시작하고, 위 항목에 딸린 것은 {m}열에서 시작하십시오."
    ),
    "A list with dashes can't begin in the line of its key.": "줄표로 적는 목록은 키와 같은 줄에서 시작할 수 없습니다.",
    "Write `{right}`, or each item in a line of its own.": "`{right}`처럼 적거나, 항목마다 줄을 따로 쓰십시오.",
    "Write each item in a line of its own; a dash that stands for itself in quotes.": (
        "항목마다 줄을 따로 쓰십시오. 줄표 자체를 뜻하면 따옴표로 둘러야 합니다."
    ),
    # the rest
    "A line that begins with % is a directive of YAML, which a record has no use for.": (
        "%로 시작하는 줄은 YAML의 지시자이며 레코드에는 쓰지 않습니다."
    ),
    "Delete it; a text that begins with % stands in quotes.": "지우십시오. %로 시작하는 글은 따옴표로 둘러야 합니다.",
    "The record has ended above, at the line `...`.": "레코드가 위의 `...` 줄에서 이미 끝났습니다.",
    "Delete that line.": "그 줄을 지우십시오.",
    "From here on this is no YAML.": "여기부터 YAML이 아닙니다.",
    "Write `key: value`, indent with spaces, and put a text with signs such as `: ` or ` #` in quotes.": (
        "`key: value`처럼 적고 공백으로 들여 쓰십시오. `: `나 ` #` 같은 기호가 있는 글은 따옴표로 둘러야 합니다."
    ),
}
