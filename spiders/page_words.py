"""How walls and errors word themselves, by class, in the languages our sources are read in. Matched on folded text.

Each line is a shape that such pages share, not the sentence of one site. Han, Thai and Khmer have no spaces, so their
words stand bare; elsewhere a word begins at a border.
"""

from __future__ import annotations

from typing import Literal

import regex

from compoundwatch.text import fold_text

WordedClass = Literal["blocked", "login", "consent", "parked", "suspended", "not_found", "error", "empty"]

_BLOCKED = (
    # English
    r"access(?: to [^.\n]{1,60})?(?: (?:is|was|has been))? (?:denied|blocked|restricted|forbidden|prohibited)",
    r"^(?:error )?(?:403 ?[-:]? ?)?forbidden\b", r"\b403 forbidden", r"\b(?:ip(?: address)?|you|request|page|connection|client|url)\b(?: (?:has|have|is|are|was|were|been|temporarily|currently|address|your))* (?:blocked|banned|rejected)\b",
    r"not (?:a |an )?(?:robot|bot|spambot)\b", r"\b(?:are|you're|you are) (?:a )?human\b", r"verify (?:you|to|your)", r"human verification",
    r"(?:complete|completing|performing|pass|quick|our|the|a) security (?:check|verification)", r"^security (?:check|verification|checkpoint)$", r"security checkpoint", r"checking (?:if |that )?(?:your|the) (?:browser|connection)", r"one more step",
    r"(?:unusual|suspicious|abnormal) (?:traffic|activity|requests)", r"too many requests", r"rate limit", r"(?:complete|solve|enter|fill|below) [^.\n]{0,30}captcha", r"captcha[^.\n]{0,20} (?:required|verification|below|to continue)",
    r"automated (?:requests|queries|access|tools|traffic|behaviou?r)", r"(?:ddos|bot) protection", r"robot check", r"pardon our interruption",
    r"attention required", r"^just a moment", r"wait a (?:few )?(?:minute|moment|second)s?", r"large amounts of (?:web )?requests",
    r"not (?:allowlisted|whitelisted|authori[sz]ed)\b", r"not available in your (?:country|region|location)", r"request unsuccessful",
    r"(?:don't|do not) have permission to (?:access|view)", r"number of errors from your connection", r"blocked page",
    # Romance
    r"acceso (?:denegado|restringido|bloqueado|prohibido)", r"demasiadas (?:solicitudes|peticiones)", r"eres (?:un )?(?:humano|robot)",
    r"(?:no soy|no eres) un robot", r"trafico inusual", r"(?:comprobacion|verificacion) de seguridad", r"comprobando (?:su|tu) navegador",
    r"acesso (?:negado|bloqueado|restrito|proibido)", r"nao (?:sou|e) um robo", r"voce e humano", r"muitas (?:solicitacoes|requisicoes)",
    r"trafego incomum", r"verificacao de seguranca", r"verificando (?:o|seu) navegador",
    r"acces (?:refuse|interdit|bloque|restreint)", r"(?:pas|n'etes pas) un robot", r"trop de requetes", r"etes (?:bien )?(?:un )?humain",
    r"trafic (?:inhabituel|suspect)", r"verification de (?:securite|votre navigateur)", r"acceso negado", r"accesso (?:negato|bloccato|vietato)",
    r"non sono un robot", r"troppe richieste", r"traffico (?:insolito|anomalo)", r"acces interzis", r"nu (?:sunt|esti) (?:un )?robot",
    # Germanic
    r"(?:zugriff|zugang) (?:wurde |ist )?(?:verweigert|gesperrt|blockiert|untersagt)", r"kein roboter", r"zu viele (?:anfragen|zugriffe)",
    r"sicherheits(?:uberprufung|prufung|check)", r"ungewohnliche[rn]? (?:daten)?verkehr", r"sind sie ein mensch", r"toegang geweigerd",
    r"geen robot", r"te veel verzoeken", r"atkomst nekad", r"adgang n(?:ægtet|aegtet)", r"ikke en robot", r"inte en robot",
    # Slavic, Turkic, Hungarian, Greek
    r"доступ[^.\n]{0,40} (?:запрещ[её]н|ограничен|заблокирован|закрыт)", r"не робот", r"слишком много запросов", r"вы человек",
    r"проверка (?:браузера|безопасности)", r"подозрительн\w+ (?:активност|трафик)", r"доступ\w*[^.\n]{0,30} (?:заборонено|обмежено)",
    r"(?:odmowa|brak|zabroniony|odmowiono) (?:dostepu|dostep)", r"(?:nie jestes|nie jestem) robotem", r"zbyt wiele (?:zadan|zapytan)",
    r"pristup (?:odepren|zakazan|zamitnut|zabranjen|odbijen)", r"(?:nejsem|nejste|nisam|niste) robot", r"достъп(?:ът)? (?:е )?(?:отказан|забранен)",
    r"erisim[^.\n]{0,20} (?:engellendi|reddedildi|yasaklandi|kisitlandi)", r"robot degil", r"guvenlik (?:kontrolu|dogrulamasi)", r"cok fazla istek",
    r"hozzaferes megtagadva", r"nem (?:vagyok|vagy) robot", r"δεν επιτρεπεται η προσβαση", r"δεν (?:ειμαι|ειστε) ρομποτ",
    # South-East Asian
    r"akses (?:ditolak|diblokir|dinafikan|disekat|dibatasi)", r"bukan robot", r"terlalu banyak permint\w+", r"lalu lintas (?:tidak )?(?:biasa|mencurigakan)",
    r"truy cap[^.\n]{0,20} (?:tu choi|bi chan|bi khoa)", r"khong phai (?:la )?(?:robot|nguoi may)", r"ban la (?:con )?nguoi", r"qua nhieu yeu cau",
    "ปฏิเสธการเข้าถึง", "ไม่ใช่(?:โปรแกรม)?(?:หุ่นยนต์|บอท)", "ถูก(?:บล็อก|ระงับการเข้าถึง)", "เป็นมนุษย์", "คำขอมากเกินไป", r"hindi (?:ka )?robot",
    # Chinese, Japanese, Korean
    "拒[绝絕](?:您的)?[访訪存][问問取]", "[访訪存][问問取]被?(?:已被)?(?:拒|阻|禁|限)", "禁止[访訪存][问問取]", "(?:安全|人机|人機|滑动|滑動|真人)(?:验证|驗證|检查|檢查|校验)",
    "[访訪][问問](?:过于|過於|太|过|太过)?[频頻]繁", "[请請]求(?:过于|過於|太|次数)?(?:[频頻]繁|过多|過多)", "(?:异常|異常)(?:流量|[访訪][问問]|[请請]求)", "不是(?:机器人|機器人)",
    "(?:输入|輸入|完成).{0,6}(?:验证码|驗證碼|验证|驗證)", "拦截|攔截", "防火[墙牆]", "アクセス(?:が|は)?(?:拒否|制限|ブロック|禁止|遮断)", "アクセスは許可", "ロボットでは(?:ない|ありません)",
    "人間であること", "リクエストが多すぎ", "セキュリティ(?:チェック|確認)", "(?:접근|접속|액세스|엑세스)(?:이|가|을|를)? ?(?:거부|차단|제한|금지)", "로봇이 ?아닙", "사람인지", "비정상적인", "요청이 너무 많", "보안 ?확인",
    # Arabic, Persian, Hebrew, Indic
    "(?:رفض|حظر|منع) (?:الوصول|وصول)", "(?:الوصول|الدخول) (?:مرفوض|محظور|ممنوع)", "لست (?:روبوت|برنامج)", "أنك (?:إنسان|لست)", "طلبات كثيرة",
    "دسترسی[^.\n]{0,20} (?:غیرمجاز|محدود|مسدود)", "ربات نیستید", "הגישה (?:נדחתה|נחסמה|חסומה)", "לא רובוט",
    "(?:पहुंच|एक्सेस|प्रवेश) (?:अस्वीकृत|अस्वीकार|निषेध|वर्जित)", "रोबोट नहीं", "(?:প্রবেশ|অ্যাক্সেস) (?:নিষেধ|অস্বীকৃত|নিষিদ্ধ)", "রোবট ন[ইয]",
)  # fmt: skip

