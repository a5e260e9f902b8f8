"""Marks inside a line of Markdown: emphasis, code, links and escapes leave the reading, what they mark stays."""

import re

from extractors.reading import ReadingBuilder

_MARK = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[(?P<alt>[^\[\]]{0,300})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\))"
    r"|\[(?P<words>[^\[\]]{1,500})\]\(<?(?P<target>[^()<>\s]{0,2000}(?:\([^()\s]{0,200}\)[^()<>\s]{0,200})?)>?(?:\s+\"[^\"]{0,300}\")?\)"
    r"|\[(?P<label>[^\[\]]{1,500})\]\[[^\[\]]{0,100}\]"
    r"|<(?P<address>(?=[^<>\s@.:]{1,200}[@.:])[^<>\s]{5,1000})>"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]{0,500})?/?>)"
    r"|(?P<code>`+)"
    r"|(?P<stars>\*{1,3}|~~)"
    r"|(?P<lines>(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_]))"
    r"|(?P<url>(?:https?://|www\.)[^\s<>()\[\]*]{1,2000})"
)
_SCHEME = re.compile(r"(?:mailto:|tel:)")
_LOCAL = re.compile(r"#|\.{0,2}/")


def copy_inline(builder: ReadingBuilder, start: int, end: int) -> None:
    """Copy `text[start:end]` without its marks; behind the words of a link stands its address, in brackets."""
    position = start
    for match in _MARK.finditer(builder.text, start, end):
        if match.start() < position or _is_plain(match):
            continue
        builder.copy(position, match.start())
        _copy_marked(builder, match)
        position = match.end()
    builder.copy(position, end)


def _is_plain(match: re.Match[str]) -> bool:
    """Whether what looks like a mark stands for itself: an address, a lone star between blanks."""
    if match["url"] is not None:
        return True
    if match["stars"] is None:
        return False
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return before.strip() == "" and after.strip() == ""


def _copy_marked(builder: ReadingBuilder, match: re.Match[str]) -> None:
    if match["escaped"] is not None:
        builder.copy(*match.span("escaped"))
    elif match["image"] is not None:
        builder.copy(*match.span("alt"))
    elif match["words"] is not None:
        _copy_link(builder, match)
    elif match["label"] is not None:
        copy_inline(builder, *match.span("label"))
    elif match["address"] is not None:
        builder.copy(_after_scheme(match, "address"), match.end("address"))
    elif match["tag"] is not None and match["tag"].lower().startswith("<br"):
        builder.replace(*match.span(), "\n")


def _copy_link(builder: ReadingBuilder, match: re.Match[str]) -> None:
    copy_inline(builder, *match.span("words"))
    target = match["target"]
    shown = _SCHEME.sub("", target).removeprefix("https://").removeprefix("http://").rstrip("/")
    if not shown or _LOCAL.match(target) or shown in match["words"]:
        return
    builder.insert(" (")
    builder.copy(_after_scheme(match, "target"), match.end("target"))
    builder.insert(")")


def _after_scheme(match: re.Match[str], group: str) -> int:
    scheme = _SCHEME.match(match[group])
    return match.start(group) + (scheme.end() if scheme else 0)
