"""What is said of the ontology and the shapes themselves, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    "The closure can't reason from an axiom: {axiom}.": "다음 공리로는 추론할 수 없습니다: {axiom}.",
    "The shape {shape} forbids what follows of {entity}.": (
        "{entity}에 관해 따라 나오는 것을 형상 {shape}에서 금지합니다."
    ),
    "{shape} is no well-formed shape: {reason}.": "{shape}은(는) 올바른 형상이 아닙니다: {reason}.",
    "{property} has no domain, and all that has it is in {class_name}.": (
        "{property} 속성에 정의역이 없는데, 이 속성이 있는 것은 모두 {class_name} 클래스에 속합니다."
    ),
    "{property} has no range, and all its values are in {class_name}.": (
        "{property} 속성에 치역이 없는데, 그 값은 모두 {class_name} 클래스에 속합니다."
    ),
    "{one} and {other} always run against each other, and are not said to be inverse.": (
        "{one} 속성과 {other} 속성은 늘 서로 반대인데, 역속성이라고 되어 있지 않습니다."
    ),
    "{property} always holds both ways, and is not said to be symmetric.": (
        "{property} 속성은 늘 양쪽으로 성립하는데, 대칭 속성이라고 되어 있지 않습니다."
    ),
    "{one} and {other} always hold of the same things, and nothing says how they are related.": (
        "{one} 속성과 {other} 속성은 늘 같은 것들에 성립하는데, 둘의 관계가 적혀 있지 않습니다."
    ),
    "{one} and {other} have the same members, and nothing says how they are related.": (
        "{one} 클래스와 {other} 클래스에는 같은 개체가 속하는데, 둘의 관계가 적혀 있지 않습니다."
    ),
}
