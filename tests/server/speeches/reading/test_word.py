"""Word documents, as Word writes them."""

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from server.speeches.reading.limits import DEEPEST_XML
from server.speeches.reading.read import read_file
from server.speeches.reading.refusals import Refusal
from tests.server.speeches.reading import files


def lines(content: bytes) -> list[str]:
    return read_file(content, "a.docx").paragraphs


def body(xml: str) -> list[str]:
    return lines(files.raw_docx(xml))


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_automatic_numbers_come_out_as_ordinals() -> None:
    content = files.numbered_docx(
        [("chineseCounting", "%1、"), ("decimal", "（%2）"), ("decimalEnclosedCircle", "%3")],
        [
            ("读书", 0),
            ("早上", 1),
            ("一页", 2),
            ("晚上", 1),
            ("不编号的话", None),
            ("写字", 0),
            ("中午", 1),
        ],
    )
    assert lines(content) == [
        "一、读书",
        "（1）早上",
        "①一页",
        "（2）晚上",
        "不编号的话",
        "二、写字",
        "（1）中午",
    ]


def test_a_number_shows_the_levels_above_it() -> None:
    content = files.numbered_docx(
        [("decimal", "%1."), ("decimal", "%1.%2")], [("读书", 0), ("早上", 1), ("晚上", 1)]
    )
    assert lines(content) == ["1. 读书", "1.1 早上", "1.2 晚上"]


def test_bullets_stay_marks() -> None:
    content = files.numbered_docx([("bullet", "\uf0b7")], [("读书", 0), ("写字", 0)])
    assert lines(content) == ["• 读书", "• 写字"]


def test_numbers_of_styles_count() -> None:
    document = Document()
    document.add_paragraph("读书", style="List Number")
    document.add_paragraph("写字", style="List Number")
    assert lines(files.saved(document)) == ["1. 读书", "2. 写字"]


def test_tables_are_read_where_they_stand() -> None:
    document = Document()
    document.add_paragraph("以前")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{number}"
    document.add_paragraph("以后")
    assert lines(files.saved(document)) == ["以前", "格0", "格1", "格2", "格3", "以后"]


def test_a_table_of_contents_is_left_out() -> None:
    document = Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("读书\t3", style="toc 1")
    document.add_paragraph("读书")
    assert lines(files.saved(document)) == ["读书"]


def test_only_what_is_said_is_read() -> None:
    xml = (
        "<w:p><w:r><w:t>留</w:t></w:r>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:ins><w:r><w:t>下</w:t></w:r></w:ins></w:p>"
    )
    assert body(xml) == ["留下"]


def test_breaks_and_tabs_part_words() -> None:
    xml = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
    )
    assert body(xml) == ["甲 乙", "丙"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    xml = (
        f"<w:p><w:r><w:t>前</w:t><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
    )
    assert body(xml) == ["框", "前后"]


def test_the_strict_edition_of_the_format_is_read() -> None:
    xml = files.raw_docx(paragraph("读书"))
    strict = files.zipped(
        {
            "word/document.xml": b'<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main">'
            b"<p><r><t>read</t></r></p></d>"
        }
    )
    assert (lines(xml), lines(strict)) == (["读书"], ["read"])


def entities(levels: int) -> str:
    defined = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(levels)
    )
    return f"<!DOCTYPE w [{defined}]>"


@pytest.mark.parametrize(
    "content",
    [
        files.raw_docx(paragraph("&e9;"), entities(10)),
        files.raw_docx(paragraph("&x;"), '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        files.raw_docx(paragraph("词"), "<!DOCTYPE w>"),
        files.raw_docx("<w:p>" * (DEEPEST_XML + 1) + "</w:p>" * (DEEPEST_XML + 1)),
        files.raw_docx("<w:p>" * 100_000),
        files.raw_docx("<w:p><w:r></w:p>"),
        files.zipped({"word/other.xml": b"<w/>"}),
        files.zipped({"word/document.xml": b"\xff\xfe\x00"}),
        files.zipped({"word/document.xml": files.zipped({"word/document.xml": b"<w/>"})}),
    ],
)
def test_hostile_markup_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="file_broken"):
        read_file(content, "a.docx")


def test_a_document_that_packs_too_well_is_not_unpacked() -> None:
    with pytest.raises(Refusal, match="unpacks_too_large"):
        read_file(files.raw_docx(paragraph("词") * 100_000), "a.docx")