_NOT_FOUND = (
    r"\b(?:error|http|status|code)\W{1,3}(?:404|410)\b", r"^4(?:04|10)\b", r"\b4(?:04|10)[ :|.-]{1,3}(?:not|error|page|that|file|pagina|seite|страница|ошибка|sayfa|halaman)",
    r"\b(?:page|site|file|url|address|content|document|listing|ad|advert|post|job|vacancy|channel|profile|resource|item)\b[^.\n]{0,60}"
    r" (?:not found|(?:doesn't|does not|no longer|didn't|not) exist\w*|(?:cannot|can't|couldn't|could not)(?: be)? (?:found|find)|"
    r"no longer (?:available|active|online)|(?:was|has been) (?:removed|deleted|withdrawn)|isn't available|has expired)",
    r"^(?:not found|nothing (?:found|here)|gone)\b", r"there isn't a \w+", r"(?:can't|cannot|couldn't|could not) find (?:the|that|this|what) ",
    r"(?:pagina|anuncio|oferta|sitio|enlace)[^.\n]{0,40} (?:no (?:encontrad|existe|disponible|se encuentra|esta disponible)|ya no)", r"no (?:se )?(?:encontr|hemos encontrado|existe)\w*[^.\n]{0,20} (?:la )?pagina",
    r"(?:pagina|vaga|anuncio|link)[^.\n]{0,40} nao (?:encontrad|existe|foi encontrad|esta mais|esta disponivel)",
    r"(?:page|annonce|offre|adresse|site)[^.\n]{0,40} (?:introuvable|non trouvee|inexistante|n'existe|n'est plus|n'a pas ete trouvee)",
    r"(?:seite|datei|anzeige|url|inhalt|stelle)[^.\n]{0,40} (?:nicht (?:gefunden|verfugbar|vorhanden|mehr)|existiert nicht)", r"(?:pagina|annuncio|risorsa)[^.\n]{0,40} (?:non (?:trovat|esiste|disponibile|e stata trovata)|inesistente)",
    r"(?:pagina|vacature)[^.\n]{0,40} (?:niet (?:gevonden|beschikbaar)|bestaat niet)", r"(?:strona|strony|oferta|ogloszenie)[^.\n]{0,40} (?:nie (?:istnieje|zostala|znaleziono)|wygasl)", r"nie znaleziono",
    r"stranka (?:nenalezena|neexistuje|nebyla nalezena|nije pronađena)", r"stranica[^.\n]{0,20} nije pronad", r"sidan (?:hittades inte|finns inte)", r"siden (?:blev ikke fundet|finnes ikke|findes ikke)", r"sivua ei (?:loydy|loytynyt)",
    r"pagina (?:nu a fost gasita|nu exista)", r"(?:az )?oldal nem talalhato", r"η σελιδα δεν (?:βρεθηκε|υπαρχει)",
    r"(?:страниц|документ|объявлени|вакансия|файл|сайт|канал|запис)\w*[^.\n]{0,40} (?:не (?:найден|существует|доступ)|удален|удал[её]н|в архиве)", r"(?:нет такой|такой) страниц", r"сторінк\w*[^.\n]{0,20} не (?:знайден|існує)", r"страницата не (?:е намерена|съществува)",
    r"sayfa[^.\n]{0,20} (?:bulunamadi|mevcut degil|yok)", r"(?:halaman|laman)[^.\n]{0,30} (?:tidak|tak) (?:ditemukan|dijumpai|ada|tersedia|wujud)", r"(?:khong tim thay|khong ton tai)", r"(?:tin|trang)[^.\n]{0,20} (?:da bi xoa|het han)",
    "ไม่พบ(?:หน้า|เพจ|ข้อมูล|เว็บ)", "ไม่มีหน้านี้", "រក(?:មិនឃើញ|ទំព័រ)", r"hindi (?:nahanap|makita|natagpuan)",
    "(?:[页頁]面|[网網][页頁]|[内內]容|信息|[职職]位|帖子|文章)[^。\n]{0,8}(?:不存在|未找到|找不到|已(?:被)?(?:[删刪]除|下[线線]|失效|[过過]期))", "找不到[^。\n]{0,8}[页頁]", "(?:[无無]法|[没沒]有?)找到", "(?:ページ|記事|求人|お探し)[^。\n]{0,20}(?:見つかりません|存在しません|ありません|削除され|終了し)",
    "(?:페이지|게시물|채용)[^.\n]{0,20}(?:찾을 수 없|존재하지 않|없습니다|삭제)", "(?:الصفحة|صفحة)[^.\n]{0,30}(?:غير موجودة|لم يتم العثور|لا يمكن العثور)", "(?:صفحه|صفحهٔ)[^.\n]{0,20}(?:یافت نشد|پیدا نشد|وجود ندارد)", "(?:הדף|העמוד)[^.\n]{0,20}(?:לא נמצא|לא קיים)",
    "(?:पृष्ठ|पेज)[^.\n]{0,20}(?:नहीं मिला|मौजूद नहीं)", "(?:পৃষ্ঠা|পাতা)[^.\n]{0,20}(?:পাওয়া যায়নি|নেই)", "صفحہ[^.\n]{0,20}نہیں ملا",
)  # fmt: skip

