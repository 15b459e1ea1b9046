"""Web pages and Markdown: what a reader would see."""

import pytest

from server.speeches.reading.read import Reading, read_file


def page(body: str) -> list[str]:
    return read_file(f"<!doctype html><body>{body}".encode(), "a.html").paragraphs


def markdown(text: str) -> list[str]:
    return read_file(text.encode(), "a.md").paragraphs


def test_scripts_styles_menus_and_hidden_parts_are_not_seen() -> None:
    body = (
        "<nav>首页</nav><script>脚本</script><style>样式</style><p>读<b>书</b></p>"
        "<!-- 注 --><template>模板</template><p hidden>藏</p><noscript>无</noscript>"
        "<svg><text>图</text></svg><textarea>框</textarea>"
    )
    assert page(body) == ["读书"]


def test_blocks_part_paragraphs_and_inline_marks_do_not() -> None:
    body = "<div>甲<p>乙<br>丙</p>丁<ul><li>戊<li>己</ul></div><td>庚\n\n  <i>辛</i></td>"
    assert page(body) == ["甲", "乙", "丙", "丁", "戊", "己", "庚 辛"]


def test_ordered_lists_keep_their_numbers() -> None:
    body = "<ol><li>读<ol start=5><li>早<li>晚</ol><li>写</ol><ul><li>点</ul>"
    assert page(body) == ["1. 读", "5. 早", "6. 晚", "2. 写", "点"]


def test_the_first_heading_is_the_title() -> None:
    content = (
        "<html><title>网站</title><h2>栏目</h2><h1> 读书 <br>三点</h1><p>词</p></html>".encode()
    )
    assert read_file(content, "a.html").title == "读书 三点"


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "big5", "utf-8"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    text = "一日之計" if encoding == "big5" else "一日之计" if encoding != "utf-8" else "一日"
    html = f'<html><head><meta charset="{encoding}"></head><p>{text}</p></html>'
    assert read_file(html.encode(encoding), "a.html").paragraphs == [text]


def test_entities_of_a_page_are_characters_and_its_own_are_none() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><p>&amp;&lt;字&b;</p>'
    (paragraph,) = read_file(bomb.encode(), "a.html").paragraphs[-1:]
    assert paragraph.endswith("&<字&b;")


def test_a_page_that_nests_without_end_is_read() -> None:
    assert page("<b>字" * 100_000) == ["字" * 100_000]


def test_marks_of_markdown_go_and_numbers_stay() -> None:
    text = (
        "---\ntitle: x\n---\n# 读书\n\n要做到**三**点：\n\n1. 读\n2. 写\n   - 早\n\n"
        "> 引用\n\n[链接](http://example.org) `码` ~~删~~\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"
    )
    assert markdown(text) == [
        "读书",
        "要做到三点：",
        "1. 读",
        "2. 写",
        "早",
        "引用",
        "链接 码 删",
        *"甲乙丙丁",
    ]
    assert read_file(text.encode(), "a.md").title == "读书"


def test_lines_of_markdown_stay_lines() -> None:
    assert markdown("（一）读\n（二）写\n") == ["（一）读", "（二）写"]


def test_markdown_in_a_text_file_is_text() -> None:
    assert read_file(b"# a\n", "a.txt") == Reading("txt", "", ["# a"])


@pytest.mark.parametrize("text", ["> " * 50 + "a", "[" * 5000 + "a", "*a " * 5000])
def test_markdown_that_nests_deeply_is_read(text: str) -> None:
    assert "a" in "".join(markdown(text))
