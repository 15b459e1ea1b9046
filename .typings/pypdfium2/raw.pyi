from ctypes import Structure
from typing import Any

from pypdfium2 import PdfTextPage

FPDF_ERR_PASSWORD: int

class FS_RECTF(Structure):  # noqa: N801
    left: float
    top: float
    right: float
    bottom: float

def FPDFText_GetUnicode(text: PdfTextPage, place: int) -> int: ...  # noqa: N802
def FPDFText_GetLooseCharBox(text: PdfTextPage, place: int, box: Any) -> int: ...  # noqa: N802
