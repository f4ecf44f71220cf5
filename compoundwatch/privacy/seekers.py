"""Words by which people say in the first person that they look for work, and words that only somebody who offers it uses.

A phrase is `(words, what must follow)`: the words are found whole in folded text, the rest is an expression that has to match
right behind them ("" for nothing). Questions to the reader ("looking for a job?") are the language of adverts and not here.
"""

from __future__ import annotations

_KIND = (
    r"(?:a|an|any|some|the|this|new|good|better|legit|legal|real|decent|stable|kind of|type of|online|part|full|part-time|full-time"
    r"|time|remote|overseas|office|home|based|urgent|suitable|permanent|weekend|night|shift|of|my|first|next|it|driving|driver"
    r"|cleaning|cleaner|housekeeping|nanny|teaching|cook|kitchen|hotel|waiter|security|caregiver|nursing|accounting|customer"
    r"|service|data|entry|admin)"
)
_JOB = (
    rf"(?: {_KIND}){{0,5}} (?:jobs?|work|employment|positions?|opportunit(?:y|ies)|role|placement)\b"
    r"(?!s? (?:seekers?|for you|to offer))(?![^.\n]{0,40}\?)"
)
_NO_QUESTION_TH = r"(?!.{0,20}(?:ไหม|มั้ย|หรือ|\?|ใช่))"

