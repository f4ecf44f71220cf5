"""Hosting accounts that were closed or have run out."""

from __future__ import annotations

SHAPES = (
    (
        r"\b(?:account|website|web ?site|site|hosting|store|shop|service|domain|page|user|channel|plan"
        r"|subscription)\b(?: (?:has|have|is|was|been|currently|temporarily|now|name|for))* (?:suspended|expired"
        "|deactivated|disabled|terminated|closed by|been closed|is closed|cancell?ed)"
    ),
    "(?:suspended|expired) (?:account|website|site|domain|page)",
    "bandwidth limit exceeded",
    "account suspension",
    r"(?:cuenta|sitio|pagina|dominio)[^.\n]{0,30} (?:suspendid|expirad|desactivad|caducad|vencid)",
    r"(?:conta|site|dominio)[^.\n]{0,30} (?:suspens|expirad|desativad|bloquead)",
    r"(?:compte|site|domaine|hebergement)[^.\n]{0,30} (?:suspendu|expire|desactive|ferme)",
    (
        r"(?:konto|webseite|website|account|webspace|domain|internetauftritt)[^.\n]{0,30} (?:gesperrt|deaktiviert"
        "|abgelaufen|stillgelegt|opgeschort|verlopen|geschorst)"
    ),
    r"(?:account|sito|dominio)[^.\n]{0,30} (?:sospeso|scaduto|disattivato)",
    r"(?:konto|strona|domena|usluga)[^.\n]{0,30} (?:zawieszon|wygasl|zablokowan|nieoplacon)",
    (
        r"(?:аккаунт|хостинг|сайт|домен|учетная запись|услуг)\w*[^.\n]{0,30} (?:заблокирован|приостановлен"
        "|отключ[её]н|остановлен|удален за|просрочен|ист[её]к)"
    ),
    r"(?:hesap|hesabi|site|alan adi)[^.\n]{0,30} (?:askiya|suresi dol|donduruldu|kapatildi)",
    (
        r"(?:akun|situs|website|laman)[^.\n]{0,30} (?:ditangguhkan|digantung|dinonaktifkan|suspend|kedaluwarsa"
        "|tamat)"
    ),
    r"(?:tai khoan|website|ten mien|hosting)[^.\n]{0,30} (?:tam (?:ngung|khoa|dung)|dinh chi|het han|bi khoa)",
    r"(?:บัญชี|เว็บไซต์|โดเมน|โฮสติ้ง)[^.\n]{0,20}(?:ถูกระงับ|หมดอายุ)",
    (
        "(?:[账帳賬][户戶号號]|[网網]站|站[点點]|空[间間]|主机|主機|域名)(?:已|被|已被|已[经經]|目前|[暂暫][时時]|[现現]|因故)*(?:[暂暫]停|停用|到期|[过過]期"
        "|[关關][闭閉]|[冻凍][结結]|欠[费費]|封[禁停])"
    ),
    r"(?:アカウント|サイト|ドメイン)[^。\n]{0,20}(?:停止|凍結|期限切れ|失効|有効期限)",
    r"(?:계정|사이트|도메인|호스팅)[^.\n]{0,20}(?:정지|만료|중지)",
    r"(?:الحساب|الموقع|حساب|موقع)[^.\n]{0,20}(?:موقوف|معلق|تعليق|إيقاف|منتهي)",
    r"حساب[^.\n]{0,20}(?:مسدود|معلق|تعلیق)",
    r"(?:खाता|वेबसाइट)[^.\n]{0,20}(?:निलंबित|समाप्त)",
    (
        r"(?:blog|site|account|page|shop|store)[^.\n]{0,40} (?:archived or suspended|closed by (?:its|the) owner"
        r"|currently unavailable)"
    ),
    "បាន(?:ផ្អាក|ព្យួរ)[^\n]{0,12}(?:គណនី|គេហទំព័រ)|(?:គណនី|គេហទំព័រ)[^\n]{0,20}(?:ផ្អាក|ព្យួរ)",
    "(?:အကောင့်|ဝဘ်ဆိုက်|ဝဘ်ဆိုဒ်)[^\n]{0,20}(?:ဆိုင်းငံ့|ပိတ်သိမ်း|သက်တမ်းကုန်)",
    "(?:ບັນຊີ|ເວັບໄຊ)[^\n]{0,20}(?:ຖືກລະງັບ|ໝົດອາຍຸ)",
    "(?:खाता|वेबसाइट|होस्टिङ|होस्टिंग)[^.\n]{0,20}(?:निलम्बित|बन्द गरिएको|सस्पेन्ड)",
    "(?:அக்கவுண்ட்|கணக்கு|இணையதளம்)[^.\n]{0,20}(?:இடைநிறுத்த|முடக்க)",
    "(?:খাতা|অ্যাকাউন্ট|ওয়েবসাইট|হোস্টিং)[^.\n]{0,20}(?:স্থগিত|মেয়াদ)",
    r"(?:akaunti|tovuti)[^.\n]{0,20} (?:imesimamishwa|imefungwa|imeisha)",
    r"(?:hisob|sayt|xosting)\w*[^.\n]{0,20} (?:to'xtatilgan|bloklangan)",
    "(?:اکاؤنٹ|ویب سائٹ)[^.\n]{0,20}(?:معطل|بند کر)",
    r"non-?payment|owner has not paid|(?:payment|invoice) (?:is )?overdue",
    "(?:store|shop) is (?:currently |temporarily )?(?:unavailable|closed|not available)",
    (
        r"owner has (?:disabled|closed|deactivated) (?:this|the)"
        r"|bandwidth (?:limit )?(?:has been |was )?exceeded|exceeded (?:its|their|the)[^.\n]{0,12} (?:bandwidth|traffic)"
    ),
    r"\b(?:tumblr|blog|profile|channel|group)\b[^.\n]{0,20} (?:deactivated|terminated|suspended)",
)
