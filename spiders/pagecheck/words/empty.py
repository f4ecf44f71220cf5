"""Searches and lists that found nothing."""

from __future__ import annotations

SHAPES = (
    (
        r"\b(?:no|0|zero) (?:\w+ ){0,3}(?:jobs?|results?|vacanc(?:y|ies)|positions?|openings?|offers?|listings?"
        r"|matches|posts?|ads|adverts?|items?|messages|records|opportunities)\b(?: (?:were|was|have been|are|is"
        "|currently|available|found|matched?|match|to|yet|for|posted|open)|[.!]|$)"
    ),
    "(?:did not|didn't|does not|doesn't) match any",
    "(?:couldn't|could not|unable to|didn't|did not) find any",
    "there are (?:currently |presently |at present )?no ",
    "nothing (?:matched|to (?:show|display))",
    (
        r"(?:no|0) (?:se )?(?:encontr\w+|hay|hemos encontrado|existen) (?:\w+ ){0,2}(?:resultado|oferta|empleo"
        "|vacante|anuncio)"
    ),
    "(?:sin|0) (?:resultados|ofertas)",
    "(?:nenhum[a]?|0) (?:vaga|resultado|oferta|anuncio)s?",
    "(?:aucun|aucune|0) (?:offre|resultat|annonce|emploi|poste)s?",
    r"(?:keine|0) (?:\w+ ){0,2}(?:ergebnisse|treffer|stellen\w*|jobs|angebote|anzeigen)",
    r"(?:nessun|nessuna|0) (?:risultat|offert|annunci|lavor)\w*",
    "(?:geen|0) (?:resultaten|vacatures)",
    "(?:brak|0) (?:wynikow|ofert|ogloszen)",
    (
        "(?:ничего не найдено|нет (?:вакансий|результатов|объявлений)|не найдено ни|вакансий не найдено"
        "|результатов не найдено|0 вакансий)"
    ),
    "(?:sonuc|ilan) bulunamadi",
    "(?:tidak ada|tiada) (?:lowongan|hasil|pekerjaan|jawatan|iklan|keputusan)",
    r"(?:khong (?:co|tim thay) (?:\w+ ){0,2}(?:ket qua|viec lam|tin|cong viec))",
    "ไม่พบ(?:งาน|ผล|ประกาศ|ตำแหน่ง)",
    r"(?:[暂暫][无無]|[没沒]有)(?:找到)?(?:相[关關])?(?:符合)?[^。\n]{0,6}(?:[职職]位|[结結]果|招聘|[数數][据據]|信息|[内內]容|工作)",
    r"(?:求人|検索結果|結果)[^。\n]{0,10}(?:ありません|見つかりません|0件)",
    r"(?:검색 ?결과|채용)[^.\n]{0,10}없습니다",
    "(?:لا توجد|لم يتم العثور على) (?:نتائج|وظائف)",
    r"(?:कोई|0) (?:\w+ )?(?:नौकरी|परिणाम)",
)