_ERROR = (
    r"\b(?:error|http|status|code)\W{1,3}(?:50[0-4]|52\d)\b", r"^(?:50[0-4]|52\d)$", r"\b(?:50[0-4]|52\d)[ :|-]{1,3}(?:internal|bad|service|gateway|server|error|web|origin|connection)", r"^error$", r"\bhttp (?:status|error)\b", r"internal (?:server )?error", r"server (?:error|is down|too busy)", r"(?:service|site|server|page|website|store) (?:is )?(?:currently |temporarily )?(?:unavailable|offline|down)\b",
    r"temporarily (?:unavailable|down|offline|out of service)", r"bad gateway", r"gateway time-?out", r"(?:under|undergoing|(?:down|offline|closed) for)(?: \w+){0,2} maintenance", r"maintenance mode", r"^(?:site |scheduled |website )?maintenance$", r"application error",
    r"something went wrong", r"(?:unexpected|fatal|unhandled) (?:error|exception)", r"(?:establishing|connect to) (?:a |the )?(?:database|server|origin)", r"unknown (?:domain|host)", r"could not be satisfied", r"connection (?:timed out|refused)", r"we'll be (?:right )?back", r"be back (?:soon|shortly)", r"no such app",
    r"(?:en|em|in|sous) (?:mantenimiento|manutencao|maintenance|manutenzione|onderhoud|wartung)", r"wartungs(?:arbeiten|modus)", r"(?:error|erro|erreur|errore|fout|fehler|blad|chyba|hiba) (?:interno|interne|del|du|do|im|serwera|serveru)", r"(?:temporalmente|temporariamente|temporairement|temporaneamente|vorubergehend|tijdelijk|czasowo|docasne) (?:fuera|no disponible|indisponi\w+|non|nicht|niet|niedostepn\w+|nedostupn\w+|fora)",
    r"(?:interner|ein) (?:server)?fehler", r"przerwa techniczna", r"prace (?:konserwacyjne|serwisowe)", r"технически\w+ (?:работ|обслуживан|перерыв)", r"(?:сайт|сервис|сервер|страница)[^.\n]{0,30} (?:временно )?недоступ", r"внутренняя ошибка", r"ошибка (?:сервера|подключения|соединения)", r"технічні роботи", r"ведутся работы",
    r"bakim (?:calismasi|modu|asamasi|yapiliyor)", r"bakimda", r"sunucu hatasi", r"(?:dalam|sedang) (?:pemeliharaan|perbaikan|penyelenggaraan|gangguan)", r"kesalahan (?:server|internal)", r"bao tri", r"loi (?:may chu|he thong|ket noi)", "(?:เว็บไซต์|ระบบ)[^\n]{0,20}ปิดปรับปรุง|อยู่ระหว่าง(?:การ)?ปรับปรุง|เซิร์ฟเวอร์ขัดข้อง|ข้อผิดพลาด",
    "(?:系统|系統|[网網]站|服[务務]器?|站[点點]|停机|停機)(?:正在|正[进進]行|出[现現]|[发發]生|[暂暫][时時]|[内內]部|例行)*(?:(?:维护|維護|升级|升級)(?:中|维护|維護|$)|错误|錯誤|异常|異常|不可用|[关關][闭閉]中)", "(?:维护|維護)中", "[内內]部(?:服[务務]器)?(?:错误|錯誤)", "メンテナンス", "サーバー?(?:内部)?(?:エラー|ー?が(?:混|見))", "(?:一時的に|現在)[^。\n]{0,15}(?:利用でき|アクセスでき|停止)", "(?:시스템|서비스|서버) ?(?:점검|오류|에러)", "점검 ?중", "(?:تحت|قيد|أعمال) الصيانة", "خطأ (?:في|داخلي)", "در دست (?:تعمیر|بروزرسانی)", "בתחזוקה|שגיאת שרת", "रखरखाव", "রক্ষণাবেক্ষণ",
)  # fmt: skip

