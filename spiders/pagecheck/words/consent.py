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
)
