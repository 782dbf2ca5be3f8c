"""Which words could be Vietnamese: onset, rime and tone as the orthography allows them.

What a wrongly decoded text is told by. The grammar is closed; loan words ("café") are outside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ
uy uya uych uyên uyêt uynh uyn uyt uyu ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
_FRONT = tuple("ieêy")  # before these k, gh, ngh are written; before the others c, g, ng
_TONES = {"\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "."}


def _spelled() -> frozenset[str]:
    every = ("", "b", "ch", "d", "đ", "h", "kh", "l", "m", "n", "nh", "p", "ph", "r", "s", "t",
             "th", "tr", "v", "x")  # fmt: skip
    rimes = _RIMES.split()
    made = {onset + rime for onset in every for rime in rimes}
    made |= {onset + rime for onset in ("c", "ng") for rime in rimes if rime[0] not in _FRONT}
    made |= {onset + rime for onset in ("k", "gh", "ngh") for rime in rimes if rime[0] in _FRONT}
    made |= {"g" + rime for rime in rimes if rime[0] not in "eêy"}
    made |= {"gi" + rime for rime in rimes if rime[0] not in "iy"}
    made |= {"qu" + rime for rime in rimes if rime[0] not in "uư"}
    return frozenset(made)


_SPELLED = _spelled()
_STOPPED = re.compile(r"(?:c|ch|p|t)\Z")


@lru_cache(maxsize=2**15)
def is_syllable(word: str) -> bool:
    """Tell whether a word could be one Vietnamese syllable, in any case and either tone place.

    >>> [is_syllable(w) for w in ("Nghị", "hoà", "hòa", "tôc", "Việt", "ViÖt", "café")]
    [True, True, True, False, True, False, False]
    """
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in letters if c in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    if plain not in _SPELLED:
        return False
    return not _STOPPED.search(plain) or (bool(tones) and tones[0] in "\u0301\u0323")
