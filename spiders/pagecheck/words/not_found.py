"""Pages that are not there, and adverts that were taken down."""

from __future__ import annotations

SHAPES = (
    r"^(?:error|http|status|code)\W{1,3}(?:404|410)\b|\b(?:error|http|status|code)\W{1,3}(?:404|410)\b(?=\W*$|[:.!])",
    r"^4(?:04|10)\b",
    r"\b4(?:04|10)[ :|.-]{1,3}(?:not|error|page|that|file|pagina|seite|страница|ошибка|sayfa|halaman)",
    (
        r"\b(?:page|site|file|url|address|content|document|listing|ad|advert|post|job|vacancy|channel|profile|blog|bucket|repository|article|story|shop"
        r"|resource|item)\b[^.\n]{0,60} (?:not found|(?:doesn't|does not|no longer|didn't|not) exist\w*|(?:cannot"
        "|can't|couldn't|could not)(?: be)? (?:found|find)|no longer (?:available|active|online)|(?:was"
        "|has been) (?:removed|deleted|withdrawn)|isn't available|has expired)"
    ),
    r"^(?:not found|nothing (?:found|here)|gone)\b",
    r"there isn't a [^.\n]{0,30}(?:page|site) here",
    r"(?:can't|cannot|couldn't|could not) find (?:the|that|this|what)(?: \w+)? (?:page|site|file|you)",
    (
        r"(?:pagina|anuncio|oferta|sitio|enlace)[^.\n]{0,40} (?:no (?:encontrad|existe|disponible|se encuentra"
        "|esta disponible)|ya no)"
    ),
    r"no (?:se )?(?:encontr|hemos encontrado|existe)\w*[^.\n]{0,20} (?:la )?pagina",
    r"(?:pagina|vaga|anuncio|link)[^.\n]{0,40} nao (?:encontrad|existe|foi encontrad|esta mais|esta disponivel)",
    (
        r"(?:page|annonce|offre|adresse|site)[^.\n]{0,40} (?:introuvable|non trouvee|inexistante|n'existe"
        "|n'est plus|n'a pas ete trouvee)"
    ),
    (
        r"(?:seite|datei|anzeige|url|inhalt|stelle)[^.\n]{0,40} (?:nicht (?:gefunden|verfugbar|vorhanden|mehr)"
        "|existiert nicht)"
    ),
    r"(?:pagina|annuncio|risorsa)[^.\n]{0,40} (?:non (?:trovat|esiste|disponibile|e stata trovata)|inesistente)",
    r"(?:pagina|vacature)[^.\n]{0,40} (?:niet (?:gevonden|beschikbaar)|bestaat niet)",
    r"(?:strona|strony|oferta|ogloszenie)[^.\n]{0,40} (?:nie (?:istnieje|zostala|znaleziono)|wygasl)",
    "nie znaleziono",
    "stranka (?:nenalezena|neexistuje|nebyla nalezena|nije pronađena)",
    r"stranica[^.\n]{0,20} nije pronad",
    "sidan (?:hittades inte|finns inte)",
    "siden (?:blev ikke fundet|finnes ikke|findes ikke)",
    "sivua ei (?:loydy|loytynyt)",
    "pagina (?:nu a fost gasita|nu exista)",
    "(?:az )?oldal nem talalhato",
    "η σελιδα δεν (?:βρεθηκε|υπαρχει)",
    (
        r"(?:страниц|документ|объявлени|вакансия|файл|сайт|канал|запис)\w*[^.\n]{0,40} (?:не (?:найден|существует"
        "|доступ)|удален|удал[её]н|в архиве)"
    ),
    "(?:нет такой|такой) страниц",
    r"сторінк\w*[^.\n]{0,20} не (?:знайден|існує)",
    "страницата не (?:е намерена|съществува)",
    r"sayfa[^.\n]{0,20} (?:bulunamadi|mevcut degil|yok)",
    r"(?:halaman|laman)[^.\n]{0,30} (?:tidak|tak) (?:ditemukan|dijumpai|ada|tersedia|wujud)",
    r"khong tim thay (?:trang|noi dung|duong dan|website|bai viet|tin nay)|khong tim thay\W*$|khong ton tai",
    r"(?:tin|trang)[^.\n]{0,20} (?:da bi xoa|het han)",
    "ไม่พบ(?:หน้า|เพจ|ข้อมูล|เว็บ)",
    "ไม่มีหน้านี้",
    "រក(?:មិនឃើញ(?:ទំព័រ|គេហទំព័រ|អត្ថបទ)|ទំព័រ)",
    "hindi (?:nahanap|makita|natagpuan)",
    (
        r"(?:[页頁]面|[网網][页頁]|[内內]容|信息|[职職]位|帖子|文章)[^。\n]{0,8}(?:不存在|未找到|找不到|已(?:被)?(?:[删刪]除|下[线線]|失效"
        r"|[过過]期))"
    ),
    r"找不到[^。\n]{0,8}[页頁]",
    "(?:[无無]法|[没沒]有?)找到",
    (
        r"(?:ページ|記事|お探し)[^。\n]{0,20}(?:見つかりません|存在しません|ありません|削除され|終了し)"
        r"|求人[^。\n]{0,12}(?:削除され|終了し)"
    ),
    r"(?:페이지|게시물)[^.\n]{0,20}(?:찾을 수 없|존재하지 않|없습니다|삭제)|채용[^.\n]{0,12}(?:마감되|삭제|종료)",
    r"(?:الصفحة|صفحة)[^.\n]{0,30}(?:غير موجودة|لم يتم العثور|لا يمكن العثور)",
    r"(?:صفحه|صفحهٔ)[^.\n]{0,20}(?:یافت نشد|پیدا نشد|وجود ندارد)",
    r"(?:הדף|העמוד)[^.\n]{0,20}(?:לא נמצא|לא קיים)",
    r"(?:पृष्ठ|पेज)[^.\n]{0,20}(?:नहीं मिला|मौजूद नहीं)",
    r"(?:পৃষ্ঠা|পাতা)[^.\n]{0,20}(?:পাওয়া যায়নি|নেই)",
    r"صفحہ[^.\n]{0,20}نہیں ملا",
    (
        r"\b(?:topic|thread|forum|user|member|group|event|video|key)\b[^.\n]{0,40} (?:does not exist|doesn't exist"
        r"|not found|(?:was|has been) (?:deleted|removed))"
    ),
    "(?:主[题題]|[频頻]道|用[户戶]|版[块塊]|文件)[^。\n]{0,8}(?:不存在|未找到|找不到|已(?:被)?(?:[删刪]除|[关關][闭閉]))",
    "content isn't available",
    "(?:စာမျက်နှာ|ပို့စ်)[^\n]{0,14}(?:မတွေ့|မရှိ)",
    "ບໍ່ພົບ(?:ໜ້າ|ຫນ້າ|ເພດ|ຂໍ້ມູນ)",
    "(?:पृष्ठ|पेज|पाना)[^.\n]{0,20}(?:फेला परेन|भेटिएन)",
    "පිටුව[^.\n]{0,20}(?:හමු නොවී|සොයාගත නොහැ|නොමැත)",
    "பக்கம்[^.\n]{0,20}(?:கிடைக்கவில்லை|காணப்படவில்லை|இல்லை)",
    "పేజీ[^.\n]{0,20}(?:కనబడలేదు|కనుగొనబడలేదు|దొరకలేదు|లేదు)",
    "ገጹ?[^.\n]{0,12}(?:አልተገኘም|የለም)",
    r"ukurasa[^.\n]{0,25} (?:haupatikani|haukupatikana|haupo)",
    r"sahifa[^.\n]{0,15} (?:topilmadi|mavjud emas)",
    "бет (?:табылмады|табылган жок)",
    r"(?:pahina|page)[^.\n]{0,20} (?:hindi|ay hindi) (?:nahanap|makita|natagpuan)",
    "ទំព័រ[^\n]{0,12}(?:រកមិនឃើញ|មិនមាន|លុប)|ការងារនេះ[^\n]{0,12}(?:លុប|បិទ)",
    (
        r"\b(?:job|position|vacancy|posting|listing|role|opening)(?: posting| ad)? (?:is|has been|was) (?:now "
        r"|already )?(?:closed|filled|removed|deleted|withdrawn|taken down)"
    ),
    "^no such (?:page|file|document|job)",
)
