"""Domains for sale or reserved, and the start pages of fresh servers."""

from __future__ import annotations

SHAPES = (
    (
        r"\bdomain(?: name)?\b[^\n]{0,80} (?:for sale|parked|is reserved|reserved from|been reserved|available for"
        "|may be for|registered (?:at|with|by|for)|has been (?:purchased|registered|parked)|not (?:configured"
        "|connected|linked))"
    ),
    r"\b(?:buy|purchase|get|own|inquire about) this domain",
    r"[\w-]{2,63}\.[a-z]{2,18} (?:is|may be) (?:for sale|parked|available)",
    r"^parked (?:at|by|on) |parked (?:domain|free)|\b(?:domain|site|website)\b[^.\n]{0,40} parked\b",
    "domain parking",
    "reserved from registration",
    "welcome to (?:nginx|openresty|caddy|tengine|centos|plesk|lighttpd|apache|your new (?:site|website|domain))",
    (
        r"(?:test|default|placeholder|welcome) (?:web )?(?:page|site|website)\b[^.\n]{0,40}(?:apache"
        "|nginx|server|http|iis|tomcat|plesk|cpanel|domain|centos|fedora|ubuntu|debian|red hat|rocky|alma)"
    ),
    "^default (?:web )?(?:page|site)",
    r"apache2? (?:\w+ )?default page",
    "^it works!",
    "^iis windows|^windows server$|^internet information services",
    (
        r"(?:server|apache|nginx|tomcat|site|installation|ihre domain)[^.\n]{0,40}(?:successfully installed"
        "|installed successfully|is working|works properly|working properly)"
    ),
    r"congratulations[^.\n]{0,40}(?:installed|domain|website)",
    "future home of",
    "(?:site|website|page) (?:is )?(?:coming soon|under construction)",
    r"^(?:coming soon|under construction)\W*$",
    "web ?server'?s? default page",
    (
        r"dominio[^.\n]{0,60} (?:en venta|a venda|in vendita|aparcado|registrado|registrato|estacionado"
        "|parcheggiato|reservado)"
    ),
    (
        r"(?:domaine|nom de domaine)[^.\n]{0,60} (?:a vendre|en vente|est reserve|est enregistre|parque"
        "|a ete enregistre|est parke)"
    ),
    (
        r"domain[^.\n]{0,60} (?:zu verkaufen|steht zum verkauf|ist registriert|wurde registriert|geparkt"
        "|reserviert|kaufen|te koop|geregistreerd|gereserveerd|na sprzedaz|zaparkowana|prodej|satilik|dijual"
        "|registrirana)"
    ),
    r"domena[^.\n]{0,60} (?:na sprzedaz|zaparkowana|utrzymywana|zarejestrowana|parkingowa|je registrovana)",
    r"alan adi[^.\n]{0,40} (?:satilik|park|tescil)",
    (
        r"(?:sitio|pagina|web|site|sito)\b[^.\n]{0,15} (?:en|em|in|sous) (?:construccion|construction|construcao"
        r"|costruzione)\b"
    ),
    "(?:hier entsteht|diese seite entsteht)",
    "strona w budowie",
    (
        r"домен[^.\n]{0,60} (?:прода[её]тся|припаркован|зарегистрирован|не прилинкован|на продажу|не направлен"
        "|выставлен|свободен)"
    ),
    "сайт (?:в разработке|находится в разработке|скоро|еще не|пока не|создан)",
    r"ten mien[^.\n]{0,40} (?:rao ban|da duoc dang ky|ban)",
    "yapim asamasinda",
    r"域名[^。\n]{0,20}(?:出售|转让|轉讓|停放|待售|已注册|已註冊)",
    r"(?:出售|购买|購買|转让)[^。\n]{0,6}域名",
    "[网網]站(?:正在)?(?:建设中|建設中)",
    r"(?:ドメイン)[^。\n]{0,30}(?:販売|売|取得され|登録され|パーキング|お名前)",
    "準備中です|サイトは[^。]{0,10}工事中",
    r"도메인[^.\n]{0,30}(?:판매|등록|파킹|연결)",
    "준비 ?중입니다",
    r"โดเมน[^.\n]{0,30}(?:ขาย|จดทะเบียน)",
    r"(?:النطاق|الدومين)[^.\n]{0,30}(?:للبيع|محجوز)",
    "الموقع قيد الإنشاء",
    "این دامنه",
    r"is registered (?:at|with|through|by) [\w.-]{3,30}|domain was (?:recently|just) registered",
    ("isn't connected to (?:a|any) (?:website|site|store)|domain (?:isn't|is not|not) (?:yet )?(?:connected|pointing|set up)"),
    (
        "default (?:index|website|web site|landing|server) page|page was (?:created|generated) by (?:directadmin|plesk"
        "|cpanel)|your web server is working"
    ),
    "if you are seeing this message, the website for|if you are the owner of this website, please contact your hosting",
    (
        "站[点點][创創]建成功|(?:默[认認]|預設)(?:首|[页頁]面|index)|本[页頁]面由系[统統]自[动動]生成"
        "|尚未[绑綁]定|[没沒]有找到站[点點]"
    ),
    r"domain[^.\n]{0,40} (?:diparkir|terparkir|didaftarkan|telah terdaftar|tersedia untuk dibeli)",
    r"ten mien[^.\n]{0,30} (?:dang duoc dang ky|chua duoc (?:tro|cau hinh)|het han|da dang ky)",
    r"coming soon to this domain|has (?:just|recently|newly) been registered|pending (?:icann |whois |email )?verification",
    (
        r"^buy [\w-]{2,63}\.[a-z]{2,18}\b|^(?:\w+ ){1,3}server test page"
        r"|^(?:microsoft )?internet information services|^iis ?\d*(?:\.\d)?$"
    ),
    (
        r"(?:site|website) (?:is )?not (?:yet )?published|(?:site|website) (?:is )?under development"
        r"|your (?:new )?(?:website|site) is (?:almost |now )?(?:ready|live)"
    ),
)
