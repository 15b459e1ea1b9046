"""Write the SVG sources of the icons: the character 记 as a cinnabar seal.

The outline was taken from Noto Serif CJK SC Bold (SIL Open Font License), whose units are 1000 to
the em, y upwards.
`render.py` turns these files into the PNG files that phones ask for.
"""

from pathlib import Path

HERE = Path(__file__).parent
CINNABAR, PAPER = "#b1382a", "#fbf8f1"
JI = (
    "M116 847 107 840C154 790 211 713 233 646C350 578 426 802 116 847ZM276 519C298 522 309 53"
    "0 315 537L218 618L165 565H32L41 536H164V124C164 102 157 92 115 68L198 -57C209 -49 222 -3"
    "5 229 -14C307 74 369 155 400 198L395 207L276 139ZM418 492V54C418 -28 452 -47 570 -47H710"
    "C925 -47 976 -33 976 17C976 37 965 49 929 62L926 194H915C894 130 877 85 865 66C856 56 84"
    "8 52 832 51C812 49 769 49 721 49H585C540 49 532 55 532 75V416H762V334H780C818 334 876 35"
    "4 877 361V708C903 713 920 724 929 733L806 827L749 762H370L379 734H762V445H545L418 494Z"
)


def glyph(*, size: float, colour: str) -> str:
    """Return 记 centred in a 512 × 512 picture, its em `size` pixels wide."""
    scale = size / 1000
    x, y = 256 - 504 * scale, 256 + 395 * scale
    place = f"translate({x:.1f} {y:.1f}) scale({scale:.3f} -{scale:.3f})"
    return f'<path fill="{colour}" transform="{place}" d="{JI}"/>'


def picture(*parts: str) -> str:
    """Return one SVG file of these parts."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
    return head + "".join(parts) + "</svg>\n"


def square(*, inset: int, radius: int, paint: str) -> str:
    """Return a centred square with round corners, `inset` pixels from each edge."""
    side = 512 - 2 * inset
    return f'<rect x="{inset}" y="{inset}" width="{side}" height="{side}" rx="{radius}" {paint}/>'


def seal(*, inset: int, radius: int) -> str:
    """Return the seal's face and, inside it, the thin frame that a carver leaves."""
    face = square(inset=inset, radius=radius, paint=f'fill="{CINNABAR}"')
    frame = f'fill="none" stroke="{PAPER}" stroke-width="9"'
    return face + square(inset=inset + 22, radius=radius - 18, paint=frame)


SOURCES = {
    "icon.svg": picture(seal(inset=16, radius=96), glyph(size=330, colour=PAPER)),
    "icon-maskable.svg": picture(
        square(inset=0, radius=0, paint=f'fill="{CINNABAR}"'), glyph(size=300, colour=PAPER)
    ),
    "icon-monochrome.svg": picture(glyph(size=340, colour="#000")),
}

if __name__ == "__main__":
    for name, source in SOURCES.items():
        (HERE / name).write_text(source, encoding="utf-8")
