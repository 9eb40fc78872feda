"""What the checks of a graph say, in Korean: shapes, codes, records that clash, reasoning."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # shapes
    "{entity} has no {property}.": "{entity}에 {property}이(가) 없습니다.",
    "{entity} has {count} values as {property}: {values}.": "{entity}에 {property} 값이 {count}개 있습니다: {values}.",
    "{entity} has more than one {property} in language {languages}.": (
        "{entity}에 언어가 {languages}인 {property}이(가) 둘 이상 있습니다."
    ),
    "{entity} has the {property} {value}, which is an IRI and no text.": (
        "{entity}의 {property} {value}은(는) 글이 아니라 IRI입니다."
    ),
    "{entity} has the {property} {value}, which is no {kind}.": (
        "{entity}의 {property} {value}은(는) {kind}이(가) 아닙니다."
    ),
    "{entity} has the {property} {value}, which is none of {allowed}.": (
        "{entity}의 {property} {value}은(는) 다음 가운데 하나가 아닙니다: {allowed}."
    ),
    "{entity} has the {property} {value}, which is not written like one.": (
        "{entity}의 {property} {value}은(는) 형식에 맞지 않습니다."
    ),
    "{entity} has the {property} {value}, which is below {limit}.": (
        "{entity}의 {property} {value}은(는) {limit}보다 작습니다."
    ),
    "{entity} has the {property} {value}, which is above {limit}.": (
        "{entity}의 {property} {value}은(는) {limit}보다 큽니다."
    ),
    "{entity} has the {property} {value}, which repeats its {other}.": (
        "{entity}의 {property} {value}은(는) {other}의 값과 같습니다."
    ),
    "{entity} has itself as {property}.": "{entity}이(가) 자신의 {property}입니다.",
    "{entity} and {other} have each other as {property}.": "{entity}와(과) {other}이(가) 서로의 {property}입니다.",
    "{entity} breaks a rule: {wanted}": "{entity}은(는) 규칙에 어긋납니다. {wanted}",
    "{entity} has the {property} {value}, which breaks a rule: {wanted}": (
        "{entity}의 {property} {value}은(는) 규칙에 어긋납니다. {wanted}"
    ),
    "The shape {rule} asks for sh:{component}, which has no query; pySHACL judges it, which takes a while.": (
        "형상 {rule}의 제약 sh:{component}에는 질의가 없어 pySHACL로 검사하므로 시간이 걸립니다."
    ),
    # codes
    "{entity} has the {what} '{code}', which does not exist.": "{entity}의 {what} '{code}'은(는) 존재하지 않습니다.",
    "Look the language up in ISO 639-3; where none fits, use `unmapped_language_label` instead.": (
        "ISO 639-3에서 언어를 찾아보십시오. 맞는 코드가 없으면 대신 `unmapped_language_label`을 쓰십시오."
    ),
    "Make the tag of subtags that IANA has registered.": "IANA에 등록된 하위 태그로 태그를 만드십시오.",
    "Make the tag of subtags that IANA has registered; else use `unmapped_language_label`.": (
        "IANA에 등록된 하위 태그로 태그를 만들고, 그럴 수 없으면 `unmapped_language_label`을 쓰십시오."
    ),
    "Look the script up in ISO 15924.": "ISO 15924에서 문자 체계를 찾아보십시오.",
    # additions
    "{entity} is described here.": "{entity}이(가) 여기에 기술되어 있습니다.",
    "Two names for one thing can't be reasoned from.": "한 대상에 IRI가 둘이면 추론할 수 없습니다.",
    "Use `skos:exactMatch`; if both are ours, join their records.": (
        "`skos:exactMatch`를 쓰십시오. 둘 다 이 그래프의 개체이면 레코드를 합치십시오."
    ),
    # records among each other
    "{entity} has a record already.": "{entity}의 레코드가 이미 있습니다.",
    "It is described here first.": "여기에 먼저 기술되어 있습니다.",
    "Give this one another slug, or join the two.": "이 개체에 다른 슬러그를 주거나 둘을 합치십시오.",
    "It stands in {file}; give this one another slug, or join the two.": (
        "{file}에 있습니다. 이 개체에 다른 슬러그를 주거나 둘을 합치십시오."
    ),
    "There is no {entity}.": "{entity} 개체가 없습니다.",
    "Add its record first.": "먼저 이 개체의 레코드를 추가하십시오.",
    "The survey's list has no key '{key}'.": "서베이 목록에 '{key}' 키가 없습니다.",
    "See {file}.": "{file} 파일을 보십시오.",
    # reasoning
    "{name} can have no member.": "{name} 클래스에는 개체가 있을 수 없습니다.",
    "{x} is {a} and {b}, which are disjoint.": "{x}은(는) {a}와(과) {b}에 속하는데, 두 클래스는 서로 겹치지 않습니다.",
    "{x} is {a} and {b}, which are complements.": (
        "{x}은(는) {a}와(과) {b}에 속하는데, 두 클래스는 서로의 여집합입니다."
    ),
    "{x} is {a}, which can have no member.": "{x}은(는) {a}에 속하는데, 이 클래스에는 개체가 있을 수 없습니다.",
    "{x} has {a} and {b} for {p}, which can have one value only.": (
        "{x}의 {p} 값이 {a}와(과) {b}인데, 이 속성에는 값이 하나만 있을 수 있습니다."
    ),
    "{x} is related to itself by {p}, which can't be.": "{x}의 {p} 값이 자기 자신인데, 그럴 수 없는 속성입니다.",
    "{x} and {a} are related by {p} both ways, which can't be.": (
        "{x}와(과) {a}의 {p} 값이 서로인데, 그럴 수 없는 속성입니다."
    ),
    "{x} is related to {a} by {p} and by {b}, which exclude each other.": (
        "{x}의 {p} 값과 {b} 값이 모두 {a}인데, 두 속성은 함께 성립할 수 없습니다."
    ),
    "{x} has {a} for {p}, which is not of {b}.": "{x}의 {p} 값 {a}은(는) {b} 값이 아닙니다.",
    "{x} has {a} for {p}, which no {b} is written as.": "{x}의 {p} 값 {a}은(는) {b}의 표기법에 맞지 않습니다.",
    "{a} and {b} have {x} for {p}, which only one thing can have.": (
        "{a}와(과) {b}의 {p} 값이 모두 {x}인데, 이 값은 한 대상에만 있을 수 있습니다."
    ),
    "{x} and {a} have the same {p}, by which each {b} is told from the others.": (
        "{x}와(과) {a}의 {p} 값이 같은데, {b}은(는) 이 값으로 서로 구별됩니다."
    ),
    "{x} has {a} for {p}, of which it can have no value.": (
        "{x}의 {p} 값이 {a}인데, 이 대상에는 이 속성의 값이 있을 수 없습니다."
    ),
    "{x} has {a} and {b} for {p}, of which it can have one value only.": (
        "{x}의 {p} 값이 {a}와(과) {b}인데, 이 대상에는 이 속성의 값이 하나만 있을 수 있습니다."
    ),
    "{x} has {a} for {p}, which is said not to be.": "{x}의 {p} 값이 {a}인데, 그렇지 않다고 기술되어 있습니다.",
    "{x} and {a} are taken for the same, but each name is of a thing of its own.": (
        "{x}와(과) {a}이(가) 같은 대상으로 여겨지는데, 이름마다 가리키는 대상이 다릅니다."
    ),
    "{x} is said to differ from itself.": "{x}이(가) 자기 자신과 다르다고 기술되어 있습니다.",
    "No rule says what is in {construct}.": "{construct}에 무엇이 속하는지 알려 주는 규칙이 없습니다.",
    "A restriction by {construct} names no property.": "{construct} 제약에 속성이 없습니다.",
    "A restriction names a property and says nothing of its values.": (
        "제약에 속성은 있으나 그 값에 대한 조건이 없습니다."
    ),
    "No rule says which values meet {construct}.": "어떤 값이 {construct} 조건에 맞는지 알려 주는 규칙이 없습니다.",
    "What {property} may have only is in an expression below another, which no rule follows.": (
        "{property}에만 올 수 있는 값의 클래스 표현식이 다른 표현식의 아래에 있는데, 이를 따르는 규칙이 없습니다."
    ),
    "No rule for {construct}.": "{construct}에 대한 규칙이 없습니다.",
    "{construct} names no properties.": "{construct}에 속성이 없습니다.",
    "The vocabulary of RDF and OWL can't be redefined.": "RDF와 OWL의 어휘는 다시 정의할 수 없습니다.",
    "Nothing is concluded from being in {construct}.": "{construct}에 속한다는 사실에서는 아무것도 추론하지 않습니다.",
}
