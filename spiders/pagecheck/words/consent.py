"""Walls that ask for consent or age before the content."""

from __future__ import annotations

SHAPES = (
    "before you continue",
    "(?:we value|about|respect|manage|your) (?:your )?privacy(?: (?:choices|settings|preferences))?",
    "(?:cookie|privacy|consent) (?:consent|wall|settings|preferences|notice|gate|choices|manager)",
    "(?:accept|allow|agree to|reject)(?: all| the use of)? cookies",
    r"we (?:and our \d* ?(?:partners|vendors)|use cookies)",
    "consent to (?:the )?(?:use|processing|cookies)",
    "(?:are you|i am|must be|confirm (?:that )?you are) (?:at least |over |of )?(?:18|21|legal age|the age)",
    "antes de continuar",
    "(?:valoramos|respetamos|tu|su) (?:tu |su )?privacidad",
    r"aceptar (?:todas |las |y )[^.\n]{0,20}",
    "(?:aceitar|rejeitar) (?:todos|cookies|e )",
    "(?:avant de (?:continuer|poursuivre|acceder))",
    "(?:accepter (?:et|les|tous)|tout (?:accepter|refuser)|continuer sans accepter|votre vie privee)",
    "bevor (?:sie|du) (?:fortfahren|fortfahrst|weiter)",
    (
        "(?:zustimmen und weiter|alle (?:akzeptieren|cookies)|einwilligung|datenschutzeinstellungen|privatsphare"
        "|werbefrei|pur-abo|cookies? (?:akzeptieren|zustimmen))"
    ),
    "prima di continuare",
    "(?:accetta (?:e|tutti|i cookie)|la tua privacy|continua senza accettare)",
    "(?:alle cookies accepteren|akkoord|voordat je (?:verdergaat|doorgaat)|cookies? accepteren|jouw privacy)",
    "(?:zanim przejdziesz|akceptuj|przejdz do serwisu|twoja prywatnosc|zgody? na)",
    "(?:souhlas s|nastaveni cookies|prijmout vse)",
    "(?:acceptera|godkann|godta|accepter|hyvaksy) (?:alla|alle|kaikki)",
    "(?:согла(?:сие|шаюсь|ситесь)|принять (?:все|файлы)|файлы cookie)",
    "devam etmeden once|cerezleri",
    "sebelum melanjutkan",
    "truoc khi (?:ban )?tiep tuc",
    "同意(?:并|並|する|して)|[继繼]續?续?之前|接受(?:所有|全部)? ?cookie",
    "続行する前に|クッキー(?:の|を)(?:使用|許可|利用)",
    "계속하기 전에|쿠키 ?(?:사용|설정|허용)",
    "ก่อนที่จะไปยัง|(?:ใช้|ยอมรับ)คุกกี้",
    "قبل المتابعة|ملفات تعريف الارتباط",
    r"^age (?:verification|gate|check)(?:$| required| [|-])",
    "(?:18|21) (?:years )?(?:of age )?or (?:older|over)|(?:i am|i'm) (?:18|21)|over (?:18|21)s? only",
    "(?:您|你)(?:是否)?(?:已)?(?:年)?[满滿](?:18|十八)|未[满滿](?:18|十八)[岁歲].{0,6}(?:[离離][开開]|禁止)",
    "(?:setuju|terima|tolak) (?:semua|cookie|kuki)|kami menggunakan cookie",
    "(?:chap nhan|dong y)(?: tat ca)? cookie|chung toi su dung cookie",
    "(?:कुकीज़?|कूकीज) (?:स्वीकार|का उपयोग)|কুকি (?:গ্রহণ|ব্যবহার)|کوکیز (?:قبول|استعمال)|ខូគី|ကွတ်ကီး|ຄຸກກີ້",
)
