"""A copy of a text for matching, character for character: small letters without accents, one form of each sign."""

import re
import unicodedata

_SIGNS = {
    "'": "’‘ʼ´`′＇",
    "-": "‐‑‒–—―−－─",
    "~": "～〜∼˜",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "/": "／",
    ".": "．",
    ",": "，",
    ":": "：",
    "(": "（",
    ")": "）",
}
# Traditional and variant characters of the rules' words, to the forms that the rules are written in.
_CHINESE = dict(
    zip(
        "號週個後兩禮開來紀從於間發當過這兒幾內為與時約準際會啟○〇Ｏ國華財學雙頭遲屆滿應須遞報簽訂設創辦舉議論壇訪動訓練實執劃規階處條憲廣訊聞"
        "佈協達換續運營館業掛問興進計據數標總額減長項戶億萬獲選參觀頒獎畢結預認繳調稱說電經",
        "号周个后两礼开来纪从于间发当过这儿几内为与时约准际会启〇〇〇国华财学双头迟届满应须递报签订设创办举议论坛访动训练实执划规阶处条宪广讯闻"
        "布协达换续运营馆业挂问兴进计据数标总额减长项户亿万获选参观颁奖毕结预认缴调称说电经",
        strict=True,
    )
)
_ADVERB = re.compile(r"\b(d)[èÈ](s)\b", re.IGNORECASE)
"""French `dès` (from), which without its accent would be the article `des`: it keeps a letter of its own."""


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = base if len(base) == 1 and base != chr(code) else chr(code).lower()[:1]
    for code in range(0xFF10, 0xFF1A):
        table[code] = chr(code - 0xFF10 + 0x30)
    for sign, forms in _SIGNS.items():
        table.update(dict.fromkeys(map(ord, forms), sign))
    table.update({ord(form): simple for form, simple in _CHINESE.items()})
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """The text to match on; its offsets are those of `text`."""
    return _ADVERB.sub(r"\1ᴇ\2", text).translate(_TABLE)
