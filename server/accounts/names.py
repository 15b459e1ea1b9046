"""Account and device names: what is shown, and what makes two of them the same."""

import unicodedata

import marshmallow as ma

LONGEST = 64
LONGEST_KEY = 256
# Control, format, surrogate, private, unassigned, separators: they hide differences.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown(text: str) -> str:
    """Return a name as it is stored: composed, without space around it."""
    return unicodedata.normalize("NFC", text).strip()


def key(name: str) -> str:
    """Return what is unique of an account name: NFKC and casefold, so that ＡＢ１ and ab1 are one.

    Source: Unicode Standard, 3.13, compatibility caseless matching.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown(name)).casefold())
    return " ".join(folded.split())


class Name(ma.fields.String):
    """A name of 1 to 64 visible characters."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> str:
        name = shown(super()._deserialize(value, attr, data, **kwargs))
        if not 1 <= len(name) <= LONGEST or not 1 <= len(key(name)) <= LONGEST_KEY:
            raise ma.ValidationError(f"Must have 1 to {LONGEST} characters.")
        if any(unicodedata.category(each) in INVISIBLE for each in name):
            raise ma.ValidationError("Holds a character that cannot be seen.")
        return name
