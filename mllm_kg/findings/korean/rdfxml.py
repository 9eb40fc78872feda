"""What is said of XML and RDF/XML files, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # XML
    "The file says that it is written in {encoding}, and only UTF-8 is read.": (
        "파일의 인코딩 선언은 {encoding}인데 UTF-8만 읽습니다."
    ),
    'Save it as UTF-8, with encoding="UTF-8".': 'encoding="UTF-8"로 적고 UTF-8로 저장하십시오.',
    "XML with a document type is refused: its entities could blow it up or name other files.": (
        "문서 유형 선언이 있는 XML은 받지 않습니다. 그 엔티티가 문서를 터무니없이 키우거나 다른 파일을 가리킬 수 "
        "있습니다."
    ),
    "Take <!DOCTYPE …> out, and write what its entities stand for.": (
        "<!DOCTYPE …>을 지우고, 엔티티가 나타내는 내용을 직접 적으십시오."
    ),
    "The element `{name}` is never closed.": "`{name}` 요소가 닫히지 않았습니다.",
    "Close it with </{name}>.": "</{name}> 태그로 닫으십시오.",
    "This closing tag does not match the opening tag <{name}> of line {line}.": (
        "이 닫는 태그가 {line}번째 줄의 여는 태그 <{name}>의 짝이 아닙니다."
    ),
    "Close elements in turn: </{name}> comes first.": "요소를 차례대로 닫으십시오. </{name}> 태그가 먼저 와야 합니다.",
    "An `&` stands alone.": "`&`가 홀로 있습니다.",
    "Write it as &amp;.": "&amp;로 적으십시오.",
    "A control character can not stand in XML.": "XML에는 제어 문자를 쓸 수 없습니다.",
    "The value of an attribute stands in quotes.": "XML 속성의 값은 따옴표로 둘러야 합니다.",
    'Write it as name="value".': 'name="value"처럼 적으십시오.',
    "A tag or a quote before this `<` is never closed.": "이 `<` 앞의 태그나 따옴표가 닫히지 않았습니다.",
    "Close it; a `<` in a value is written &lt;.": "닫으십시오. 값 안의 `<`는 &lt;로 적습니다.",
    "The tag is not well written here.": "여기에서 태그가 올바르지 않습니다.",
    'Write it as <name attribute="value">.': '<name attribute="value">처럼 적으십시오.',
    "The text is no well-formed XML here.": "여기에서 올바른 XML이 아닙니다.",
    "Check the brackets and quotes around it; < and & in a text are written &lt; and &amp;.": (
        "앞뒤의 괄호와 따옴표를 살펴보십시오. 글 안의 <와 &는 &lt;와 &amp;로 적습니다."
    ),
    "The file holds no element.": "파일에 요소가 없습니다.",
    'RDF/XML starts with <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">.': (
        'RDF/XML은 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">로 시작합니다.'
    ),
    "What begins here is never closed.": "여기에서 시작한 것이 닫히지 않았습니다.",
    "The element has this attribute twice.": "요소에 이 XML 속성이 두 번 있습니다.",
    "Keep one; a property with two values is written as two elements.": (
        "하나만 남기십시오. 값이 둘인 속성은 요소 두 개로 적습니다."
    ),
    "The first element has ended before this.": "첫 요소가 이 앞에서 이미 끝났습니다.",
    "Put everything into one element <rdf:RDF>.": "모두 <rdf:RDF> 요소 하나에 넣으십시오.",
    "This entity is not known.": "알 수 없는 엔티티입니다.",
    "XML knows &lt; &gt; &amp; &quot; and &apos;; write any other character itself.": (
        "XML의 엔티티는 &lt; &gt; &amp; &quot; &apos;입니다. 다른 문자는 그대로 적으십시오."
    ),
    "This stands for no character.": "이것이 나타내는 문자가 없습니다.",
    "Something stands before <?xml … ?>.": "<?xml … ?> 앞에 다른 것이 있습니다.",
    "Put <?xml … ?> at the very beginning, or leave it out.": "<?xml … ?>을 맨 앞에 두거나 빼십시오.",
    "This CDATA section is never closed.": "이 CDATA 구역이 닫히지 않았습니다.",
    "Close it with `]]>`.": "`]]>`로 닫으십시오.",
    "The declaration <?xml … ?> is not well written.": "<?xml … ?> 선언이 올바르지 않습니다.",
    'Write it as: <?xml version="1.0" encoding="UTF-8"?>': (
        '다음과 같이 적으십시오: <?xml version="1.0" encoding="UTF-8"?>'
    ),
    # RDF/XML
    'Add xmlns:{prefix}="{namespace}" to the first element.': (
        '첫 요소에 xmlns:{prefix}="{namespace}" 선언을 추가하십시오.'
    ),
    'Did you mean `{near}:`? It is declared by xmlns:{near}="{namespace}".': (
        '혹시 `{near}:` 아닙니까? xmlns:{near}="{namespace}" 선언이 필요합니다.'
    ),
    'Declare it in the first element: xmlns:{prefix}="…".': '첫 요소에서 선언하십시오: xmlns:{prefix}="…".',
    '"{tag}" is no language tag.': '"{tag}"은(는) 언어 태그가 아닙니다.',
    'Write one such as xml:lang="en", or leave xml:lang out.': 'xml:lang="en"처럼 적거나 xml:lang을 빼십시오.',
    "`{kind}` is no rdf:parseType, so what the property says is lost.": (
        "`{kind}`은(는) rdf:parseType의 값이 아니어서 속성의 내용이 사라집니다."
    ),
    "It is Resource, Literal or Collection; a text needs none.": (
        "Resource, Literal, Collection 가운데 하나여야 합니다. 글에는 필요하지 않습니다."
    ),
    "The attribute `{name}` has no meaning here.": "여기에서는 XML 속성 `{name}`에 뜻이 없습니다.",
    "Write it with a prefix, such as `rdf:{name}` or `mllm:{name}`.": (
        "`rdf:{name}`이나 `mllm:{name}`처럼 접두어를 붙여 적으십시오."
    ),
    "RDF/XML knows rdf:about, rdf:ID, rdf:nodeID, rdf:resource, rdf:datatype and rdf:parseType.": (
        "RDF/XML에는 rdf:about, rdf:ID, rdf:nodeID, rdf:resource, rdf:datatype, rdf:parseType이 있습니다."
    ),
    "The element `{name}` belongs to no namespace.": "`{name}` 요소가 어느 이름 공간에도 속하지 않습니다.",
    "Write it with a prefix, such as `mllm:{name}`.": "`mllm:{name}`처럼 접두어를 붙여 적으십시오.",
    "The element `{name}` can not stand here.": "여기에는 `{name}` 요소를 쓸 수 없습니다.",
    "Elements of things and elements of their properties take turns: check what this one stands in.": (
        "개체의 요소와 속성의 요소가 번갈아 나와야 합니다. 이 요소가 어느 요소 안에 있는지 살펴보십시오."
    ),
    "Elements of things and elements of their properties take turns.": (
        "개체의 요소와 속성의 요소가 번갈아 나와야 합니다."
    ),
    "Text can not stand between these elements.": "이 요소들 사이에는 글을 쓸 수 없습니다.",
    "Put the text into an element of a property.": "글을 속성의 요소 안에 넣으십시오.",
    "`{value}` is no name that {attribute} can have.": "`{value}`은(는) {attribute}에 쓸 수 있는 이름이 아닙니다.",
    "A name starts with a letter, and has letters, digits, hyphens and dots only.": (
        "이름은 글자로 시작하고 글자, 숫자, 하이픈, 마침표로만 이루어져야 합니다."
    ),
    "The rdf:ID `{value}` stands here a second time.": "`{value}` 값이 rdf:ID에 다시 나옵니다.",
    "Use rdf:about to say more about a thing.": "같은 개체에 관해 더 진술하려면 rdf:about을 쓰십시오.",
    "An element has two attributes that exclude each other.": "요소에 함께 쓸 수 없는 XML 속성이 둘 있습니다.",
    "Keep one of rdf:about, rdf:ID, rdf:nodeID and rdf:resource.": (
        "rdf:about, rdf:ID, rdf:nodeID, rdf:resource 가운데 하나만 남기십시오."
    ),
    "A property with rdf:parseType holds nothing.": "rdf:parseType이 있는 속성에 내용이 없습니다.",
    "Leave rdf:parseType out.": "rdf:parseType을 빼십시오.",
    "Text can not stand beside what this property has already.": "이 속성에 이미 있는 것과 글을 함께 쓸 수 없습니다.",
    "Keep the text or the attribute, not both.": "글과 XML 속성 가운데 하나만 남기십시오.",
    "This is no RDF/XML that can be read.": "읽을 수 있는 RDF/XML이 아닙니다.",
}
