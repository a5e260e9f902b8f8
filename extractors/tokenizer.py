"""A light tokenizer for all three languages: words, numbers, one token a Chinese character, one a sign.

`spacy.lang.fr` alone costs 1.7 s to import and spaCy's Chinese segmenters need models; rules that name words and
characters need neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # modules that only want `CJK` load no spaCy
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\u3040-\u30ff\uac00-\ud7af"
_TOKEN = re.compile(rf"[ ]|[^\S ]+|[{CJK}]|[^\W\d_{CJK}]+(?:['’](?=[^\W\d_]))?|\d+|.", re.DOTALL)


class SocleTokenizer:
    """Cuts a text into tokens from which it can be put together again exactly."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            if token == " " and spaces and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the tokenizer has no state (spaCy's serialisation asks)."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> SocleTokenizer:
        """The counterpart of `to_bytes`."""
        return self
