"""What is said of files and of what their statements name, in Korean."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SENTENCES"]

SENTENCES: Mapping[str, str] = {
    # files
    "This is a folder.": "폴더입니다.",
    "This is a pipe, not a file.": "파일이 아니라 파이프입니다.",
    "This is a socket, not a file.": "파일이 아니라 소켓입니다.",
    "This is a device, not a file.": "파일이 아니라 장치입니다.",
    "This is no regular file.": "일반 파일이 아닙니다.",
    "Name a regular file, or give its content as standard input: `-`.": (
        "일반 파일을 지정하거나, 내용을 표준 입력(`-`)으로 주십시오."
    ),
    "Standard input is closed.": "표준 입력이 닫혀 있습니다.",
    "Give it something: `… | mllm-kg validate -`.": "`… | mllm-kg validate -`처럼 내용을 주십시오.",
    "The file has more than {count} bytes.": "파일이 {count}바이트를 넘습니다.",
    "There is no such file.": "그런 파일이 없습니다.",
    "The file may not be read.": "파일을 읽을 권한이 없습니다.",
    "Give yourself the right to read it.": "읽기 권한을 주십시오.",
    "The symbolic links lead in a circle.": "심볼릭 링크가 순환합니다.",
    "Name the file that is meant.": "실제 파일을 지정하십시오.",
    "No file can have this name.": "파일 이름으로 쓸 수 없는 이름입니다.",
    "The file can't be read: {reason}.": "파일을 읽을 수 없습니다: {reason}.",
    "These are more than {count} files.": "파일이 {count}개를 넘습니다.",
    "No file in the folder has a known suffix.": "폴더에 알려진 확장자의 파일이 없습니다.",
    "How standard input begins does not tell its format.": "표준 입력의 첫머리로는 형식을 알 수 없습니다.",
    "Standard input is empty.": "표준 입력이 비어 있습니다.",
    "Tell it with `--input-format`: {formats}.": "`--input-format`으로 형식을 밝히십시오: {formats}.",
    "The name of the file tells no known format.": "파일 이름으로는 형식을 알 수 없습니다.",
    "Known are {suffixes}.": "알려진 확장자: {suffixes}.",
    # limits
    "Values stand in each other more than {count} levels deep.": "값이 {count}단계보다 깊이 중첩되어 있습니다.",
    "The file makes more than {count} statements.": "파일에서 나오는 진술이 {count}개를 넘습니다.",
    # vocabularies
    "The vocabulary {prefix} has no term {name}.": "{prefix} 어휘에는 {name} 용어가 없습니다.",
    "The property {name} is of another vocabulary, and is not checked.": (
        "{name} 속성은 다른 어휘의 것이어서 검사하지 않습니다."
    ),
    "The class {name} is of another vocabulary, and is not checked.": (
        "{name} 클래스는 다른 어휘의 것이어서 검사하지 않습니다."
    ),
    "{name} is a class, and no property.": "{name}은(는) 속성이 아니라 클래스입니다.",
    "The ontology has no property {name}.": "온톨로지에 {name} 속성이 없습니다.",
    "Use one of its properties, or one of another vocabulary.": "온톨로지의 속성이나 다른 어휘의 속성을 쓰십시오.",
    "{name} is a property, and no class.": "{name}은(는) 클래스가 아니라 속성입니다.",
    "The ontology has no class {name}.": "온톨로지에 {name} 클래스가 없습니다.",
    "Use one of its classes, or one of another vocabulary.": "온톨로지의 클래스나 다른 어휘의 클래스를 쓰십시오.",
    "<{name}> is no address of an entity.": "<{name}>은(는) 개체의 주소가 아닙니다.",
    "<{name}> is no address of this project.": "<{name}>은(는) 이 프로젝트의 주소가 아닙니다.",
    "Entities have addresses such as <{example}>.": "개체의 주소는 <{example}>처럼 적어야 합니다.",
    "Nothing describes {entity}.": "{entity} 개체를 기술하는 것이 없습니다.",
    "A slug has lower-case letters from a to z, digits, and single hyphens.": (
        "슬러그는 소문자 a–z, 숫자, 홑 하이픈으로만 이루어져야 합니다."
    ),
    "Correct the reference, or bring a description of it along.": (
        "참조를 바로잡거나, 그 개체의 기술을 함께 추가하십시오."
    ),
}