_PARKED = (
    r"\bdomain(?: name)?\b[^\n]{0,80} (?:for sale|parked|is reserved|reserved from|been reserved|available for|may be for|registered (?:at|with|by|for)|has been (?:purchased|registered|parked)|not (?:configured|connected|linked))", r"\b(?:buy|purchase|get|own|inquire about) this domain", r"[\w-]{2,63}\.[a-z]{2,18} (?:is|may be) (?:for sale|parked|available)", r"parked (?:at|by|with|domain|free)", r"domain parking", r"reserved from registration",
    r"welcome to (?:nginx|openresty|caddy|tengine|centos|plesk|lighttpd|your new|apache)", r"(?:test|default|placeholder|welcome) (?:web )?(?:page|site|website|server|host)\b[^.\n]{0,40}(?:apache|nginx|server|http|iis|tomcat|plesk|cpanel|domain|centos|fedora|ubuntu|debian|red hat|rocky|alma)", r"^default (?:web )?(?:page|site)", r"apache2? (?:\w+ )?default page", r"^it works!", r"iis windows|windows server$|internet information services", r"(?:server|apache|nginx|tomcat|site|installation|ihre domain)[^.\n]{0,40}(?:successfully installed|installed successfully|is working|works properly|working properly)", r"congratulations[^.\n]{0,40}(?:installed|your new|domain|website)", r"future home of", r"(?:site|website|page) (?:is )?(?:coming soon|under construction)", r"^(?:coming soon|under construction)\b", r"web ?server'?s? default page",
    r"dominio[^.\n]{0,60} (?:en venta|a venda|in vendita|aparcado|registrado|registrato|estacionado|parcheggiato|reservado)", r"(?:domaine|nom de domaine)[^.\n]{0,60} (?:a vendre|en vente|est reserve|est enregistre|parque|a ete enregistre|est parke)", r"domain[^.\n]{0,60} (?:zu verkaufen|steht zum verkauf|ist registriert|wurde registriert|geparkt|reserviert|kaufen|te koop|geregistreerd|gereserveerd|na sprzedaz|zaparkowana|prodej|satilik|dijual|registrirana)", r"domena[^.\n]{0,60} (?:na sprzedaz|zaparkowana|utrzymywana|zarejestrowana|parkingowa|je registrovana)", r"alan adi[^.\n]{0,40} (?:satilik|park|tescil)", r"(?:en|sitio en|site en|pagina en|em|in) (?:construccion|construction|construcao|costruzione)\b", r"(?:hier entsteht|diese seite entsteht)", r"strona w budowie", r"домен[^.\n]{0,60} (?:прода[её]тся|припаркован|зарегистрирован|не прилинкован|на продажу|не направлен|выставлен|свободен)", r"сайт (?:в разработке|находится в разработке|скоро|еще не|пока не|создан)", r"ten mien[^.\n]{0,40} (?:rao ban|da duoc dang ky|ban)", r"yapim asamasinda",
    "域名[^。\n]{0,20}(?:出售|转让|轉讓|停放|待售|已注册|已註冊)", "(?:出售|购买|購買|转让)[^。\n]{0,6}域名", "[网網]站(?:正在)?(?:建设中|建設中)", "(?:ドメイン)[^。\n]{0,30}(?:販売|売|取得され|登録され|パーキング|お名前)", "準備中です|工事中", "도메인[^.\n]{0,30}(?:판매|등록|파킹|연결)", "준비 ?중입니다", "โดเมน[^.\n]{0,30}(?:ขาย|จดทะเบียน)", "(?:النطاق|الدومين)[^.\n]{0,30}(?:للبيع|محجوز)", "قيد الإنشاء", "این دامنه",
)  # fmt: skip

