"""Small words that tell languages apart: cheaper than a model, and surer on noisy posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from enrich.language.latin_words import LATIN

_DEVANAGARI = {
    "hi": """
है हैं का की के में और से नहीं लिए चाहिए करें कर था थे थी पर यह वह हो रहा रही रहे आप हम मैं मुझे भी तो सिर्फ वाला वाली वाले
महीना करो नौकरी काम वेतन सैलरी विदेश होगा मिलेगा मिलेंगे मिलेगी अपना अपने अपनी कंपनी देगी देगा लड़के लड़कियाँ भर्ती भेजें
ज़रूरत जरूरत नौकरियाँ घर बैठे कमाई रहना खाना मुफ़्त मुफ्त अच्छी अच्छा तनख्वाह तुरंत संपर्क एक दो तीन कोई कुछ सब क्या कौन जो जब
ने को गया गई हुआ हुई
""",
    "ne": """
छ छन् छैन छु हुन्छ हुन् हो भयो गर्न गर्ने गर्दै गर्नुहोस् भएको भएका पनि तपाईं तपाईंको लागि कामदार तलब रुपैयाँ चाहियो चाहिन्छ र
वा हुनुहुन्छ गरेको गरेका गरी गरिएको भएमा हुने सक्ने आउने जाने मात्र रोजगारी रोजगारीका सम्म बाट कसैले उनीहरूलाई नेपाली यो त्यो
हामी हाम्रो नगर्नुहोस् मासिक भान्से घरमै बसेर कमाउनुहोस् खान बस्न बस्ने निःशुल्क हप्ता हरेक अहिले राम्रो पाइन्छ पाउने तुरुन्तै सम्पर्क कम्पनीले
दिन्छ दिने केही धेरै कुनै यस यसको उनी उहाँ थियो थिए छोरा छोरी दाइ भाइ बहिनी
""",
    "mr": """
आहे आहेत आणि साठी मध्ये करा नाही पाहिजे आम्ही तुम्ही पगार होते असून किंवा येथे व आपण आपल्या त्या हा ही हे ते होता होती
""",
}
_CYRILLIC = {
    "ru": """
и в на не с по для или от до без за к у из как что это мы вы я он она они наш ваш все всё есть нужен нужна нужны требуется
требуются работа работы работу зарплата оплата опыт опыта в месяц день неделю билет счет счёт пишите звоните личку бесплатно
девушки парни
""",
    "uz": """
ва учун билан иш ишга керак бор эмас ойлик ҳам бу бир йил ёш шарт бепул маош мурожаат олинади олинг йигитлар қизлар яхши
телефон қилинг акалар опалар биз сиз мен уй овқат ётоқхона кунлик пул
""",
    "uk": """
і та не що для або від до без за у з як це ми ви вони наш ваш всі потрібен потрібна потрібні робота зарплата досвіду
безкоштовно
""",
}
_ARABIC = {
    "ar": """
في من على إلى عن مع هذا هذه التي الذي أن إن كان لا ما لم لن قد كل أو ثم بعد قبل بين حتى هو هي هم نحن أنت انت مطلوب وظائف وظيفة
عمل راتب رواتب ممتاز وسكن سكن مجاني مجانا بدون خبرة سابقة التذكرة تذكرة حساب الشركة شركة تواصل معي خاص للشباب يوم شهر شهريا
""",
    "ur": """
کی کے کا میں ہے ہیں اور سے کو نے پر یہ وہ نہیں تھا تھی تھے ہو گا گی گے کر کرنا کریں لیے آپ ہم تنخواہ نوکری ضرورت رہائش کھانا
مفت کمپنی ٹکٹ دے لڑکے لڑکیاں فوری رابطہ بہت اچھی اچھا ملازمت بھی ایک دو جو تک
""",
    "fa": """
از به با که این آن را برای است هست بود شد شود می های ها ما شما یک دو کار حقوق استخدام نیاز داریم رایگان بدون سابقه خوب ماه
""",
}
# Endings written to the word before that no neighbour has, and others that in a single word or two are as often chance.
_SURE_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "ne": ("हरू", "हरु", "छन्", "ुहोस्", "नुस्", "न्छ", "दैन", "दैनन्", "एको"),
    "mr": ("च्या", "ांना", "साठी"),
}
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "uz": ("lar", "larni", "larga", "ning", "lik", "miz", "adi", "gan", "siz", "dan", "cha", "ish", "ishga"),
    "ne": ("लाई", "मा", "ले", "को", "बाट", "का", "िनु", "उनु", "मै"),
    "mr": ("मध्ये",),
}
_ENDINGS_IN = {"Latin": ("uz",), "Devanagari": ("ne", "mr")}
_SHORTEST_WITH_ENDING, _WORDS_FOR_ENDINGS, _ENDING = 4, 3, 0.5
# When small words alone decide: so many words in all, such a share of them claimed, and so many times what the next claims;
# in a longer text it is enough to claim so much more than the next (Indonesian and Malay share most of their small words).
_ENOUGH_WORDS, _MANY, _OVER_OTHERS = 6, 0.2, 2.5
_LONG, _MORE = 20, 0.1


def evidence(script: str, words: Sequence[str]) -> dict[str, float]:
    """Share of the words (folded) that each language of a script claims; languages without any are left out."""
    hits: defaultdict[str, float] = defaultdict(float)
    claims_of = _CLAIMS[script]
    for word in words:
        for code in claims_of.get(word, ()):
            hits[code] += 1
    _add_endings(script, words, hits)
    return {code: count / len(words) for code, count in hits.items() if count}


def claimants_of(script: str, word: str) -> tuple[str, ...]:
    """The languages that count a word (folded) among their small ones."""
    return _CLAIMS[script].get(word, ())


def clear_winner(claims: Mapping[str, float], words: int) -> str | None:
    """The language whose own small words are many where no other's are: then no model need be asked."""
    if words < _ENOUGH_WORDS or not claims:
        return None
    best = max(sorted(claims), key=claims.__getitem__)
    others = max((claim for name, claim in claims.items() if name != best), default=0)
    far_ahead = claims[best] >= _OVER_OTHERS * others or (words >= _LONG and claims[best] >= others + _MORE)
    return best if claims[best] >= _MANY and far_ahead else None


def _add_endings(script: str, words: Sequence[str], hits: defaultdict[str, float]) -> None:
    claims_of = _CLAIMS[script]
    for code in _ENDINGS_IN.get(script, ()):
        sure, others = _SURE_ENDINGS.get(code, ()), _ENDINGS[code] if len(words) >= _WORDS_FOR_ENDINGS else ()
        either = sure + others
        for word in words:
            if word.endswith(either) and len(word) >= _SHORTEST_WITH_ENDING and word not in claims_of:
                hits[code] += 1 if word.endswith(sure) else _ENDING


def _by_word(words_of: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Each word and the languages that claim it."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for code, words in words_of.items():
        for word in words:
            claims[word].append(code)
    return {word: tuple(sorted(codes)) for word, codes in claims.items()}


_CLAIMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Latin": _by_word(LATIN),
    "Devanagari": _by_word({code: frozenset(words.split()) for code, words in _DEVANAGARI.items()}),
    "Arabic": _by_word({code: frozenset(words.split()) for code, words in _ARABIC.items()}),
    "Cyrillic": _by_word({code: frozenset(words.split()) for code, words in _CYRILLIC.items()}),
}