# People who look for work, or send their papers.
SEEKING: tuple[tuple[str, str], ...] = (
    *((words, _JOB) for words in (
        "am looking for", "i'm looking for", "im looking for", "am seeking", "am also looking for", "am currently looking for",
        "am still looking for", "am here looking for", "am searching for", "am in need of", "am a nurse looking for",
        "am a driver looking for", "am a teacher looking for", "am a graduate looking for", "help me find", "help me get",
        "kindly help me find", "i am seeking", "i'm seeking", "i am searching for", "i'm searching for", "i am in search of",
        "i am in need of", "i am also looking for", "i am currently looking for", "i am currently seeking",
        "i am actively looking for", "i need", "i need to find", "i really need", "i urgently need", "i want to find", "i want",
        "i am hunting for", "i am desperately looking for", "my husband is looking for", "my wife is looking for",
        "my brother is looking for", "my sister is looking for", "my son is looking for", "my cousin is looking for",
        "my friend is looking for",
    )),
    *((words, "") for words in (
        "i am available for work", "i am available to work", "i am ready to work", "i can start immediately",
        "please consider my application", "i am applying for", "i would like to apply", "i wish to apply", "i want to apply for",
        "i am writing to apply", "here is my cv", "here is my resume", "my cv is attached", "attached is my cv",
        "attached is my resume", "find my cv", "find my resume", "please hire me", "job wanted", "work wanted", "position wanted",
        "situation wanted", "i am a job seeker", "to whom it may concern, i am", "dear hiring manager", "dear sir or madam, i am",
        "my years of experience", "i have attached my cv", "i have attached my resume", "curriculum vitae of", "resume of",
        "cv of", "biodata of", "i hereby declare that the above", "i hereby declare that the information", "本人求职", "本人想找",
        "本人找工作", "我想找工作", "我在找工作", "我要找工作", "我想找一份", "我正在找工作", "我需要工作", "我需要一份工作",
        "求职者本人", "个人求职", "個人求職", "求职意向", "求職意向", "我的简历", "我的簡歷", "本人简历", "个人简历", "個人履歷",
        "我的履歷", "自我介绍：", "求一份工作", "诚求工作", "求工作一份", "我想應徵", "我想应聘", "本人应聘", "em cần tìm việc",
        "em muốn tìm việc", "em đang tìm việc", "em tìm việc", "mình cần tìm việc", "mình đang tìm việc", "mình muốn tìm việc",
        "tôi cần tìm việc", "tôi đang tìm việc", "tôi muốn tìm việc", "tôi tìm việc", "cháu cần tìm việc", "con cần tìm việc",
        "em xin ứng tuyển", "tôi xin ứng tuyển", "hồ sơ của em", "cv của em", "cv của mình", "saya mencari kerja",
        "saya mencari pekerjaan", "saya sedang mencari kerja", "saya sedang mencari pekerjaan", "saya sedang cari kerja",
        "saya cari kerja", "saya butuh kerja", "saya butuh pekerjaan", "saya perlu kerja", "saya ingin melamar",
        "saya bermaksud melamar", "dengan ini saya mengajukan lamaran", "saya nak cari kerja", "saya nak mohon kerja",
        "saya tengah cari kerja", "saya lagi cari kerja", "aku cari kerja", "aku butuh kerja", "gue butuh kerja",
        "naghahanap po ako ng trabaho", "naghahanap ako ng trabaho", "naghahanap po ako ng work", "kailangan ko ng trabaho",
        "kailangan ko po ng trabaho", "gusto ko po mag apply", "hanap ko trabaho", "hanap po ako ng work", "hanap po ako trabaho",
        "mujhe kaam chahiye", "mujhe job chahiye", "mujhe naukri chahiye", "main job dhund raha", "मुझे नौकरी चाहिए",
        "मुझे काम चाहिए", "मुझे जॉब चाहिए", "मैं नौकरी ढूंढ", "मैं काम ढूंढ", "मैं नौकरी की तलाश", "मैं काम की तलाश",
        "मुझे काम की तलाश", "मेरा बायोडाटा", "मेरा रिज्यूमे", "मलाई काम चाहियो", "मलाई जागिर चाहियो", "मलाई काम चाहिएको",
        "म काम खोज्दै", "म जागिर खोज्दै", "मेरो बायोडाटा", "আমি চাকরি খুঁজছি", "আমি কাজ খুঁজছি", "আমার চাকরি দরকার",
        "আমার একটা চাকরি", "আমার কাজ দরকার", "আমার একটা কাজ", "আমার সিভি", "আমার বায়োডাটা", "مجھے نوکری چاہیے", "مجھے کام چاہیے",
        "مجھے جاب چاہیے", "میں نوکری تلاش", "میں کام تلاش", "میری سی وی", "مجھے ملازمت چاہیے", "எனக்கு வேலை வேண்டும்",
        "நான் வேலை தேடுகிறேன்", "நான் வேலை தேடி", "எனக்கு ஒரு வேலை", "నాకు ఉద్యోగం కావాలి", "నాకు పని కావాలి",
        "నేను ఉద్యోగం కోసం", "මට රැකියාවක් අවශ්‍ය", "මට රස්සාවක් ඕන", "මම රැකියාවක් සොය", "ខ្ញុំកំពុងរកការងារ",
        "ខ្ញុំចង់រកការងារ", "ខ្ញុំត្រូវការការងារ", "ខ្ញុំរកការងារ", "ကျွန်တော် အလုပ်ရှာ", "ကျွန်မ အလုပ်ရှာ", "ကျွန်တော်အလုပ်ရှာ",
        "ကျွန်မအလုပ်ရှာ", "အလုပ်ရှာနေပါတယ်", "အလုပ်လိုချင်ပါတယ်", "အလုပ်လျှောက်ချင်ပါတယ်", "ຂ້ອຍຊອກວຽກ", "ຂ້ອຍກຳລັງຊອກວຽກ",
        "ຂ້ອຍຕ້ອງການວຽກ", "ຂ້ານ້ອຍຊອກວຽກ", "أبحث عن عمل", "ابحث عن عمل", "أبحث عن وظيفة", "ابحث عن وظيفة", "محتاج شغل",
        "محتاجة شغل", "عايز شغل", "بدور على شغل", "اريد عمل", "أريد وظيفة", "سيرتي الذاتية", "مرفق السيرة الذاتية",
        "natafuta kazi", "ninatafuta kazi", "nahitaji kazi", "naomba kazi", "ninaomba kazi", "wasifu wangu", "ሥራ እፈልጋለሁ",
        "ስራ እፈልጋለሁ", "ሥራ እየፈለግኩ", "ስራ እየፈለኩ", "ሲቪዬ", "ищу работу", "ищу любую работу", "ищу подработку", "ищу вакансию",
        "нужна работа мне", "мне нужна работа", "моё резюме", "мое резюме", "рассмотрю предложения", "рассмотрю вакансии",
        "ish qidiryapman", "ish izlayapman", "menga ish kerak", "ish kerak menga", "busco trabajo", "busco empleo",
        "estoy buscando trabajo", "necesito trabajo", "mi curriculum", "procuro emprego", "estou procurando emprego",
        "preciso de emprego", "preciso de trabalho", "procuro trabalho", "meu curriculo", "je cherche un emploi",
        "je cherche du travail", "je recherche un emploi", "je suis a la recherche d'un emploi", "mon cv", "仕事を探しています",
        "仕事探しています", "職を探しています", "求職中です", "私の履歴書", "일자리 구합니다", "일자리를 구합니다",
        "일자리 찾고 있", "일자리를 찾고", "제 이력서", "구직합니다",
    )),
    *((words, r" ?(?:[:：,，]|\n) ?(?:本人|女|男|我|[1-5][0-9]岁)") for words in ("求职", "求職", "找工作", "找工", "应聘")),
    ("seeking", r"(?: (?:a|any|full|part|time)){0,3} (?:employment|job|position|work|opportunity) (?:as|in the field|where i)\b"),
    *((words, _NO_QUESTION_TH) for words in (
        "ผมหางาน", "ผมกำลังหางาน", "ผมต้องการหางาน", "ผมอยากหางาน", "ผมอยากได้งาน", "หนูหางาน", "หนูกำลังหางาน", "หนูอยากได้งาน",
        "หนูต้องการงาน", "ดิฉันหางาน", "ดิฉันกำลังหางาน", "ฉันกำลังหางาน", "ฉันหางาน", "ผมขอสมัครงาน", "หนูขอสมัครงาน",
        "ดิฉันขอสมัครงาน", "ประวัติส่วนตัวของผม", "เรซูเม่ของผม", "เรซูเม่ของดิฉัน",
    )),
)  # fmt: skip

