"""What reasoning finds, in Korean: contradictions, empty classes, terms, and how two reasoners differ."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # contradictions
    "Take out one of these {count} statements; without any one of them, the others can hold.": (
        "이 진술 {count}개 가운데 하나를 빼십시오. 어느 하나를 빼도 나머지는 함께 성립합니다."
    ),
    "The statement can't hold; take it out.": "성립할 수 없는 진술입니다. 빼십시오.",
    "It can't hold because {axioms}.": "다음 공리 때문에 성립할 수 없습니다: {axioms}.",
    "The statements contradict the axioms, which only HermiT finds.": (
        "진술이 공리와 모순됩니다. HermiT만 찾아낸 모순입니다."
    ),
    "Within {limit} seconds it did not find by which statements. Take some out, and ask again.": (
        "{limit}초 안에 어느 진술 때문인지 찾지 못했습니다. 몇 개를 빼고 다시 물어보십시오."
    ),
    "Mend one of these axioms.": "이 공리 가운데 하나를 고치십시오.",
    # terms
    "{name} stands for {one} and for {other}.": "{name}이(가) {one}이면서 {other}입니다.",
    "Give each an IRI of its own: what is said of the one does not hold for the other.": (
        "각각에 다른 IRI를 주십시오. 하나에 대한 진술은 다른 것에 성립하지 않습니다."
    ),
    "Sub-classes go in a circle, so all of them have the same members: {chain}.": (
        "하위 클래스가 순환하여 모두 같은 개체를 가지게 됩니다: {chain}."
    ),
    "Sub-properties go in a circle, so all of them hold between the same things: {chain}.": (
        "하위 속성이 순환하여 모두 같은 대상 사이에 성립하게 됩니다: {chain}."
    ),
    "Remove the link that is wrong; where the classes are the same, say `owl:equivalentClass`.": (
        "잘못된 관계를 빼십시오. 클래스가 서로 같으면 `owl:equivalentClass`를 쓰십시오."
    ),
    "Remove the link that is wrong; where the properties are the same, say `owl:equivalentProperty`.": (
        "잘못된 관계를 빼십시오. 속성이 서로 같으면 `owl:equivalentProperty`를 쓰십시오."
    ),
    # axioms
    "The rules of OWL 2 RL do not follow an axiom: {reason}": "OWL 2 RL의 규칙으로는 따를 수 없는 공리입니다: {reason}",
    "The rules of OWL 2 RL follow an axiom in part: {reason}": "OWL 2 RL의 규칙이 공리의 일부만 따릅니다: {reason}",
    "Say it by means that OWL 2 RL has rules for, or ask `--reasoner hermit`, which knows them all.": (
        "OWL 2 RL에 규칙이 있는 방법으로 쓰거나, 모든 공리를 아는 `--reasoner hermit`을 쓰십시오."
    ),
    "Say it by means that OWL 2 RL has rules for, or leave it out.": (
        "OWL 2 RL에 규칙이 있는 방법으로 쓰거나 빼십시오."
    ),
    "HermiT can't judge this: {reason}": "HermiT이 판단할 수 없습니다: {reason}",
    "See which terms it names; the rules of OWL 2 RL judge without them: `--reasoner rl`.": (
        "이름이 나온 용어를 살펴보십시오. OWL 2 RL의 규칙은 이것 없이도 판단합니다: `--reasoner rl`."
    ),
    # HermiT beside the rules
    "Answers lack it. Say it by means that OWL 2 RL has rules for, or state it.": (
        "답에 빠지게 됩니다. OWL 2 RL에 규칙이 있는 방법으로 쓰거나 직접 진술하십시오."
    ),
    "{name} is narrower than {broader}, which only HermiT finds.": (
        "{name}이(가) {broader}보다 좁습니다. HermiT만 찾아낸 관계입니다."
    ),
    "{entity} is in {name}, which only HermiT finds.": "{entity}이(가) {name}에 속합니다. HermiT만 찾아낸 사실입니다.",
    "{name} is narrower than {broader} by the rules, and HermiT does not find that.": (
        "규칙으로는 {name}이(가) {broader}보다 좁은데, HermiT은 그렇게 보지 않습니다."
    ),
    "One of the two errs; please report it.": "둘 가운데 하나가 틀렸습니다. 알려 주십시오.",
    "HermiT finds memberships that the rules do not; the time was not enough to find each of them.": (
        "규칙으로는 찾지 못하는 소속을 HermiT이 찾았으나, 시간이 모자라 모두 찾지는 못했습니다."
    ),
    "Allow more time with MLLM_KG_REASONER_TIMEOUT.": "MLLM_KG_REASONER_TIMEOUT으로 시간을 더 주십시오.",
    # verdicts
    "Nothing was judged, since a file can't be read.": "읽을 수 없는 파일이 있어 아무것도 판단하지 않았습니다.",
    "HermiT could not judge this.": "HermiT이 판단하지 못했습니다.",
    "INCONSISTENT: with the additions, the {count} statements can't all hold together.": (
        "모순: 추가한 내용까지 진술 {count}개가 모두 함께 성립할 수는 없습니다."
    ),
    "INCONSISTENT: the {count} statements can't all hold together.": (
        "모순: 진술 {count}개가 모두 함께 성립할 수는 없습니다."
    ),
    "Consistent, but some classes can have no member ({count} statements).": (
        "모순은 없으나, 개체가 있을 수 없는 클래스가 있습니다. 진술은 {count}개입니다."
    ),
    "Consistent by OWL 2 DL: the {count} statements fit together, and every class can have members.": (
        "OWL 2 DL에 따라 모순 없음: 진술 {count}개가 함께 성립하고, 어느 클래스에나 개체가 있을 수 있습니다."
    ),
    "Consistent by OWL 2 RL: the {count} statements fit together, and every class can have members.": (
        "OWL 2 RL에 따라 모순 없음: 진술 {count}개가 함께 성립하고, 어느 클래스에나 개체가 있을 수 있습니다."
    ),
    "The rules of OWL 2 RL find every sub-class and every membership that HermiT finds.": (
        "HermiT이 찾는 하위 클래스와 소속을 OWL 2 RL의 규칙이 모두 찾습니다."
    ),
    "Nothing new follows from the additions.": "추가한 내용에서 새로 도출되는 것은 없습니다.",
    "--all shows each of them.": "--all을 주면 하나하나 볼 수 있습니다.",
}
