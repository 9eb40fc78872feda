"""What the pages themselves say, beside what they show: headings, buttons, sentences, by language.

A page in a language that is not here speaks English, and shows the terms in that language as far as they have it.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LANGUAGES", "Chrome"]

LANGUAGES = ("en", "ko")
"""The languages that the pages speak, by BCP 47 tag; English is complete."""

_KOREAN: Mapping[str, str] = {
    "Reference": "참조 문서",
    "Overview": "개요",
    "Ontology": "온톨로지",
    "Taxonomy": "분류 체계",
    "Shapes": "형상(SHACL)",
    "Rules": "규칙",
    "Questions": "질문",
    "Named graphs": "이름 있는 그래프",
    "Pages": "페이지",
    "Skip to the content": "본문으로 건너뛰기",
    "Search": "검색",
    "Search terms, rules, questions": "용어, 규칙, 질문 검색",
    "Results": "검색 결과",
    "Nothing found": "결과 없음",
    "{number} results": "결과 {number}개",
    "On this page": "이 페이지의 내용",
    "Copy the IRI": "IRI 복사",
    "Copied": "복사됨",
    "Link to this": "이 항목의 링크",
    "class": "클래스",
    "object": "객체 속성",
    "data": "데이터 속성",
    "annotation": "주석 속성",
    "individual": "개체",
    "concept": "개념",
    "scheme": "개념 체계",
    "shape": "형상",
    "rule": "규칙",
    "question": "질문",
    "Classes": "클래스",
    "Object properties": "객체 속성",
    "Data properties": "데이터 속성",
    "Annotation properties": "주석 속성",
    "Individuals": "개체",
    "defined": "정의된 클래스",
    "withdrawn": "폐기됨",
    "In other languages": "다른 언어로",
    "Also called": "다른 이름",
    "Values for example": "값의 예",
    "See also": "참고",
    "is-a": "상위",
    "same-as": "다음과 같음",
    "union-of": "서로 겹치지 않는 합",
    "disjoint": "겹치지 않음",
    "key": "같으면 같은 개체",
    "from": "정의역",
    "to": "치역",
    "sub-property-of": "상위 속성",
    "inverse": "역속성",
    "chain": "다음에서 따름",
    "different": "다음과 다름",
    "Subclasses": "하위 클래스",
    "Subproperties": "하위 속성",
    "Characteristics": "특성",
    "Functional": "값이 많아야 하나",
    "InverseFunctional": "한 값은 하나의 주어에만",
    "Transitive": "추이적",
    "Symmetric": "대칭",
    "Asymmetric": "비대칭",
    "Reflexive": "반사적",
    "Irreflexive": "자신과는 맺지 않음",
    "In other vocabularies": "다른 어휘와의 대응",
    "owl:equivalentClass": "같음",
    "owl:equivalentProperty": "같음",
    "skos:exactMatch": "정확히 일치",
    "rdfs:subClassOf": "더 좁음",
    "rdfs:subPropertyOf": "더 좁음",
    "skos:closeMatch": "거의 일치",
    "skos:relatedMatch": "관련",
    "Properties": "속성",
    "Value of": "다음 속성의 값",
    "Properties of {name}": "{name}의 속성",
    "In the data": "데이터에서",
    "{number} instances": "개체 {number}개",
    "{number} statements": "진술 {number}개",
    "{stated} stated, {inferred} inferred": "기록 {stated}, 추론 {inferred}",
    "statements": "진술",
    "not used yet": "아직 쓰이지 않음",
    "For example": "예",
    "What must hold": "지켜야 할 것",
    "{number} rules of the shape {name}": "형상 {name}의 규칙 {number}개",
    "Used by the questions": "이 용어를 쓰는 질문",
    "About": "대상",
    "Severity": "심각도",
    "Asks for": "제약",
    "violation": "위반",
    "warning": "경고",
    "info": "정보",
    "the other way round": "반대 방향",
    "the entity itself": "개체 자신",
    "Referred to by other shapes.": "다른 형상이 참조한다.",
    "It is about": "적용 대상",
    "Problem": "문제",
    "Solution": "해결",
    "Query": "질의",
    "Parameters": "매개변수",
    "parameter": "매개변수",
    "type": "유형",
    "default": "기본값",
    "what it does": "설명",
    "example": "예",
    "any": "모두",
    "Manchester syntax": "맨체스터 문법",
    "No concept yet.": "아직 개념이 없다.",
    "What it holds": "내용",
    "An arrow ← counts the statements of the data that lead to the concept by a property.": "화살표 ← 뒤의 수는 그 속성으로 "
    "이 개념을 가리키는 데이터의 진술 수이다.",
    "Name": "이름",
    "Evidence": "근거",
    "Statements": "진술",
    "Graphs": "그래프",
    "Kind of record": "레코드 종류",
    "Prefixes": "접두어",
    "Prefix": "접두어",
    "Namespace": "이름 공간",
    "How to cite": "인용 방법",
    "It rests on": "바탕이 된 저작",
    "Licences": "라이선스",
    "Version": "버전",
    "How the classes relate": "클래스의 관계",
    "key figures": "주요 수치",
    "properties": "속성",
    "classes": "클래스",
    "entities": "개체",
    "named graphs": "이름 있는 그래프",
    "questions": "질문",
    "rules": "규칙",
    "Landscape": "연구 지형",
    "Models": "모델",
    "Resources": "자원",
    "Benchmarks": "벤치마크",
    "Frontiers": "연구 전선",
    "Gaps": "빈틈",
    "Trust": "신뢰",
    "Languages": "언어",
    "A line leads from a class to the wider one, a row of a box to the class of the values. Each name is a link. Classes "
    "that are defined by others are left out.": "선은 클래스에서 상위 클래스로, 상자의 줄은 값의 클래스로 이어진다. 모든 "
    "이름은 링크이다. 다른 클래스로 정의된 클래스는 뺐다.",
    "A diagram of {number} classes and their relations; the page of the ontology says the same in words.": "클래스 "
    "{number}개와 그 관계의 그림. 온톨로지 페이지가 같은 내용을 글로 설명한다.",
    "Every class and property: what it means, its axioms in words, how the data uses it.": "모든 클래스와 속성: 뜻, 말로 "
    "풀어 쓴 공리, 데이터에서의 쓰임.",
    "Strategies, stages, construction methods, frontiers and their challenges, as trees.": "전략, 단계, 구축 방법, 연구 "
    "전선과 도전 과제의 나무.",
    "What must hold of each kind of entity, shape by shape.": "개체의 종류마다 지켜야 할 것을 형상별로.",
    "Rules across entities, each a query of which any row is a finding.": "여러 개체에 걸친 규칙. 각 규칙은 질의이며, 나온 "
    "행이 모두 지적 사항이다.",
    "Research questions with their parameters and their SPARQL.": "연구 질문과 그 매개변수, SPARQL.",
    "Where statements stand, what they rest on, and the prefixes.": "진술이 놓인 곳, 근거, 접두어.",
    "The graph is an RDF dataset. Each record is a named graph of its own, so that a statement says where it comes from. "
    "A triple stands in one graph.": "이 그래프는 RDF 데이터셋이다. 레코드마다 이름 있는 그래프가 하나씩 있어 진술의 "
    "출처를 알 수 있다. 트리플 하나는 그래프 하나에만 있다.",
    "the ontology and its alignments": "온톨로지와 정렬",
    "the survey's list, exactly as listed": "서베이의 목록, 적힌 그대로",
    "people, venues, tasks and techniques that records name": "레코드가 이름으로 가리키는 사람, 발표처, 과업, 기법",
    "what follows from confirmed and listed statements": "확인되거나 목록에 적힌 진술에서 따르는 것",
    "what follows only with unconfirmed statements": "미확인 진술이 있어야만 따르는 것",
    "what the other graphs rest on": "다른 그래프들의 근거",
    "Ask it": "이렇게 묻는다",
    "Generated from the graph by": "그래프에서 만든 문서, 명령:",
}

_ENGLISH: Mapping[str, str] = {
    "object": "object property",
    "data": "data property",
    "annotation": "annotation property",
    "is-a": "Is a",
    "same-as": "Is the same as",
    "union-of": "Is divided into",
    "disjoint": "Shares nothing with",
    "key": "Is one thing if equal in",
    "from": "From",
    "to": "To",
    "sub-property-of": "Implies",
    "inverse": "The other way round",
    "chain": "Follows from",
    "different": "Is not",
    "Functional": "at most one value",
    "InverseFunctional": "a value has at most one subject",
    "Transitive": "leads on from step to step (transitive)",
    "Symmetric": "holds both ways (symmetric)",
    "Asymmetric": "never holds both ways (asymmetric)",
    "Reflexive": "holds of everything with itself (reflexive)",
    "Irreflexive": "never of a thing with itself (irreflexive)",
    "owl:equivalentClass": "the same as",
    "owl:equivalentProperty": "the same as",
    "skos:exactMatch": "exactly",
    "rdfs:subClassOf": "narrower than",
    "rdfs:subPropertyOf": "narrower than",
    "skos:closeMatch": "close to",
    "skos:relatedMatch": "related to",
}

_TABLES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "ko": _KOREAN}


class Chrome:
    """The words of a page.

    :param language: the language that is asked for
    """

    def __init__(self, language: str) -> None:
        base = language.partition("-")[0]
        self.language = next((tag for tag in (language, base) if tag in LANGUAGES), LANGUAGES[0])

    def __call__(self, key: str, **slots: str | int) -> str:
        """Return a text in the language of the page.

        :param key: the English text, or a short name for it
        :param slots: what fills its braces
        """
        text = _TABLES[self.language].get(key) or _ENGLISH.get(key, key)
        return text.format_map(slots) if slots else text

    def number(self, value: int) -> str:
        """Return a number with separators of thousands, which both languages write alike."""
        return f"{value:,}"