# With one of these a sum is what somebody asks for or has had; without, it is what somebody offers.
EXPECTED: tuple[str, ...] = (
    "expected", "expecting", "expectation", "expectations", "salary before", "previous salary", "last salary", "current salary",
    "desired salary", "minimum salary", "i was paid", "i was earning", "i earned", "期望", "要求月薪", "希望月薪", "工资要求",
    "薪资要求", "mức lương mong muốn", "lương mong muốn", "gaji yang diharapkan", "ekspektasi gaji", "желаемая", "ожидаемая",
    "ожидания по зарплате", "الراتب المتوقع", "sueldo deseado", "pretensão salarial", "salaire souhaite", "เงินเดือนที่ต้องการ",
    "अपेक्षित",
)  # fmt: skip

# What a curriculum vitae has beside all that, and an advert has not: two of them, of which none is a question of the advert.
CV_MARKS: tuple[str, ...] = (
    "curriculum vitae", "curriculum-vitae", "resume", "резюме", "hobbies", "permanent address", "present address", "bio-data",
    "biodata", "bio data", "father's name", "fathers name", "mother's name", "husband's name", "marital status: single",
    "marital status: married", "marital status single", "marital status married", "civil status: single", "civil status: married",
    "place of birth", "career objective", "personal details", "personal information", "personal profile", "work history",
    "employment history", "educational background", "educational attainment", "academic qualification", "academic qualifications",
    "language known", "languages known", "character references", "references available", "referees available", "declaration",
    "个人简历", "個人簡歷", "履歷表", "履历表", "婚姻状况：未婚", "婚姻状况：已婚", "婚姻狀況：未婚", "教育背景", "教育经历",
    "工作经历", "自我评价", "家庭住址", "户籍地", "riwayat hidup", "daftar riwayat hidup", "riwayat pendidikan",
    "pengalaman kerja saya", "status: belum menikah", "sơ yếu lý lịch", "quá trình làm việc", "tình trạng hôn nhân: độc thân",
    "ประวัติส่วนตัว", "ประวัติการศึกษา", "ประวัติการทำงาน", "สถานภาพ: โสด", "पिता का नाम", "बाबुको नाम", "পিতার নাম", "মাতার নাম",
    "বৈবাহিক অবস্থা", "والد کا نام", "தந்தை பெயர்", "اسم الأب", "الحالة الاجتماعية", "المؤهلات العلمية", "семейное положение: ",
    "желаемая должность", "желаемая зарплата", "estado civil: soltero", "estado civil: solteira", "situation familiale",
    "expected salary", "salary expectation", "notice period: immediate",
)  # fmt: skip

