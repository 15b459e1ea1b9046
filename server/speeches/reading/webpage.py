"""Web pages:

the text that a reader would see, block by block, with the numbers of ordered lists.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from server.speeches.reading.decoding import decode
from server.speeches.reading.document import Document

# Source: WHATWG HTML, Rendering: elements with display: block, list-item or a table's.
_BLOCKS: Final = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section
    summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a table of words
)
_UNSEEN: Final = frozenset(
    """
    audio button canvas datalist embed head iframe input math nav noscript object script select
    style svg template textarea video
    """.split()  # noqa: SIM905
)
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_DECLARED_WITHIN: Final = 4096


def read(content: bytes) -> Document:
    """Read a web page. Raises Refusal: encoding_unknown."""
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    return document(decode(content, declared[1].decode("ascii") if declared else ""))


def document(html: str) -> Document:
    """Return the text of a page; its title is its first heading."""
    tree = LexborHTMLParser(html)
    heading = tree.css_first("h1")
    title = _SPACE.sub(" ", heading.text(deep=True)).strip() if heading else ""
    return Document(list(_lines(tree.root)), title)


def _lines(root: LexborNode | None) -> Iterator[str]:
    words: list[str] = []
    counters: list[int] = []
    for node, entering in _walk(root):
        tag = node.tag
        if tag == "-text" and entering:
            words.append(node.text_content or "")
        elif tag in _BLOCKS:
            if line := _SPACE.sub(" ", "".join(words)).strip(" "):
                yield line
            words = []
            if tag == "ol" and entering:
                counters.append(_start(node))
            elif tag == "ol" and counters:
                counters.pop()
            elif tag == "li" and entering and counters and _is_counted(node):
                words = [f"{counters[-1]}. "]
                counters[-1] += 1
    yield "".join(words)


def _walk(root: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Yield (node, True) on the way in and (node, False) on the way out, without recursion:

    pages nest without bound.
    """
    node = root
    while node is not None:
        yield node, True
        inner = None if _is_unseen(node) else node.child
        if inner is not None:
            node = inner
            continue
        while node is not None:
            yield node, False
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _is_unseen(node: LexborNode) -> bool:
    return node.tag in _UNSEEN or (
        node.tag is not None and node.tag[0] not in "-!" and "hidden" in node.attributes
    )


def _is_counted(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag == "ol"


def _start(node: LexborNode) -> int:
    given = node.attributes.get("start") or "1"
    return int(given) if re.fullmatch(r"\d{1,4}", given) else 1
