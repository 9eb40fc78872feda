"""Headings and parts of sentences about what follows and about axioms that forbid, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    "This is stated: {statement}": "진술: {statement}",
    "What follows of the classes:": "클래스에 대해 도출되는 것:",
    "{name}  is narrower than  {broader}; members: {count}": "{name}  다음보다 좁음  {broader}; 개체 수: {count}",
    "What follows from the additions, and did not before; statements: {count}": (
        "추가한 내용에서 새로 도출되는 것; 진술 수: {count}"
    ),
    "What no longer follows; statements: {count}": "더는 도출되지 않는 것; 진술 수: {count}",
    "HermiT judges all of OWL 2 DL: {command}": "OWL 2 DL 전체는 HermiT이 판단합니다: {command}",
    "HermiT judges all of OWL 2 DL: {command}. It needs Java: {install}": (
        "OWL 2 DL 전체는 HermiT이 판단합니다: {command}. Java가 필요합니다: {install}"
    ),
    # axioms that forbid
    "nothing has two values for {property}": "{property}의 값은 하나뿐",
    "no two things share a value for {property}": "{property}의 값이 같은 두 대상은 없음",
    "{property} holds in one direction only": "{property}은(는) 한 방향으로만 성립함",
    "{property} relates nothing to itself": "{property}은(는) 자기 자신과의 관계일 수 없음",
    "nothing is both {one} and {other}": "{one}이면서 {other}인 것은 없음",
    "{one} and {other} never hold between the same things": "{one}와(과) {other}은(는) 같은 대상 사이에 함께 성립하지 않음",
    "{one} and {other} are two things": "{one}와(과) {other}은(는) 서로 다른 대상",
    "no two of {name} have the same {properties}": "{name} 가운데 {properties}이(가) 같은 둘은 없음",
    "{name} is made up of {members}, and nothing is two of these": (
        "{name}은(는) 다음으로 이루어지고, 그 가운데 둘에 속하는 것은 없음: {members}"
    ),
    "no two of these hold between the same things: {members}": (
        "다음 가운데 둘이 같은 대상 사이에 함께 성립하지 않음: {members}"
    ),
    "nothing is two of these: {members}": "다음 가운데 둘에 속하는 것은 없음: {members}",
    "each of these is a thing of its own: {members}": "다음은 모두 서로 다른 대상임: {members}",
}
