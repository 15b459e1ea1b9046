"""Write a deck as a deck file: the parser's inverse."""

import json
import re

from server.decks.deck import Deck, Item, KeyList


def deck_text(deck: Deck) -> str:
    lines = ["---", f"slug: {deck.slug}", f"title: {json.dumps(deck.title, ensure_ascii=False)}"]
    if deck.title_en:
        lines.append(f"title_en: {json.dumps(deck.title_en, ensure_ascii=False)}")
    if deck.origin != deck.slug:
        lines.append(f"was: {deck.origin}")
    lines += [f"language: {deck.language}", f"position: {deck.position}", "---"]
    part = ("", "")
    for key_list in deck.key_lists:
        if (key_list.part, key_list.part_en) != part:
            part = (key_list.part, key_list.part_en)
            lines += ["", f"## {_bilingual(*part)}"]
        lines += ["", f"### {_bilingual(key_list.name, key_list.name_en)} {_tag(key_list)}", ""]
        for place, item in enumerate(key_list.items, 1):
            mark = f"{place}." if key_list.ordered else "-"
            lines.append(f"{mark} {_bilingual(item.text, item.text_en)} {_tag(item)}")
            if item.detail:
                lines.append(f"   > {_bilingual(item.detail, item.detail_en)}")
    return "\n".join([*lines, ""])


def _bilingual(text: str, text_en: str) -> str:
    return f"{_escaped(text)} / {_escaped(text_en)}" if text_en else _escaped(text)


def _escaped(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def _tag(named: KeyList | Item) -> str:
    was = f" (was `{named.origin}`)" if named.origin != named.slug else ""
    return f"`{named.slug}`{was}"
