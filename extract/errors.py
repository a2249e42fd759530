"""What can go wrong with one input: a stable code, why in Chinese, and what to do."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import NamedTuple


class Advice(NamedTuple):
    """What a person reads about a code: what happened, and what to do next."""

    reason: str
    action: str


ADVICE: dict[str, Advice] = {
    "empty": Advice("文件是空的（0 字节）", "请重新下载或向提供者索取完整文件"),
    "no_text": Advice("文件中没有可读的文字", "请核对文件内容；如正文在图片里，请提供文字版"),
    "needs_ocr": Advice("页面是扫描图像，没有文字层", "请安装文字识别组件（pip install 'policy-extract[ocr]'）后重试，或提供文字版"),
    "needs_office": Advice(
        "旧版 Word、WPS、ODT 和 RTF 文件须由 LibreOffice 转换，本机未安装", "请安装 LibreOffice 后重试，或用 Word、WPS 另存为 .docx"
    ),
    "no_pages": Advice("文件没有任何页面", "文件可能损坏，请重新下载"),
    "garbled": Advice("文字层无法辨认（字体缺少编码对照）", "请安装文字识别组件（pip install 'policy-extract[ocr]'）后重试，或提供文字版"),
    "damaged": Advice("文件已损坏，无法打开", "请重新下载，或用原程序打开后另存为新文件"),
    "encrypted": Advice("文件设有打开密码", "请用 --password 提供密码，或先去除密码；Word 文件请去除密码后另存"),
    "encoding": Advice("无法判断文字编码", "请用 UTF-8 编码另存后重试"),
    "unsupported": Advice("不支持这种文件格式", "请另存为 PDF、DOCX 或文本文件后重试"),
    "too_large": Advice("文件超过大小上限", "请拆分文件，或调高相应上限后重试"),
    "timeout": Advice("处理超过时限，已停止", "请拆分文件，或用原程序另存为新文件后重试"),
    "memory": Advice("处理所需内存超过上限，已停止", "请拆分文件，或用原程序另存为新文件后重试"),
    "crashed": Advice("读取程序意外退出", "文件可能损坏，请用原程序另存为新文件后重试"),
    "unreadable": Advice("无法读取该文件（权限不足或已被移走）", "请检查文件权限和路径后重试"),
    "outside": Advice("链接指向输入文件夹之外，已拒绝", "请把文件本身放进输入文件夹"),
    "hostile": Advice("文件结构可疑（如外部实体或压缩炸弹），已拒绝", "请向可信来源索取文件，或另存为新文件"),
    "invalid_record": Advice("提取出的记录未通过校验，已剔除", "请对照原文核查该处，并把文件反馈给维护者"),
}


class ReadError(Exception):
    """An input that cannot be read: a code of ADVICE, and a detail for the log."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class UsageError(Exception):
    """Wrong use of a command; the message says what to do."""


_WHY = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "该位置只读",
    errno.EACCES: "没有写入权限",
    errno.EFBIG: "文件超过系统允许的大小",
}


def unwritable(folder: Path, error: OSError) -> UsageError:
    """What a person reads where a run cannot write, whatever it was about to write."""
    why = _WHY.get(error.errno or 0, error.strerror or str(error))
    return UsageError(f"无法写入 {folder}：{why}；上一次的结果未受影响，请处理后重新运行")