_SUSPENDED = (
    r"\b(?:account|website|web ?site|site|hosting|store|shop|service|domain|page|user|channel|plan|subscription)\b(?: (?:has|have|is|was|been|currently|temporarily|now|name|for))* (?:suspended|expired|deactivated|disabled|terminated|closed by|been closed|is closed|cancell?ed)", r"(?:suspended|expired) (?:account|website|site|domain|page)", r"bandwidth limit exceeded", r"account suspension",
    r"(?:cuenta|sitio|pagina|dominio)[^.\n]{0,30} (?:suspendid|expirad|desactivad|caducad|vencid)", r"(?:conta|site|dominio)[^.\n]{0,30} (?:suspens|expirad|desativad|bloquead)", r"(?:compte|site|domaine|hebergement)[^.\n]{0,30} (?:suspendu|expire|desactive|ferme)", r"(?:konto|webseite|website|account|webspace|domain|internetauftritt)[^.\n]{0,30} (?:gesperrt|deaktiviert|abgelaufen|stillgelegt|opgeschort|verlopen|geschorst)", r"(?:account|sito|dominio)[^.\n]{0,30} (?:sospeso|scaduto|disattivato)", r"(?:konto|strona|domena|usluga)[^.\n]{0,30} (?:zawieszon|wygasl|zablokowan|nieoplacon)",
    r"(?:аккаунт|хостинг|сайт|домен|учетная запись|услуг)\w*[^.\n]{0,30} (?:заблокирован|приостановлен|отключ[её]н|остановлен|удален за|просрочен|ист[её]к)", r"(?:hesap|hesabi|site|alan adi)[^.\n]{0,30} (?:askiya|suresi dol|donduruldu|kapatildi)", r"(?:akun|situs|website|laman)[^.\n]{0,30} (?:ditangguhkan|digantung|dinonaktifkan|suspend|kedaluwarsa|tamat)", r"(?:tai khoan|website|ten mien|hosting)[^.\n]{0,30} (?:tam (?:ngung|khoa|dung)|dinh chi|het han|bi khoa)",
    "(?:บัญชี|เว็บไซต์|โดเมน|โฮสติ้ง)[^.\n]{0,20}(?:ถูกระงับ|หมดอายุ)", "(?:[账帳賬][户戶号號]|[网網]站|站[点點]|空[间間]|主机|主機|域名)(?:已|被|已被|已[经經]|目前|[暂暫][时時]|[现現]|因故)*(?:[暂暫]停|停用|到期|[过過]期|[关關][闭閉]|[冻凍][结結]|欠[费費]|封[禁停])", "(?:アカウント|サイト|ドメイン)[^。\n]{0,20}(?:停止|凍結|期限切れ|失効|有効期限)", "(?:계정|사이트|도메인|호스팅)[^.\n]{0,20}(?:정지|만료|중지)", "(?:الحساب|الموقع|حساب|موقع)[^.\n]{0,20}(?:موقوف|معلق|تعليق|إيقاف|منتهي)", "حساب[^.\n]{0,20}(?:مسدود|معلق|تعلیق)", "(?:खाता|वेबसाइट)[^.\n]{0,20}(?:निलंबित|समाप्त)",
)  # fmt: skip

