"""What has a word of lacking and states no lack: evils denied, conditions, sanctions, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import cues

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.text import Span

_FREE = r"(?:(?!chưa |không |chậm |thiếu |còn )[^,;:.]){0,80}?"
_NONE = cues.spaced(
    # evils denied, as in "văn bản được xử lý ngay, không còn tình trạng tồn đọng"
    r"(?:[^,;:.]{0,60} )?(?:vẫn )?không (?:vi phạm|phàn nàn|thay đổi)(?!\w)"
    r"|[^;:.]{0,160}?(?<!\w)không còn tình trạng(?!\w)"
    # "Trường hợp khai sai tên phương tiện thì công chức trả lại tờ khai"
    r"|(?:trường hợp|chỉ khi|nếu) [^;.]{10,300}? thì(?!\w)"
    # "Quyết định xử lý tài sản bị hư hỏng": a procedure
    r"|(?:quyết định )?(?:xử lý|thanh lý|điều chuyển|tiêu hủy) tài sản(?!\w)"
    r"|(?:bồi thường|hỗ trợ|tái định cư)[^;:.]{0,60} (?:đất|nhà) bị thu hồi"
    # "xem xét trách nhiệm đối với cá nhân không thực hiện tốt": what will follow
    rf"|(?:{_FREE}(?<!\w))?(?:xử nghiêm|xử lý(?: nghiêm)?|xem xét trách nhiệm)(?: đối với)?"
    r"(?: các| những)? (?:cán bộ|công chức|viên chức|cá nhân|tổ chức|trường hợp)"
    rf"|{_FREE}(?<!\w)(?:vừa bị tạm đình chỉ|thuộc diện phải)(?!\w)"
    # "hàng giả, hàng không rõ nguồn gốc": kinds of goods
    r"|[^;:.]{0,80}?(?<!\w)hàng (?:cấm|giả|gian|nhập lậu|không (?:hóa đơn|rõ))"
)


def is_none(scan: Scan, span: Span) -> bool:
    """Tell whether a clause that was taken for a shortcoming states none. O(length of the span).

    >>> from extractors import atoms, facts
    >>> from extractors.text import Span
    >>> text = "không còn tình trạng tồn đọng hồ sơ"
    >>> is_none(atoms.scan(text, facts.Context()), Span(0, len(text)))
    True
    """
    return _NONE.match(scan.folded, span.start, span.end) is not None
