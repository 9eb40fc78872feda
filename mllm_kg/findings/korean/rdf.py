"""What is said of any RDF file, and of Turtle and its kin, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # what may be added
    "A statement about a statement (RDF 1.2, RDF-star) is refused.": (
        "진술에 관한 진술(RDF 1.2, RDF-star)은 받지 않습니다."
    ),
    "Write it in RDF 1.1: most tools know nothing else.": "RDF 1.1로 적으십시오. 대부분의 도구는 그것만 읽습니다.",
    "A text with a direction (RDF 1.2) is refused.": "방향이 있는 글(RDF 1.2)은 받지 않습니다.",
    "Write its language alone: most tools know nothing else.": "언어만 적으십시오. 대부분의 도구는 그것만 읽습니다.",
    "The text holds the control character {code}.": "글에 제어 문자 {code}이(가) 있습니다.",
    "Take it out: XML and most readers can not take it.": "지우십시오. XML과 대부분의 도구가 받아들이지 못합니다.",
    "Nothing may be added to the graph {graph}: only a build writes it.": (
        "그래프 {graph}에는 아무것도 추가할 수 없습니다. 이 그래프는 빌드로만 만듭니다."
    ),
    "Leave the statements outside any graph, or in a graph of your own.": (
        "진술을 그래프 밖에 두거나, 새 이름 있는 그래프에 두십시오."
    ),
    "{term} is a term, and an addition may not say what it means.": (
        "추가하는 파일에서는 {term} 용어의 뜻을 정할 수 없습니다."
    ),
    "Make statements about things; terms are changed in the ontology.": (
        "개체에 관해 진술하십시오. 용어는 온톨로지에서 바꿉니다."
    ),
    # IRIs
    "The IRI <{iri}> is relative, and nothing says to what.": "상대 IRI <{iri}>에 기준이 되는 IRI가 없습니다.",
    "Write it in full, such as <https://w3id.org/mllm-kg/id/paper/…>, or declare a base.": (
        "<https://w3id.org/mllm-kg/id/paper/…>처럼 모두 적거나, 기준 IRI를 선언하십시오."
    ),
    "<{iri}> is no IRI.": "<{iri}>은(는) IRI가 아닙니다.",
    "Write an IRI as RFC 3987 has it, such as <https://example.org/thing>; encode other characters as %20.": (
        "RFC 3987에 따라 <https://example.org/thing>처럼 적으십시오. 다른 문자는 %20처럼 부호화해야 합니다."
    ),
    "The IRI <{iri}> holds {character}, which no IRI may hold.": (
        "<{iri}>에 IRI에는 쓸 수 없는 것이 있습니다: {character}."
    ),
    "Take it out, or encode it as {code}.": "지우거나 {code}(으)로 부호화하십시오.",
    # prefixes
    "Add this line at the top: {line}": "맨 위에 다음 줄을 추가하십시오: {line}",
    "Did you mean `{near}:`, which is declared?": "혹시 선언되어 있는 `{near}:` 아닙니까?",
    "Did you mean `{near}:`? It is declared by this line: {line}": (
        "혹시 `{near}:` 아닙니까? 다음 줄로 선언합니다: {line}"
    ),
    "Declare it at the top: {line}": "맨 위에서 선언하십시오: {line}",
    "The declaration of a prefix is not well written.": "접두어 선언이 올바르지 않습니다.",
    "Write it as: @prefix ex: <https://example.org/> .": "다음과 같이 적으십시오: @prefix ex: <https://example.org/> .",
    "No IRI follows `@base`.": "`@base` 뒤에 IRI가 없습니다.",
    "Write it as: @base <https://example.org/> .": "다음과 같이 적으십시오: @base <https://example.org/> .",
    "PREFIX and BASE have no dot at their end.": "PREFIX와 BASE의 끝에는 마침표가 없습니다.",
    "Take the dot out, or write @prefix.": "마침표를 지우거나 @prefix를 쓰십시오.",
    # statements
    "The statement should have ended before `{found}`.": "진술이 `{found}` 앞에서 끝나야 합니다.",
    "The statement should have ended on this line.": "진술이 이 줄에서 끝나야 합니다.",
    "End it with a dot after `{before}`; a further property follows `;`, a further value `,`.": (
        "`{before}` 뒤를 마침표로 끝내십시오. 속성을 더 적으려면 `;`, 값을 더 적으려면 `,`를 앞에 둡니다."
    ),
    "A quote inside a text has a backslash before it; behind a text follows a dot, `;` or `,`.": (
        "글 안의 따옴표 앞에는 역슬래시가, 글 뒤에는 마침표나 `;`, `,`가 와야 합니다."
    ),
    'Write a date as "2024-01-31"^^xsd:date, and any other text in quotes.': (
        '날짜는 "2024-01-31"^^xsd:date처럼, 다른 글은 따옴표로 둘러 적으십시오.'
    ),
    "Nothing is open that `{found}` would close.": "`{found}` 괄호로 닫을 것이 열려 있지 않습니다.",
    "Take it out, or open it before.": "지우거나, 앞에서 여십시오.",
    "The last statement is not complete.": "마지막 진술이 끝나지 않았습니다.",
    "A statement is a subject, a property, a value, and a dot.": "진술은 주어, 속성, 값, 마침표로 이루어집니다.",
    "The last statement has no dot at its end.": "마지막 진술의 끝에 마침표가 없습니다.",
    "Write ` .` after `{before}`.": "`{before}` 뒤에 ` .`을 적으십시오.",
    "`{found}` stands where a statement should begin.": "진술이 시작될 자리에 `{found}`이(가) 있습니다.",
    "Take it out, or complete what stands before it.": "지우거나, 그 앞의 진술을 완성하십시오.",
    "A statement can not begin with `{found}`.": "진술은 `{found}`(으)로 시작할 수 없습니다.",
    "It begins with what it is about: an IRI, a short name such as mllm:Paper, or [ ].": (
        "진술은 그 대상으로 시작해야 합니다. 대상은 IRI, mllm:Paper 같은 짧은 이름, 또는 [ ]입니다."
    ),
    "A second statement stands on this line.": "이 줄에 두 번째 진술이 있습니다.",
    "Put each statement on a line of its own.": "진술마다 줄을 따로 쓰십시오.",
    # properties and values
    "`A` is no property.": "`A`는 속성이 아닙니다.",
    "Write `a`, in small letters.": "소문자로 `a`를 적으십시오.",
    "A property and its value are missing before `{found}`.": "`{found}` 앞에 속성과 값이 빠졌습니다.",
    "`{found}` can not be a property.": "`{found}`은(는) 속성이 될 수 없습니다.",
    "`{before}` stands where a property has to follow: check whether a dot should be `;`.": (
        "속성이 와야 할 자리에 `{before}`이(가) 있습니다. 마침표를 `;`로 바꾸어야 하는지 살펴보십시오."
    ),
    "A property is an IRI, or short: mllm:title.": "속성은 IRI이거나 mllm:title처럼 짧게 적은 이름입니다.",
    "A value is missing before `{found}`.": "`{found}` 앞에 값이 빠졌습니다.",
    "Write the value, or take the property out.": "값을 적거나 속성을 빼십시오.",
    "`{found}` is no truth value.": "`{found}`은(는) 참·거짓 값이 아닙니다.",
    "Write it in small letters: {found}.": "소문자로 적으십시오: {found}.",
    "`{found}` is no value.": "`{found}`은(는) 값이 아닙니다.",
    'Put a text into quotes: "{found}"; a name has a prefix, as in mllm:Paper.': (
        '글은 따옴표로 두르십시오: "{found}". 이름에는 mllm:Paper처럼 접두어가 있어야 합니다.'
    ),
    "Values are IRIs, texts in quotes, numbers, true and false.": (
        "값은 IRI, 따옴표로 두른 글, 수, true, false 가운데 하나입니다."
    ),
    "No datatype follows `^^`.": "`^^` 뒤에 데이터형이 없습니다.",
    'Write its IRI, as in "2024"^^xsd:gYear.': '"2024"^^xsd:gYear처럼 데이터형의 IRI를 적으십시오.',
    "The language tag is not well written.": "언어 태그가 올바르지 않습니다.",
    'Use letters, digits and hyphens, as in "text"@en, @pt-BR or @zh-Hant.': (
        '"text"@en, @pt-BR, @zh-Hant처럼 글자, 숫자, 하이픈을 쓰십시오.'
    ),
    # texts and names
    "This IRI is never closed.": "이 IRI가 닫히지 않았습니다.",
    "Close it with `>`.": "`>`로 닫으십시오.",
    "Close it with `>` before the first space.": "첫 공백 앞에서 `>`로 닫으십시오.",
    "Close it with {quotes}.": "{quotes}로 닫으십시오.",
    'Close it, write \\n, or put three quotes around it: """…""".': (
        '따옴표를 닫거나, \\n을 적거나, 따옴표 세 개로 두르십시오: """…""".'
    ),
    "`{escape}` is no escape of Turtle.": "Turtle에는 `{escape}` 이스케이프가 없습니다.",
    "Turtle knows \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX and \\UXXXXXXXX; a backslash is \\\\.": (
        "Turtle의 이스케이프는 \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX입니다. 역슬래시는 \\\\로 적습니다."
    ),
    "The name of a blank node is missing.": "빈 노드의 이름이 없습니다.",
    "Write a letter or digit after `_:`, as in _:b1.": "_:b1처럼 `_:` 뒤에 글자나 숫자를 적으십시오.",
    "`{character}` is a typographic quote.": "`{character}`은(는) 굽은 따옴표입니다.",
    'Use the straight one: "…".': '곧은 따옴표를 쓰십시오: "…".',
    "`{name}` is no short name: it can not hold `{character}`.": (
        "`{name}`은(는) 짧은 이름이 아닙니다. 짧은 이름에는 `{character}`을(를) 쓸 수 없습니다."
    ),
    "Write the IRI in full: <{iri}>": "IRI를 모두 적으십시오: <{iri}>",
    "Behind `%` stand two hexadecimal digits.": "`%` 뒤에는 십육진 숫자 두 개가 와야 합니다.",
    "Write a percent sign itself as \\%, or as %25.": "백분율 기호 자체는 \\%나 %25로 적으십시오.",
    "The text can not go on like this here.": "여기에서 이렇게 이어질 수 없습니다.",
    "`{found}` can not stand here.": "여기에 `{found}`을(를) 쓸 수 없습니다.",
    # graphs and formats
    "`{found}` can not stand inside a graph.": "그래프 안에는 `{found}`을(를) 쓸 수 없습니다.",
    "Move it to the top of the file.": "파일의 맨 위로 옮기십시오.",
    "`{found}` is no word of this syntax.": "`{found}`은(는) 이 문법의 낱말이 아닙니다.",
    "Turtle has no graphs in brackets.": "Turtle에는 괄호로 묶은 그래프가 없습니다.",
    "Save the file as TriG, with the ending .trig.": "파일을 확장자 .trig의 TriG로 저장하십시오.",
    "The graph is not well written at `{found}`.": "그래프가 `{found}`에서 올바르지 않습니다.",
    "Write it as: GRAPH <https://example.org/graph> {{ … }}": (
        "다음과 같이 적으십시오: GRAPH <https://example.org/graph> {{ … }}"
    ),
    "`{found}` can not stand here: each line has full IRIs and texts in double quotes only.": (
        "여기에 `{found}`을(를) 쓸 수 없습니다. 줄마다 온전한 IRI와 큰따옴표로 두른 글만 쓸 수 있습니다."
    ),
    "Write it out, or save the file with the ending {ending}.": (
        "모두 풀어 적거나, 파일을 {ending} 확장자로 저장하십시오."
    ),
}