# A title, or a part of one between dashes or bars, that says nothing but this.
_LOGIN_TITLE = (
    r"(?:please )?(?:sign|log)[ -]?in(?:to| to| or| with)?\b.{0,40}", r"login(?: page| form| to .{1,30}| or .{1,30}| required| form)?", r"(?:member|user|account|customer|employee|candidate|staff) (?:log ?in|sign ?in)", r"authentication(?: required)?", r".{0,30} - log in or sign up", r"single sign-?on", r"unauthori[sz]ed",
    r"(?:inicio|iniciar|inicia) (?:de )?sesion.{0,20}", r"(?:acceder|acceso|ingresar|ingreso|identificate|entrar|iniciar sessao|fazer login|faca login|acessar|autenticacao|accedi|accesso|connexion|se connecter|identification|connectez-vous.{0,20}|authentification|anmelden|anmeldung|einloggen|login erforderlich|inloggen|aanmelden|logowanie|zaloguj(?: sie)?|prihlaseni|prihlasit(?: se)?|logga in|logg inn|log ind|kirjaudu(?: sisaan)?|bejelentkezes|autentificare|conectare|prijava)",
    r"(?:вход|войти|войдите|авторизация|вход на сайт|вход в .{1,30}|увійти|вхід|авторизація)", r"(?:συνδεση|εισοδος|giris(?: yap)?|oturum ac.{0,10}|uye girisi|masuk|log masuk|masuk ke .{1,30}|dang nhap.{0,20}|mag-log ?in)", "(?:用户|用戶|会员|會員|账号|帳號)?(?:登[录錄陆陸入])(?:.{0,12})?", "ログイン.{0,12}|サインイン", "로그인.{0,12}", "เข้าสู่ระบบ.{0,12}|ลงชื่อเข้า(?:ใช้|สู่).{0,12}", "تسجيل الدخول.{0,12}|دخول", "ورود.{0,12}", "כניסה|התחברות|התחבר", "लॉग ?इन.{0,10}|साइन इन", "লগ ?ইন.{0,10}", "ចូល.{0,20}", "ဝင်.{0,12}", "ເຂົ້າ.{0,16}", "لاگ ان.{0,10}",
)  # fmt: skip
_LOGIN_TEXT = (
    r"(?:must|need to|have to|please|required to) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in", r"(?:log|sign) in to (?:continue|view|see|access|your)", r"not (?:currently )?(?:logged|signed) in", r"login required", r"(?:join|log in|sign in|sign up)[^.\n]{0,20} to (?:see|view|continue)", r"(?:debes|debe|necesitas|tienes que) (?:iniciar|estar|identificarte)", r"(?:voce precisa|e necessario|faca) (?:estar |fazer |entrar |login)", r"(?:vous devez|veuillez) (?:vous (?:connecter|identifier)|etre connecte|entrer votre nom d'utilisateur)", r"(?:bitte|mussen sie sich) (?:melden|anmelden|einloggen|loggen)", r"необходимо (?:войти|авториз)|войдите|авторизуйтесь", r"giris yap(?:in|maniz|mak)", r"silakan (?:masuk|login)|sila log masuk", r"vui long dang nhap|can dang nhap", "[请請](?:先)?登[录錄陆陸入]|需要登[录錄陆陸入]|登[录錄陆陸入]后", "ログインして(?:ください|続ける)|ログインが必要", "로그인(?:이 필요|하세요|해 ?주|후)", "กรุณา(?:เข้าสู่ระบบ|ล็อกอิน)", "(?:يجب|يرجى) (?:عليك )?تسجيل الدخول", "कृपया (?:लॉग|साइन)",
)  # fmt: skip