# Only those who offer work write so. One of these, and the posting is an advert, whatever else it says.
OFFERING: tuple[str, ...] = (
    "hiring", "we are hiring", "now hiring", "urgently required", "urgent requirement", "urgently needed", "vacancy", "vacancies",
    "job opening", "job openings", "apply now", "apply here", "how to apply", "to apply", "interested applicants",
    "interested candidates", "qualified candidates", "the candidate", "candidates", "applicants", "job description",
    "we are looking for", "we're looking for", "we need", "we offer", "we provide", "we pay", "we recruit", "recruiting",
    "recruitment", "recruiter", "join our team", "join our", "join us", "our company", "our team", "our client", "our office",
    "send your cv", "send cv", "send your resume", "submit your", "share your cv", "your cv", "your resume", "drop your",
    "free accommodation", "free food", "free ticket", "free visa", "no experience", "free flight", "accommodation provided",
    "food provided", "company provides", "provided by company", "salary offered", "walk-in", "walk in interview", "pm me",
    "dm me", "inbox me for", "inbox for details", "required:", "requirements:", "benefits:", "job type", "workers needed",
    "staff needed", "staff wanted", "workers wanted", "looking for a job?", "looking for work?", "looking for jobs?",
    "commission", "earn up to", "slots", "招聘", "诚聘", "誠聘", "急聘", "招工", "招人", "直招", "急招", "招募", "徵才", "徵人",
    "誠徵", "高薪", "底薪", "提成", "包吃", "包住", "包机票", "包機票", "名额", "名額", "投递", "报名", "報名", "岗位职责",
    "任职要求", "应聘者", "求职者", "薪资", "薪資", "待遇", "福利", "我公司", "本公司", "我司", "公司招", "欢迎加入", "歡迎加入",
    "加入我们", "加入我們", "月入", "日结", "兼职招", "รับสมัคร", "เปิดรับ", "รับพนักงาน", "รับแอดมิน", "รับคน", "ต้องการพนักงาน",
    "ต้องการคน", "สนใจสมัคร", "สนใจทัก", "สนใจติดต่อ", "สมัครได้ที่", "สมัครงานได้ที่", "ที่พักฟรี", "ข้าวฟรี", "อาหารฟรี",
    "สวัสดิการ", "คุณสมบัติ", "บริษัทของเรา", "ไม่ต้องมีประสบการณ์", "ค่าคอม", "ทักมา", "งานดี", "รายได้", "tuyển dụng",
    "cần tuyển", "tuyển gấp", "tuyển nhân viên", "tuyển", "bao ăn", "bao ở", "việc nhẹ", "lương cao", "công ty chúng tôi",
    "công ty em", "ứng viên", "liên hệ ngay", "không cần kinh nghiệm", "hoa hồng", "lowongan", "loker", "dibutuhkan",
    "kami mencari", "kami membutuhkan", "kami cari", "dicari", "kualifikasi", "persyaratan", "syarat:", "fasilitas",
    "kirim lamaran", "kirim cv", "gaji pokok", "jawatan kosong", "kekosongan", "kerja kosong", "diperlukan", "syarikat kami",
    "perusahaan kami", "gratis", "percuma", "minat hubungi", "berminat", "yang minat", "kailangan namin", "naghahanap kami",
    "naghahanap ng", "libre ang", "libre", "pm sa interesado", "sa mga interesado", "interesado", "भर्ती", "आवश्यकता है",
    "ज़रूरत है", "जरूरत है", "चाहिए:", "वैकेंसी", "मुफ़्त", "मुफ्त", "फ्री खाना", "वेतन", "सैलरी", "आवश्यक", "आवेदन",
    "संपर्क करें", "हमारी कंपनी", "आवश्यकता", "निःशुल्क", "तलब", "নিয়োগ", "আবশ্যক", "লোক নিয়োগ", "লোক লাগবে", "লাগবে", "বেতন",
    "ফ্রি", "যোগাযোগ করুন", "আবেদন করুন", "ضرورت ہے", "درکار", "بھرتی", "تنخواہ", "مفت", "رابطہ کریں", "کمپنی", "தேவை",
    "ஆட்கள் தேவை", "சம்பளம்", "இலவச", "தொடர்பு கொள்ள", "కావలెను", "జీతం", "ఉచిత", "అవసరం", "අවශ්‍යයි", "වැටුප", "නොමිලේ", "බඳවා",
    "ជ្រើសរើស", "ត្រូវការបុគ្គលិក", "ប្រាក់ខែ", "ឥតគិតថ្លៃ", "ជ្រើសរើសបុគ្គលិក", "အလိုရှိသည်", "ဝန်ထမ်းခေါ်", "ခေါ်ယူ", "လစာ",
    "အခမဲ့", "ဝန်ထမ်းလို", "ຮັບສະໝັກ", "ຕ້ອງການພະນັກງານ", "ເງິນເດືອນ", "ຟຣີ", "مطلوب", "نبحث عن", "توظيف", "فرصة عمل", "فرص عمل",
    "شاغر", "شواغر", "الراتب", "راتب", "مجانا", "مجاني", "للتقديم", "المتقدم", "شركتنا", "انضم", "nafasi za kazi",
    "nafasi ya kazi", "tunatafuta", "tunahitaji", "mshahara", "bure", "ajira", "ማስታወቂያ", "ደመወዝ", "እንፈልጋለን", "በነፃ", "ክፍት የስራ",
    "требуется", "требуются", "вакансия", "вакансии", "приглашаем", "ищем", "мы предлагаем", "условия:", "обязанности", "оплата",
    "бесплатно", "проживание бесплатно", "набор сотрудников", "нужны", "kerak", "maosh", "bepul", "taklif qilamiz",
    "ishga olamiz", "oylik", "contratamos", "se busca", "buscamos", "vacante", "vacantes", "oferta de empleo", "sueldo", "gratis",
    "vaga", "vagas", "contrata-se", "precisa-se", "procuramos", "salario", "recrutons", "nous recrutons", "nous cherchons",
    "recherchons", "offre d'emploi", "salaire", "募集", "急募", "採用", "時給", "月給", "日給", "応募", "구인", "채용", "모집",
    "급구", "월급", "시급", "지원자",
)  # fmt: skip
