"""Servers that are down, overloaded or being worked on."""

from __future__ import annotations

SHAPES = (
    r"\b(?:error|http|status|code)\W{1,3}(?:50[0-4]|52\d)\b",
    r"^(?:50[0-4]|52\d)$",
    r"\b(?:50[0-4]|52\d)[ :|-]{1,3}(?:internal|bad|service|gateway|server|error|web|origin|connection)",
    "^error$",
    r"\bhttp (?:status|error)\b",
    "internal (?:server )?error",
    "server (?:error|is down|too busy)",
    r"(?:service|site|server|page|website|store) (?:is |currently |temporarily )+(?:unavailable|offline|down)\b",
    "service unavailable",
    "temporarily (?:unavailable|down|offline|out of service)",
    "bad gateway",
    "gateway time-?out",
    r"(?:under|undergoing|(?:down|offline|closed) for)(?: \w+){0,2} maintenance",
    "maintenance mode",
    "^(?:site |scheduled |website )?maintenance$",
    "application error",
    "something went wrong",
    "(?:unexpected|fatal|unhandled) (?:error|exception)",
    "(?:establishing|connect to) (?:a |the )?(?:database|server|origin)",
    "unknown (?:domain|host)",
    "could not be satisfied",
    "connection (?:timed out|refused)",
    "we'll be (?:right )?back",
    "be back (?:soon|shortly)",
    "no such app",
    r"^(?:en|em|in|sous) (?:mantenimiento|manutencao|maintenance|manutenzione|onderhoud|wartung)$",
    (
        r"(?:sitio|pagina|web|site|servicio|servico|sistema|sito|seite|website|serveur|plateforme|systeme)\b[^.\n]{0,30}"
        " (?:en|em|in|sous) (?:mantenimiento|manutencao|maintenance|manutenzione|onderhoud|wartung)"
    ),
    r"(?:wegen|aufgrund)[^.\n]{0,20} wartung|^wartungs(?:arbeiten|modus)$",
    "(?:error|erro|erreur|errore|fout|fehler|blad|chyba|hiba) (?:interno|interne|del|du|do|im|serwera|serveru)",
    (
        "(?:temporalmente|temporariamente|temporairement|temporaneamente|vorubergehend|tijdelijk|czasowo"
        r"|docasne) (?:fuera|no disponible|indisponi\w+|non|nicht|niet|niedostepn\w+|nedostupn\w+|fora)"
    ),
    "(?:interner|ein) (?:server)?fehler",
    "przerwa techniczna",
    r"trwaja[^.\n]{0,20} prace",
    r"^технические работы|(?:ведутся|проводятся|идут)[^.\n]{0,20} технически|технически\w+ перерыв",
    r"(?:сайт|сервис|сервер|страница)[^.\n]{0,30} (?:временно )?недоступ",
    "внутренняя ошибка",
    "ошибка (?:сервера|подключения|соединения)",
    "технічні роботи",
    "на сайте ведутся",
    r"^bakim (?:calismasi|modu)|(?:site|sistem|sunucu)\w*[^.\n]{0,20} bakim",
    "^bakimda",
    "sunucu hatasi",
    r"(?:situs|sistem|website|laman|server)[^.\n]{0,20} (?:pemeliharaan|perbaikan|penyelenggaraan|gangguan)",
    "kesalahan (?:server|internal)",
    r"(?:he thong|website|trang web|may chu)[^.\n]{0,20} bao tri",
    "loi (?:may chu|he thong|ket noi)",
    r"(?:เว็บไซต์|ระบบ)[^\n]{0,20}ปิดปรับปรุง|อยู่ระหว่าง(?:การ)?ปรับปรุง|เซิร์ฟเวอร์ขัดข้อง|เกิดข้อผิดพลาด",
    (
        "(?:系统|系統|[网網]站|服[务務]器?|站[点點]|停机|停機)(?:正在|正[进進]行|出[现現]|[发發]生|[暂暫][时時]|[内內]部|例行)*(?:(?:维护|維護|升级|升級)(?:中|维护"
        "|維護|$)|错误|錯誤|异常|異常|不可用|[关關][闭閉]中)"
    ),
    "(?:维护|維護)中",
    "[内內]部(?:服[务務]器)?(?:错误|錯誤)",
    "メンテナンス中|(?:サイト|サーバー|システム)メンテナンス(?:の|を|に|$)",
    "サーバー?(?:内部)?(?:エラー|ー?が(?:混|見))",
    r"(?:一時的に|現在)[^。\n]{0,15}(?:利用でき|アクセスでき|停止)",
    "(?:시스템|서비스|서버) ?(?:점검 ?(?:중|안내)|오류|에러)",
    "점검 ?중",
    "(?:تحت|قيد) الصيانة",
    "خطأ (?:في|داخلي)",
    "در دست (?:تعمیر|بروزرسانی)",
    "בתחזוקה|שגיאת שרת",
    "रखरखाव (?:के लिए|चल|मोड)",
    "রক্ষণাবেক্ষণ (?:চলছে|মোড)",
)
