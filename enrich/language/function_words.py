"""Small words that tell close languages apart where a general model wavers.

Own lists of everyday words, folded as `compoundwatch.text.fold` folds (no Latin diacritics). A word that both of a close
pair use (`kerja`, `dengan`) is in neither list, or it would tell nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

_LATIN = {
    "en": "the of and to for with you your we our is are this that will from or not have any all per who must can only please be "
    "at on it as if by they looking need needed required send contact work job",
    "id": "lowongan loker perusahaan karyawan karyawati kantor bisa uang mobil karena gratis butuh dibutuhkan nomor minimal usia "
    "lulusan kirim lamaran juta rupiah rp nggak gak ngga enggak kalian cewek cowok wawancara libur bandara cuma banget kamu gaes "
    "pelamar jaminan berangkat paspor penempatan kabupaten kecamatan membuka wanita pria rumah langsung biaya segera tanpa "
    "ditanggung penginapan kuliah kartu resmi sampai juga bikin udah aja lagi dapet mau buat temen pengen ga hanya seorang "
    "melamar hingga menjadi sangat kapan apakah bagaimana mengapa sedang berbicara kebutuhan jakarta",
    "ms": "jawatan kekosongan syarikat pekerja pejabat boleh wang kereta kerana sahaja percuma perlukan diperlukan nombor umur "
    "hantar pasport awak korang nak tak je kat dekat sebab ringgit rm ialah kilang cuti sila bilik elaun telefon mesej borang "
    "temuduga kelayakan asas pengambilan hospitaliti gerai kedai pembantu juruwang jurujual lelaki bahawa manakala tawaran ikut "
    "sebulan sekepala lapangan bersiap warganegara omputih fon bro sis geng tempatan kerajaan beliau pelbagai mahupun iaitu "
    "polis mereka berumur cina bercakap ditawarkan disediakan urus luar negara selepas belum pernah tiada pun",
    "tl": "ang ng mga sa na ay naman kayo namin kami nang hindi wala walang para kung may ka mo ko siya sila po opo libre sahod "
    "trabaho naghahanap marunong tao lang kahit araw buwan pwede puwede kailangan bilang dito doon ito iyan yung lahat isang "
    "mag nag galing pagkain tirahan sagot agad alis",
    "sw": "na ya wa kwa ni za la katika kazi mshahara mwezi hii watu tunahitaji nafasi bure kuwa wako yako sisi lakini au pia kila "
    "bila ajira ndani nje hapa hakuna yenye sana huko tu kama hadi mtu wafanyakazi simu tuma piga",
    "vi": "tuyen nhan vien luong lam viec khong cho nguoi trieu thang kinh nghiem lien he bao moi chi voi cac duoc cua ban va "
    "cong ty phi nhe cao can gap ai xin anh chi em nuoc tien di la co ko dc",
    "hi-Latn": "hai hain ka ke ki mein aur nahi nahin karo karna sirf chahiye bhai ko kar ho log wala wale bhi toh kya apna apne "
    "aap hum yeh woh tak abhi jaldi paisa naukri kaam ghar raha rahe hoga milega liye bolo chalo dosto",
    "es": "el los las de que y en para con por una del se su es trabajo empleo sueldo buscamos mes mas sin nuestro",
    "pt": "o os da do de que e em para com por uma no na se trabalho emprego salario vaga mes mais sem nao voce nossa",
    "fr": "le les de des et en pour avec par une du au sur est vous nous travail emploi salaire mois sans dans recherche",
    "uz": "va uchun bilan ish kerak bor emas oylik dollar ham bu bir yil yosh shart bepul maosh murojaat dan ga lik",
}
_DEVANAGARI = {
    "hi": "है हैं का की के में और से नहीं लिए चाहिए करें कर था थे थी पर यह वह हो रहा रही रहे आप हम मैं मुझे भी तो सिर्फ वाला महीना करो "
    "नौकरी काम वेतन सैलरी विदेश होगा मिलेगा मिलेंगे अपना अपने कंपनी देगी लड़के लड़कियाँ भर्ती भेजें ज़रूरत नौकरियाँ",
    "ne": "छ छन् छैन हुन्छ गर्न गर्ने गर्नुहोस् भएको पनि तपाईं तपाईंको लागि कामदार तलब रुपैयाँ चाहियो र वा हुनुहुन्छ गरेको गरी "
    "भएमा हुने सक्ने आउने जाने मात्र रोजगारी रोजगारीका सम्म बाट कसैले उनीहरूलाई नेपाली यो त्यो हामी हाम्रो नगर्नुहोस् मासिक खाना-बस्न",
    "mr": "आहे आहेत आणि साठी मध्ये करा नाही पाहिजे आम्ही तुम्ही काम पगार होते असून किंवा येथे व",
}
# What a reader of the pair sees first: endings written to the word before, and letters of one alphabet alone.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "ne": ("हरू", "हरूलाई", "लाई", "हरूको", "छन्", "नुहोस्", "ुहोस्", "मा", "ले", "को", "बाट", "का"),
    "mr": ("च्या", "ांना", "साठी", "मध्ये"),
}
WORDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "Latin": {code: frozenset(words.split()) for code, words in _LATIN.items()},
    "Devanagari": {code: frozenset(words.split()) for code, words in _DEVANAGARI.items()},
}


def evidence(script: str, words: list[str]) -> dict[str, float]:
    """Share of the words (folded) that each language of a script claims; languages without any are left out."""
    claims: dict[str, float] = {}
    for code, own in WORDS.get(script, {}).items():
        hits = float(sum(map(own.__contains__, words)))
        if endings := ENDINGS.get(code):
            hits += sum(0.5 for word in words if len(word) > 3 and word.endswith(endings) and word not in own)
        if hits:
            claims[code] = hits / len(words)
    return claims
