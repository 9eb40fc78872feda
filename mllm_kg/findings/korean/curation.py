"""What is said of additions, of their form and of states of the graph, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # addition
    "{id} has a record already, and it says something else.": "{id}의 레코드가 이미 있으며 내용이 다릅니다.",
    "With --update these statements are joined to it.": "--update를 붙이면 이 진술들을 그 레코드에 합칩니다.",
    "With --update this record takes its place.": "--update를 붙이면 이 레코드로 바꿉니다.",
    "{id} is described twice in what is to be added.": "추가할 내용에 {id} 개체가 두 번 기술되어 있습니다.",
    "Join the two, or give one of them another slug.": "둘을 합치거나 한쪽에 다른 슬러그를 주십시오.",
    # duplicates
    "{entity} has the {what} {value}, and so has {other} ({id}).": (
        "{entity}의 {what} {value}은(는) {other}({id})에도 있습니다."
    ),
    "If they are one, give this record the id {id} and use --update; if not, correct the {what}.": (
        "둘이 같으면 이 레코드에 {id} 식별자를 주고 --update를 쓰십시오. 다르면 {what}을(를) 바로잡으십시오."
    ),
    "{entity} has the same title as {other} ({id}).": "{entity}의 제목이 {other}({id})의 제목과 같습니다.",
    "If they are one, use the id {id} and --update; if one is a version of the other, say `version_of`.": (
        "둘이 같으면 {id} 식별자와 --update를 쓰십시오. 한쪽이 다른 쪽의 다른 판이면 `version_of`를 적으십시오."
    ),
    "{entity} has the same name as {other} ({id}).": "{entity}의 이름이 {other}({id})의 이름과 같습니다.",
    "If they are one, use the id {id} and --update; if not, say `same_name_as: [{id}]`.": (
        "둘이 같으면 {id} 식별자와 --update를 쓰십시오. 다르면 `same_name_as: [{id}]`를 적으십시오."
    ),
    # facts
    "`{key}` takes a text without a language.": "`{key}`에는 언어 태그가 없는 글을 적어야 합니다.",
    "Leave out the language tag.": "언어 태그를 빼십시오.",
    "`{key}` takes a text with its language.": "`{key}`에는 언어 태그가 있는 글을 적어야 합니다.",
    'Add the language tag, as in "…"@en.': '"…"@en처럼 언어 태그를 붙이십시오.',
    "`{key}` takes a text or a number, not an entity.": "`{key}`에는 개체가 아니라 글이나 수를 적어야 합니다.",
    "{value} has the datatype {datatype}; `{key}` takes {wanted}.": (
        "{value}의 데이터형은 {datatype}인데 `{key}`에는 {wanted} 값을 적어야 합니다."
    ),
    "Write it with the datatype {wanted}.": "{wanted} 데이터형으로 적으십시오.",
    "`{key}` takes an entity or an address, not a text.": "`{key}`에는 글이 아니라 개체나 주소를 적어야 합니다.",
    "{value} is none of our entities; `{key}` takes one.": (
        "{value}은(는) 이 그래프의 개체가 아닌데 `{key}`에는 이 그래프의 개체를 적어야 합니다."
    ),
    "Use an IRI that begins with {start}.": "시작이 {start}인 IRI를 쓰십시오.",
    "`{key}` takes a {wanted}, and {entity} is none.": (
        "`{key}`에는 {wanted} 종류의 개체를 적어야 하는데 {entity} 개체는 그렇지 않습니다."
    ),
    "Name a {wanted}.": "{wanted} 종류의 개체를 적으십시오.",
    "{value} has no name.": "{value}에 이름이 없습니다.",
    "Add an rdfs:label: the name of which the end of its IRI is made.": (
        "rdfs:label을 추가하십시오. 그 이름으로 IRI의 끝부분을 만듭니다."
    ),
    "This is no class.": "클래스가 아닙니다.",
    "No record has the class {name}.": "{name}은(는) 레코드에 쓰는 클래스가 아닙니다.",
    "An authorship names no person.": "저자 관계에 사람이 없습니다.",
    "Add mllm:byPerson.": "mllm:byPerson을 추가하십시오.",
    "The authorship of {name} has no place.": "{name}의 저자 관계에 순번이 없습니다.",
    "Add mllm:authorPosition, counted from 1.": "1부터 센 순번을 mllm:authorPosition으로 추가하십시오.",
    "An author is a person, not a text.": "저자는 글이 아니라 사람이어야 합니다.",
    "Give the person an IRI and a label.": "그 사람의 IRI와 이름을 적으십시오.",
    "{value} is no person.": "{value}은(는) 사람이 아닙니다.",
    "Name a person.": "사람을 적으십시오.",
    "No key of a record says {property}.": "레코드에는 {property}에 해당하는 키가 없습니다.",
    "This is no row of the survey's list.": "서베이 목록의 행이 아닙니다.",
    "See data/survey/listing.csv.": "data/survey/listing.csv를 보십시오.",
    "This is no disagreement.": "불일치가 아닙니다.",
    "Give it the class mllm:Disagreement.": "클래스 mllm:Disagreement를 주십시오.",
    "A disagreement belongs to one entity.": "불일치 하나는 개체 하나에만 속해야 합니다.",
    "Give each entity its own.": "개체마다 불일치를 따로 적으십시오.",
    # files of RDF
    "'{id}' is no id.": "'{id}'은(는) 식별자가 아닙니다.",
    "A slug has a-z, 0-9 and single hyphens.": "슬러그는 a-z, 0-9, 홑 하이픈으로만 이루어져야 합니다.",
    "This {kind} says nothing that a slug could be made of.": "이 {kind} 개체에는 슬러그를 만들 만한 내용이 없습니다.",
    "Give it a title or a label.": "제목이나 이름을 주십시오.",
    "Only records can be added, nothing to {graph}.": (
        "레코드만 추가할 수 있습니다. 그래프 {graph}에는 아무것도 추가할 수 없습니다."
    ),
    "This tells of evidence for nothing that is stated here.": "여기에 없는 진술의 근거입니다.",
    "State the facts in this file too.": "그 사실도 이 파일에 적으십시오.",
    "{thing} is nothing that records are about.": "{thing}은(는) 레코드가 다루는 개체가 아닙니다.",
    "Give it one of the classes {classes}.": "다음 클래스 가운데 하나를 주십시오: {classes}.",
    "Of a {kind} a record tells the name alone.": "{kind} 종류의 개체는 레코드에 이름만 적습니다.",
    "{thing} belongs to no record.": "{thing}은(는) 어느 레코드에도 속하지 않습니다.",
    "Name it in a statement about what it belongs to.": "이것이 속한 개체에 관한 진술에서 이것을 가리키십시오.",
    "{told} It is left out.": "{told} 이 진술은 뺐습니다.",
    "Write {ours}, from which this follows.": "이 진술이 따라 나오는 {ours} 속성을 적으십시오.",
    "Leave it out, or let --drop-foreign do so.": "이 진술을 빼거나, --drop-foreign을 붙여 빠지게 하십시오.",
    "{entity} has facts without a source; they are kept as unconfirmed.": (
        "{entity}에 출처가 없는 사실이 있어 미확인으로 남겨 둡니다."
    ),
    "Name the page with prov:hadPrimarySource, or with --source.": (
        "prov:hadPrimarySource나 --source로 페이지를 밝히십시오."
    ),
    # form
    "This record can't be written in canonical form without changing it.": (
        "이 레코드는 내용을 바꾸지 않고서는 정규 형식으로 쓸 수 없습니다."
    ),
    "Write its values in the plain style of other records.": "값을 다른 레코드처럼 단순한 형식으로 적으십시오.",
    "This comment stands among the items of a list, which may have to stand on one line.": (
        "이 주석은 목록의 항목 사이에 있는데, 목록은 한 줄에 놓아야 할 수도 있습니다."
    ),
    "Move the comment to a line of its own, above the key of the list.": (
        "주석을 목록의 키 위에 있는 별도의 줄로 옮기십시오."
    ),
    "A letter on this line is put together from several characters.": "이 줄에 여러 문자를 합쳐 만든 글자가 있습니다.",
    "Write it as one character (Unicode Normalization Form C), so that it is found.": (
        "검색할 수 있도록 한 문자(유니코드 정규화 형식 C)로 적으십시오."
    ),
    "This file is not in canonical form.": "이 파일은 정규 형식이 아닙니다.",
    "This line should be {line}; `mllm-kg fmt` writes it.": (
        "이 줄은 다음과 같아야 합니다: {line}. `mllm-kg fmt`로 고칠 수 있습니다."
    ),
    # states and pull requests
    "{entity} stands twice in {state}.": "{state}에 {entity} 개체가 두 번 있습니다.",
    "This is a link and no file.": "파일이 아니라 링크입니다.",
    "Add the record itself as a file.": "레코드 자체를 파일로 추가하십시오.",
}
