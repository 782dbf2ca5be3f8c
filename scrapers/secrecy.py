"""Documents stamped as a state secret: what bears the stamp is kept out of the corpus."""

from __future__ import annotations

import re

# The stamp stands alone on a line of the head; a sentence about secrets is none.
_STAMP = re.compile(
    r"^[\W_]*(?:(?:DẤU CHỈ )?(?:ĐỘ|MỨC ĐỘ) MẬT\s*:\s*)?(?:TUYỆT |TỐI )?MẬT[\W_]*$"
    r"|^[\W_]*(?:Độ|Mức độ) mật\s*:\s*(?:Tuyệt |Tối )?[Mm]ật[\W_]*$",
    re.MULTILINE,
)
_HEAD = 2500  # characters that the head of a document takes at most


def is_secret(text: str) -> bool:
    r"""Tell whether a text bears the stamp MẬT, TỐI MẬT or TUYỆT MẬT in its head.

    >>> is_secret("UBND TỈNH\nMẬT\nSố: 12/BC-UBND"), is_secret("Quy chế bảo vệ bí mật nhà nước")
    (True, False)
    """
    return _STAMP.search(text, 0, _HEAD) is not None
