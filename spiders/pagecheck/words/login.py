"""Log-in pages, by their title and by what they ask."""

from __future__ import annotations

# A title, or a part of one between dashes or bars, that says nothing but this.
TITLES = (
    r"(?:please )?(?:sign|log)[ -]?in(?:(?:to| to| or| with| required| page| form| here| now)\b.{0,40})?",
    "login(?: page| form| to .{1,30}| or .{1,30}| required| form)?",
    "(?:member|user|account|customer|employee|candidate|staff) (?:log ?in|sign ?in)",
    "authentication(?: required)?",
    ".{0,30} - log in or sign up",
    "single sign-?on",
    "unauthori[sz]ed",
    "(?:inicio|iniciar|inicia) (?:de )?sesion.{0,20}",
    (
        "(?:acceder|acceso|ingresar|ingreso|identificate|entrar|iniciar sessao|fazer login|faca login|acessar"
        "|autenticacao|accedi|accesso|connexion|se connecter|identification|connectez-vous.{0,20}"
        "|authentification|anmelden|anmeldung|einloggen|login erforderlich|inloggen|aanmelden|logowanie"
        "|zaloguj(?: sie)?|prihlaseni|prihlasit(?: se)?|logga in|logg inn|log ind|kirjaudu(?: sisaan)?"
        "|bejelentkezes|autentificare|conectare|prijava)"
    ),
    "(?:вход|войти|войдите|авторизация|вход на сайт|вход в .{1,30}|увійти|вхід|авторизація)",
    (
        "(?:συνδεση|εισοδος|giris(?: yap)?|oturum ac.{0,10}|uye girisi|masuk|log masuk|masuk ke .{1,30}"
        "|dang nhap.{0,20}|mag-log ?in)"
    ),
    "(?:用户|用戶|会员|會員|账号|帳號)?登[录錄陆陸入](?:[页頁]面|[帐賬账][户號号]|[网網]站|中心|/?[注註]册)?",
    "ログイン(?:画面|ページ|する|してください)?|サインイン",
    "로그인(?: ?(?:페이지|하기|해 주세요))?",
    "เข้าสู่ระบบ.{0,12}|ลงชื่อเข้า(?:ใช้|สู่).{0,12}",
    "تسجيل الدخول|دخول",
    "ورود(?: به (?:سایت|حساب|سیستم))?",
    "כניסה|התחברות|התחבר",
    "लॉग ?इन.{0,10}|साइन इन",
    "লগ ?ইন.{0,10}",
    "ចូល(?:គណនី|ប្រើ|ប្រើប្រាស់|ក្នុងប្រព័ន្ធ)",
    "(?:အကောင့်)?(?:ဝင်ရန်|ဝင်ပါ|လော့ဂ်အင်.{0,6})",
    "ເຂົ້າສູ່ລະບົບ|ລົງຊື່ເຂົ້າໃຊ້",
    "لاگ ان.{0,10}",
)

SHAPES = (
    "(?:must|need to|have to|please|required to) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in",
    "(?:log|sign) in to (?:continue|view|see|access|your)",
    "not (?:currently )?(?:logged|signed) in",
    "login required",
    r"(?:join|log in|sign in|sign up)[^.\n]{0,20} to (?:see|view|continue)",
    "(?:debes|debe|necesitas|tienes que) (?:iniciar|estar|identificarte)",
    "(?:voce precisa|e necessario|faca) (?:estar |fazer |entrar |login)",
    "(?:vous devez|veuillez) (?:vous (?:connecter|identifier)|etre connecte|entrer votre nom d'utilisateur)",
    "(?:bitte|mussen sie sich) (?:melden|anmelden|einloggen|loggen)",
    "необходимо (?:войти|авториз)|войдите|авторизуйтесь",
    "giris yap(?:in|maniz|mak)",
    "silakan (?:masuk|login)|sila log masuk",
    "vui long dang nhap|can dang nhap",
    "[请請](?:先)?登[录錄陆陸入]|需要登[录錄陆陸入]|登[录錄陆陸入]后",
    "ログインして(?:ください|続ける)|ログインが必要",
    "로그인(?:이 필요|하세요|해 ?주|후)",
    "กรุณา(?:เข้าสู่ระบบ|ล็อกอิน)",
    "(?:يجب|يرجى) (?:عليك )?تسجيل الدخول",
    "कृपया (?:लॉग|साइन)",
)
