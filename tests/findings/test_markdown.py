"""Findings as a page for reviewers."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from mllm_kg.findings import Finding, Location, Severity
from mllm_kg.findings.markdown import ROWS, render_markdown
from tests.findings.samples import DATATYPE, DUPLICATE, NOTES, PAGES, UNKNOWN_KEY, korean

__all__ = ["korean"]


def html(text: str) -> str:
    return MarkdownIt("gfm-like", {"linkify": False}).render(text)


def test_a_page_has_a_table() -> None:
    assert render_markdown([UNKNOWN_KEY, DUPLICATE]) == (
        "## Validation of the records\n"
        "\n"
        "Does not conform: 1 error, 1 warning.\n"
        "\n"
        "| severity | place | what is wrong | rule |\n"
        "| --- | --- | --- | --- |\n"
        "| warning | b.ttl&#58;12&#58;3 | Paper 'B' has the arXiv id of paper 'A'. "
        f"| [duplicate-arxiv-id]({PAGES}duplicate-arxiv-id.md) |\n"
        "| error | tower.yaml&#58;5&#58;1 | 'base&#95;on' is no key of a record.<br>Did you mean 'based&#95;on'? "
        f"| [unknown-key]({PAGES}unknown-key.md) |\n"
    )


@pytest.mark.usefixtures("korean")
def test_a_page_in_korean() -> None:
    told = render_markdown([UNKNOWN_KEY], "ko")
    assert told.startswith("## 레코드 검증\n\n부적합: 오류 1건.\n")
    assert "| 오류 | tower.yaml&#58;5&#58;1 | 'base&#95;on'은(는) 레코드의 키가 아닙니다.<br>" in told


def test_nothing_found_is_no_table() -> None:
    assert render_markdown([]) == "## Validation of the records\n\nConforms: no findings.\n"


def test_a_long_table_is_cut() -> None:
    told = render_markdown(NOTES * 100)
    assert told.count("| note |") == ROWS
    assert told.endswith("\n… and 600 more; the format json has them all.\n")


@pytest.mark.parametrize(
    "evil",
    [
        "[x](http://evil.example)",
        "![x](http://evil.example/x.png)",
        "<img src=x onerror=alert(1)>",
        "a | b\n| c",
        "**bold** _it_ `code` ~~no~~",
        "&lt;script&gt;",
        "\\",
        "# head",
    ],
)
def test_what_a_file_says_is_shown_as_it_is(evil: str) -> None:
    told = html(render_markdown([Finding("rule", Severity.VIOLATION, evil, None, Location(evil, 1, 1))]))
    cells = re.findall(r"<td>(.*?)</td>", told, re.DOTALL)
    assert len(cells) == 4
    shown = cells[2].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert shown == evil.replace("\n", "\\n")
    assert re.findall(r"<(?!/?(?:h2|p|table|thead|tbody|tr|th|td|a)\b)[^>]*>", told) == []


def test_no_one_is_mentioned_and_no_address_becomes_a_link() -> None:
    told = render_markdown(
        [Finding("rule", Severity.INFO, "@octocat www.evil.example https://evil.example #1 a@b.example")]
    )
    row = told.splitlines()[-1].partition("| [rule]")[0]
    assert not re.search(r"@\w|www\.|https?:|#\d+(?!;)\b", row)


def test_the_place_is_empty_where_there_is_none() -> None:
    assert "| error |  | Model" in render_markdown([Finding("rule", Severity.VIOLATION, "Model.")])
    assert DATATYPE.location is not None