_CONSENT = (
    r"before you continue", r"(?:we value|about|respect|manage|your) (?:your )?privacy(?: (?:choices|settings|preferences))?", r"(?:cookie|privacy|consent) (?:consent|wall|settings|preferences|notice|gate|choices|manager)", r"(?:accept|allow|agree to|reject)(?: all| the use of)? cookies", r"we (?:and our \d* ?(?:partners|vendors)|use cookies)", r"consent to (?:the )?(?:use|processing|cookies)", r"(?:are you|i am|must be|confirm (?:that )?you are) (?:at least |over |of )?(?:18|21|legal age|the age)",
    r"antes de continuar", r"(?:valoramos|respetamos|tu|su) (?:tu |su )?privacidad", r"aceptar (?:todas |las |y )[^.\n]{0,20}", r"(?:aceitar|rejeitar) (?:todos|cookies|e )", r"(?:avant de (?:continuer|poursuivre|acceder))", r"(?:accepter (?:et|les|tous)|tout (?:accepter|refuser)|continuer sans accepter|votre vie privee)", r"bevor (?:sie|du) (?:fortfahren|fortfahrst|weiter)", r"(?:zustimmen und weiter|alle (?:akzeptieren|cookies)|einwilligung|datenschutzeinstellungen|privatsphare|werbefrei|pur-abo|cookies? (?:akzeptieren|zustimmen))", r"prima di continuare", r"(?:accetta (?:e|tutti|i cookie)|la tua privacy|continua senza accettare)", r"(?:alle cookies accepteren|akkoord|voordat je (?:verdergaat|doorgaat)|cookies? accepteren|jouw privacy)", r"(?:zanim przejdziesz|akceptuj|przejdz do serwisu|twoja prywatnosc|zgody? na)", r"(?:souhlas s|nastaveni cookies|prijmout vse)", r"(?:acceptera|godkann|godta|accepter|hyvaksy) (?:alla|alle|kaikki)", r"(?:согла(?:сие|шаюсь|ситесь)|принять (?:все|файлы)|файлы cookie)", r"devam etmeden once|cerez(?:leri|)", r"sebelum melanjutkan", r"truoc khi (?:ban )?tiep tuc", "同意(?:并|並|する|して)|[继繼]續?续?之前|接受(?:所有|全部)? ?cookie", "続行する前に|クッキー", "계속하기 전에|쿠키", "ก่อนที่จะไปยัง|คุกกี้", "قبل المتابعة|ملفات تعريف الارتباط",
)  # fmt: skip

