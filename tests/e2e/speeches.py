"""A speech of our own, its corrected version, and files that are no speech."""

import shutil
import zipfile
from pathlib import Path

SPEECH = """在街道防汛工作会上的讲话
同志们：
今年的汛期来得早，雨量大，任务重。今天我讲三点意见。
一、认清形势，把防汛摆在心上
防汛是天大的事。要做到三个不放过：隐患不查清不放过、责任不落实不放过、整改不到位不放过。
二、抓住重点，把工作落到实处
要守住河道、水库、涵洞、危房四个重点。巡查的要求，老话说得好，早去早回早安心。
三、严明纪律，把责任扛在肩上
值班人员要做到四个必须：一是必须二十四小时在岗，二是必须每两小时报一次水情，三是必须随叫随到，四是必须如实记录。
谢谢大家。"""

# One item corrected, one list gone, one come; the other lists word for word.
CORRECTED = (
    SPEECH.replace("责任不落实不放过", "责任没有落实不放过")
    .replace("要守住河道、水库、涵洞、危房四个重点。", "")
    .replace("谢谢大家。", "最后备足三类物资：沙袋、水泵、救生绳。\n谢谢大家。")
)

# How Microsoft's older files begin.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def bad_files(folder: Path) -> dict[str, Path]:
    """Files that cannot be brought in, by the code that says why."""
    contents = {
        "file_empty": ("empty.txt", b""),
        "no_text": ("blank.html", b"<html><body><p> </p></body></html>"),
        "file_not_what_named": ("video.docx", b"\0\0\0\x18ftypmp42" + bytes(4000)),
        "image_file": ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(400)),
        "file_unsupported": ("music.mp3", b"ID3" + bytes(400)),
        "file_broken": ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
        "old_word_file": (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le"),
        ),
        "file_too_large": ("large.txt", "讲".encode() * 4_000_000),
    }
    paths = {}
    for code, (name, content) in contents.items():
        paths[code] = folder / name
        paths[code].write_bytes(content)
    paths["unpacks_too_large"] = folder / "bomb.docx"
    with zipfile.ZipFile(paths["unpacks_too_large"], "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            shutil.copyfileobj(_Zeros(80_000_000), part)
    return paths


class _Zeros:
    """So many spaces, without holding them."""

    def __init__(self, length: int) -> None:
        self._left = length

    def read(self, size: int = 65536) -> bytes:
        size = min(size, self._left)
        self._left -= size
        return b" " * size
