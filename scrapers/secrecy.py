"""Documents stamped as a state secret: what bears the stamp is kept out of the corpus."""

from __future__ import annotations

import re

# The stamp stands alone on a line of the head, or in a cell of its table; a sentence about secrets
# is none. Letters may stand apart.
_BEGINS, _ENDS = r"(?:^|\t)(?:[^\w\t\n]|_)*", r"(?:[^\w\t\n]|_)*(?:$|(?=\t))"
_STAMP = re.compile(
    rf"{_BEGINS}(?:(?:DẤU CHỈ )?(?:ĐỘ|MỨC ĐỘ) MẬT\s*:\s*)?(?:TUYỆT |TỐI )?M ?Ậ ?T{_ENDS}"
    rf"|{_BEGINS}(?:Độ|Mức độ) mật\s*:\s*(?:Tuyệt |Tối )?[Mm]ật{_ENDS}",
    re.MULTILINE,
)
_HEAD = 2500  # characters that the head of a document takes at most


def is_secret(text: str) -> bool:
    r"""Tell whether a text bears the stamp MẬT, TỐI MẬT or TUYỆT MẬT in its head.

    >>> is_secret("UBND TỈNH\nMẬT\nSố: 12/BC-UBND"), is_secret("Quy chế bảo vệ bí mật nhà nước")
    (True, False)
    """
    return _STAMP.search(text, 0, _HEAD) is not None