_EMPTY = (
    r"\b(?:no|0|zero) (?:\w+ ){0,3}(?:jobs?|results?|vacanc(?:y|ies)|positions?|openings?|offers?|listings?|matches|posts?|ads|adverts?|items?|messages|records|opportunities)\b(?: (?:were|was|have been|are|is|currently|available|found|matched?|match|to|yet|for|posted|open)|[.!]|$)", r"(?:did not|didn't|does not|doesn't) match any", r"(?:couldn't|could not|unable to|didn't|did not) find any", r"there are (?:currently |presently |at present )?no ", r"nothing (?:matched|to (?:show|display))",
    r"(?:no|0) (?:se )?(?:encontr\w+|hay|hemos encontrado|existen) (?:\w+ ){0,2}(?:resultado|oferta|empleo|vacante|anuncio)", r"(?:sin|0) (?:resultados|ofertas)", r"(?:nenhum[a]?|0) (?:vaga|resultado|oferta|anuncio)s?", r"(?:aucun|aucune|0) (?:offre|resultat|annonce|emploi|poste)s?", r"(?:keine|0) (?:\w+ ){0,2}(?:ergebnisse|treffer|stellen\w*|jobs|angebote|anzeigen)", r"(?:nessun|nessuna|0) (?:risultat|offert|annunci|lavor)\w*", r"(?:geen|0) (?:resultaten|vacatures)", r"(?:brak|0) (?:wynikow|ofert|ogloszen)", r"(?:ничего не найдено|нет (?:вакансий|результатов|объявлений)|не найдено ни|вакансий не найдено|результатов не найдено|0 вакансий)", r"(?:sonuc|ilan) bulunamadi", r"(?:tidak ada|tiada) (?:lowongan|hasil|pekerjaan|jawatan|iklan|keputusan)", r"(?:khong (?:co|tim thay) (?:\w+ ){0,2}(?:ket qua|viec lam|tin|cong viec))", "ไม่พบ(?:งาน|ผล|ประกาศ|ตำแหน่ง)", "(?:[暂暫][无無]|[没沒]有)(?:找到)?(?:相[关關])?(?:符合)?[^。\n]{0,6}(?:[职職]位|[结結]果|招聘|[数數][据據]|信息|[内內]容|工作)", "(?:求人|検索結果|結果)[^。\n]{0,10}(?:ありません|見つかりません|0件)", "(?:검색 ?결과|채용)[^.\n]{0,10}없습니다", "(?:لا توجد|لم يتم العثور على) (?:نتائج|وظائف)", "(?:कोई|0) (?:\\w+ )?(?:नौकरी|परिणाम)",
)  # fmt: skip


def _any(shapes: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{fold_text(shape)})" for shape in shapes), regex.MULTILINE)


WORDS: dict[WordedClass, regex.Pattern[str]] = {
    "blocked": _any(_BLOCKED),
    "login": _any(_LOGIN_TEXT),
    "consent": _any(_CONSENT),
    "parked": _any(_PARKED),
    "suspended": _any(_SUSPENDED),
    "not_found": _any(_NOT_FOUND),
    "error": _any(_ERROR),
    "empty": _any(_EMPTY),
}
LOGIN_TITLE = _any(_LOGIN_TITLE)
DIRECTORY_TITLE = regex.compile(r"^(?:index of|directory listing (?:for|of|--)|listing of|folder listing|listado de|inhalt von) ?/?|^[\w.-]+ - /")
NEEDS_SCRIPT = regex.compile(
    r"java ?script|enable js|скрипт|脚本|腳本|스크립트|จาวาสคริปต์|جافا ?سكريبت|جاوا ?اسکریپت"
)
