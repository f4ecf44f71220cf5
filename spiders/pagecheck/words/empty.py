"""Searches and lists that found nothing."""

from __future__ import annotations

# A nought that is not the end of a number: "1,200 jobs" are some.
_ZERO = r"(?<![\d.,])(?<!\d )0"
SHAPES = (
    (
        rf"\b(?:no|{_ZERO}|zero) (?!experience|degree|fees?|skills?|interview|qualification|age|language|passport|visa|deposit)"
        r"(?:\w+ ){0,3}(?:jobs?|results?|vacanc(?:y|ies)|positions?|openings?|offers?|listings?"
        r"|matches|posts?|ads|adverts?|items?|messages|records|opportunities)\b(?: (?:were|was|have been|are|is"
        "|currently|available|found|matched?|match|to|yet|for|posted|open|at (?:the|this)|right now|here)|[.!]|$)"
    ),
    "(?:did not|didn't|does not|doesn't) match any",
    "(?:couldn't|could not|unable to|didn't|did not) find any",
    (
        r"there are (?:currently |presently |at present )?no (?:\w+ ){0,2}(?:jobs?|results?|vacanc(?:y|ies)|positions?|openings?"
        "|offers|listings?|matches|posts|ads|adverts?|items|messages|records|opportunities|topics|threads|entries|products)"
    ),
    "nothing (?:matched|to (?:show|display))",
    (
        r"(?:no|(?<![\d.,])(?<!\d )0) (?:se )?(?:encontr\w+|hay|hemos encontrado|existen) (?:\w+ ){0,2}(?:resultado|oferta|empleo"
        "|vacante|anuncio)"
    ),
    rf"(?:sin|{_ZERO}) (?:resultados|ofertas)",
    rf"(?:nenhum[a]?|{_ZERO}) (?:vaga|resultado|oferta|anuncio)s?",
    rf"(?:aucun|aucune|{_ZERO}) (?:offre|resultat|annonce|emploi|poste)s?",
    r"(?:keine|(?<![\d.,])(?<!\d )0) (?:\w+ ){0,2}(?:ergebnisse|treffer|stellen\w*|jobs|angebote|anzeigen)",
    rf"(?:nessun|nessuna|{_ZERO}) (?:risultat|offert|annunci|lavor)\w*",
    rf"(?:geen|{_ZERO}) (?:resultaten|vacatures)",
    rf"(?:brak|{_ZERO}) (?:wynikow|ofert|ogloszen)",
    (
        "(?:ничего не найдено|нет (?:вакансий|результатов|объявлений)|не найдено ни|вакансий не найдено"
        "|результатов не найдено|(?<![\\d.,])(?<!\\d )0 вакансий)"
    ),
    "(?:sonuc|ilan) bulunamadi",
    "(?:tidak ada|tiada) (?:lowongan|hasil|jawatan|iklan|keputusan|(?:pekerjaan|kerja) (?:yang|ditemukan|tersedia|dijumpai))",
    r"khong (?:co|tim thay) (?:\w+ ){0,2}(?:ket qua|tin)|khong tim thay (?:\w+ ){0,2}(?:viec lam|cong viec)",
    "ไม่พบ(?:งาน|ผล|ประกาศ|ตำแหน่ง)",
    (
        r"(?:[暂暫][无無]|[没沒]有(?:找到|相[关關]|符合|[满滿]足|任何))[^。\n]{0,8}(?:[职職]位|[结結]果|招聘|[数數][据據]|信息|[内內]容|工作)"
        "|[没沒]有(?:[结結]果|[数數][据據]|[职職]位)"
    ),
    r"(?:求人|検索結果|結果)[^。\n]{0,10}(?:ありません|見つかりません|(?<![\d.,])0件)",
    r"(?:검색 ?결과|채용)[^.\n]{0,10}없습니다",
    "(?:لا توجد|لم يتم العثور على) (?:نتائج|وظائف)",
    rf"(?:कोई|{_ZERO}) (?:\w+ )?(?:नौकरी|परिणाम)",
    "រកមិនឃើញ(?:ការងារ|លទ្ធផល)|(?:មិនមាន|គ្មាន)(?:លទ្ធផល|ការងារ(?:ត្រូវ|សម្រាប់))",
    "(?:အလုပ်|ရလဒ်|ရှာဖွေမှု)[^\n]{0,14}(?:ရှာမတွေ့|မတွေ့ရှိ|မတွေ့ပါ)",
    "ບໍ່ພົບ(?:ວຽກ|ຜົນ|ຕຳແໜ່ງ|ປະກາດ)",
    "(?:जागिर|नतिजा|रोजगारी|परिणाम)[^\n]{0,10}(?:फेला परेन|भेटिएन|भेटिएनन्)|कोई (?:\\w+ )?(?:नौकरी|परिणाम|जॉब)[^\n]{0,6} नहीं",
    "(?:কোনো|কোন) (?:\\w+ )?(?:চাকরি|ফলাফল|বিজ্ঞপ্তি)[^\n]{0,8}(?:পাওয়া যায়নি|নেই)",
    "(?:வேலைகள்|வேலை|முடிவுகள்)[^\n]{0,8}(?:எதுவும் இல்லை|கிடைக்கவில்லை|காணப்படவில்லை)",
    "(?:ఉద్యోగాలు|ఫలితాలు)[^\n]{0,8}(?:కనబడలేదు|లభించలేదు|దొరకలేదు)",
    "(?:රැකියා|ප්‍රතිඵල)[^\n]{0,8}(?:හමු නොවී|සොයාගත නොහැ)",
    "(?:ሥራ|ስራ|ውጤት)[^\n]{0,8}(?:አልተገኘም|አልተገኙም)",
    r"hakuna (?:kazi|matokeo|nafasi|tangazo)[^.\n]{0,12} (?:zilizopatikana|yaliyopatikana|iliyopatikana|lililopatikana)",
    r"(?:vakansiya|natija|e'lon)\w*[^.\n]{0,10} topilmadi",
    "کوئی (?:\\w+ )?(?:نوکری|نتیجہ|ملازمت|اشتہار)[^\n]{0,6} (?:نہیں ملی|نہیں ملا|موجود نہیں)",
    r"walang (?:nahanap|natagpuan|tumugmang?)[^.\n]{0,20}|walang resulta",
    "(?:вакансия|жұмыс|нәтиже)\\w* (?:табылмады|жоқ)",
    "ไม่มี(?:ผลการค้นหา|ประกาศงาน|งานที่ตรง|ตำแหน่งงานว่าง)",
    "khong co (?:ket qua|tin tuyen dung|viec lam) (?:nao|phu hop)",
    "aucun resultat|nenhum resultado|sin resultados",
)
