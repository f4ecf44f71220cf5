"""Words that stand before a number or a date and say whose it is, in the languages of the postings.

Case, width and Latin diacritics do not matter. Where the words name the number itself
("passport no"), a bare run of digits behind them is that number; behind "passport" only what has the form of one.
"""

from __future__ import annotations

# A passport, and then its number.
PASSPORT = (
    "passport", "passports", "pasport", "paspor", "pasaporte", "passaporte", "passeport", "pasaport", "паспорт", "загранпаспорт",
    "pasporti", "hati ya kusafiria", "hộ chiếu", "护照", "護照", "パスポート", "旅券", "여권", "พาสปอร์ต", "พาสปอต",
    "หนังสือเดินทาง", "ໜັງສືຜ່ານແດນ", "ພາສປອດ", "លិខិតឆ្លងដែន", "ប៉ាស្ព័រ", "နိုင်ငံကူးလက်မှတ်", "ပတ်စ်ပို့", "पासपोर्ट",
    "राहदानी", "পাসপোর্ট", "பாஸ்போர்ட்", "கடவுச்சீட்டு", "పాస్‌పోర్ట్", "పాస్పోర్ట్", "ගමන් බලපත්‍රය", "ගමන් බලපත්", "پاسپورٹ",
    "جواز السفر", "جواز سفر", "جواز", "ፓስፖርት", "pasport raqami",
)  # fmt: skip

# The paper and the word for number in one.
PASSPORT_NUMBER = (
    "passport no", "passport number", "passport num", "passport nr", "passport #", "passport id", "pp no", "no paspor",
    "nomor paspor", "no pasport", "nombor pasport", "numero de pasaporte", "numero de passaporte", "numero de passeport",
    "номер паспорта", "паспорт №", "nambari ya pasipoti", "nambari ya pasi", "số hộ chiếu", "hộ chiếu số", "护照号", "护照号码",
    "護照號", "護照號碼", "护照编号", "旅券番号", "パスポート番号", "여권번호", "여권 번호", "เลขที่พาสปอร์ต", "หมายเลขพาสปอร์ต",
    "เลขพาสปอร์ต", "เลขที่หนังสือเดินทาง", "หมายเลขหนังสือเดินทาง", "ເລກທີໜັງສືຜ່ານແດນ", "លេខលិខិតឆ្លងដែន", "ပတ်စ်ပို့နံပါတ်",
    "နိုင်ငံကူးလက်မှတ်အမှတ်", "पासपोर्ट नंबर", "पासपोर्ट नं", "पासपोर्ट संख्या", "राहदानी नम्बर", "পাসপোর্ট নম্বর", "পাসপোর্ট নং",
    "பாஸ்போர்ட் எண்", "கடவுச்சீட்டு எண்", "పాస్‌పోర్ట్ నంబర్", "ගමන් බලපත්‍ර අංකය", "پاسپورٹ نمبر", "رقم الجواز",
    "رقم جواز السفر", "جواز سفر رقم", "የፓስፖርት ቁጥር",
)  # fmt: skip

# National identity papers by the scheme (compoundwatch.privacy.identity) whose number they carry.
PAPERS: dict[str, tuple[str, ...]] = {
    "aadhaar": ("aadhaar", "aadhar", "adhaar", "adhar", "uidai", "आधार", "ஆதார்", "ఆధార్", "আধার", "آدھار"),
    "pan": ("pan", "pan card", "पैन", "पैन कार्ड", "permanent account number"),
    "chinese": ("身份证", "身分证", "身份證", "身分證", "公民身份号码", "证件号", "證件號", "chinese id"),
    "thai": (
        "บัตรประชาชน", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "เลขบัตร", "เลข ปชช", "เลข 13 หลัก", "thai id",
    ),
    "vietnamese": (
        "cccd", "cmnd", "căn cước", "căn cước công dân", "chứng minh nhân dân", "chứng minh thư", "số định danh", "mã định danh",
    ),
    "indonesian": ("nik", "ktp", "e-ktp", "no ktp", "nomor induk kependudukan"),
    "malaysian": ("mykad", "kad pengenalan", "no kp", "ic", "ic no", "no ic", "nric", "i/c"),
    "singaporean": ("nric", "nric/fin", "fin no", "fin", "ic", "ic no"),
    "hong_kong": ("hkid", "香港身份证", "香港身份證", "身份证", "身份證", "hong kong id"),
    "taiwanese": ("身分證", "身份證", "身分证", "身份证", "統一證號", "居留證", "taiwan id"),
    "pakistani": ("cnic", "nicop", "شناختی کارڈ", "قومی شناختی کارڈ"),
    "bangladeshi": (
        "nid", "এনআইডি", "জাতীয় পরিচয়পত্র", "জাতীয় পরিচয় পত্র", "ভোটার আইডি", "national id", "voter id",
    ),
    "sri_lankan": (
        "nic", "nic no", "ජාතික හැඳුනුම්පත", "ජා.හැ.අංකය", "தேசிய அடையாள அட்டை", "national id", "identity card",
    ),
    "nepali": (
        "नागरिकता", "नागरिकता नं", "ना.प्र.नं", "राष्ट्रिय परिचयपत्र", "nagarikta", "citizenship no", "citizenship number",
    ),
    "philippine": (
        "philsys", "philid", "pcn", "psn", "umid", "crn", "sss", "sss no", "sss number", "philhealth", "pag-ibig", "national id",
    ),
    "kenyan": (
        "kitambulisho", "nambari ya kitambulisho", "kenyan id", "national id", "id card", "identity card",
    ),
    "ugandan": ("nin", "national id", "ndaga muntu", "national identification number"),
    "nigerian": ("nin", "bvn", "national identification number"),
    "tanzanian": ("nida", "nin", "kitambulisho cha taifa", "kitambulisho"),
    "ethiopian": ("fayda", "fan", "fin", "ፋይዳ", "የፋይዳ ቁጥር", "kebele id", "የመታወቂያ ቁጥር", "መታወቂያ"),
    "south_african": ("sa id", "rsa id", "south african id", "national id", "identity number"),
    "uzbek": ("жшшир", "пинфл", "pinfl", "jshshir", "жшшир рақами"),
    "kazakh": ("иин", "жсн", "iin"),
    "kyrgyz": ("инн", "пин", "жеке номер", "персональный номер"),
    "russian_passport": ("паспорт", "паспортные данные", "серия и номер", "паспорт серия", "серия"),
    "russian_pension": ("снилс", "snils"),
    "korean": ("주민등록번호", "주민번호", "외국인등록번호"),
    "japanese": ("マイナンバー", "個人番号"),
    "emirati": ("emirates id", "eid", "الهوية الإماراتية", "رقم الهوية"),
    "saudi": ("iqama", "iqama no", "الإقامة", "رقم الإقامة", "رقم الهوية", "الهوية الوطنية", "الهوية"),
    "egyptian": ("الرقم القومي", "رقم قومي", "رقم البطاقة", "egyptian id"),
    "brazilian": ("cpf", "c.p.f"),
    "cambodian": ("អត្តសញ្ញាណប័ណ្ណ", "អត្តសញ្ញាណបណ្ណ", "លេខអត្តសញ្ញាណប័ណ្ណ", "khmer id"),
    "lao": ("ບັດປະຈຳຕົວ", "ເລກບັດປະຈຳຕົວ"),
    "burmese": ("မှတ်ပုံတင်", "မှတ်ပုံတင်အမှတ်", "နိုင်ငံသားစိစစ်ရေး", "nrc", "nrc no"),
    # What says "number" of an identity paper and no country: a bare run of digits behind it is one.
    "any": (
        "national id no", "national id number", "national identity card no", "national identity number", "identity card no",
        "identity card number", "id card no", "id card number", "national identification number", "citizen id", "citizenship id",
        "government id no", "nid no", "nid number", "nic no", "cnic no", "身份证号", "身份证号码", "身份證號", "身份證號碼",
        "身分證字號", "证件号码", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "số cccd", "số cmnd", "số căn cước", "no ktp",
        "nomor ktp", "nomor nik", "no kad pengenalan", "आधार नंबर", "পরিচয়পত্র নম্বর", "এনআইডি নম্বর", "شناختی کارڈ نمبر",
        "رقم الهوية", "номер удостоверения", "удостоверение личности", "nambari ya kitambulisho", "numero de dni", "dni",
        "cedula", "cédula de identidad", "numero de cedula", "carte d'identite", "numero de carte d'identite", "cni",
        "លេខអត្តសញ្ញាណប័ណ្ណ", "ເລກບັດປະຈຳຕົວ", "የመታወቂያ ቁጥር", "හැඳුනුම්පත් අංකය", "அடையாள அட்டை எண்", "주민등록번호",
        "social security number", "ssn",
    ),
}  # fmt: skip

# A date behind one of these is somebody's birth.
BIRTH = (
    "date of birth", "d.o.b", "d.o.b.", "dob", "birth date", "birthdate", "出生日期", "出生年月日", "出生年月", "出生于",
    "出生於", "生于", "生於", "生年月日", "생년월일", "วันเดือนปีเกิด", "วัน/เดือน/ปีเกิด", "เกิดวันที่", "ngày sinh",
    "sinh ngày", "ngày tháng năm sinh", "tanggal lahir", "tgl lahir", "tarikh lahir", "petsa ng kapanganakan", "kapanganakan",
    "जन्म तिथि", "जन्मतिथि", "जन्म मिति", "जन्म दिनांक", "जन्म तारीख", "জন্ম তারিখ", "জন্মতারিখ", "பிறந்த தேதி", "పుట్టిన తేదీ",
    "උපන් දිනය", "تاریخ پیدائش", "تاريخ الميلاد", "تاريخ الولادة", "ថ្ងៃខែឆ្នាំកំណើត", "ថ្ងៃកំណើត", "မွေးသက္ကရာဇ်",
    "ວັນເດືອນປີເກີດ", "የትውልድ ቀን", "tarehe ya kuzaliwa", "fecha de nacimiento", "data de nascimento", "date de naissance",
    "дата рождения", "дата народження", "д.р", "tug'ilgan sana", "tugʻilgan sana", "tug'ilgan kuni",
)  # fmt: skip

# The same, and the place of birth may come first.
BORN = (
    "born on", "born", "tempat, tanggal lahir", "tempat/tanggal lahir", "ttl", "lahir", "ipinanganak", "مواليد", "alizaliwa",
    "nacido el", "nacida el", "nascido em", "né le", "née le", "родился", "родилась",
)  # fmt: skip

# Shops give gifts on birthdays too: behind these the date has to have its whole year.
BIRTHDAY = (
    "birthday", "生日", "วันเกิด", "kaarawan", "မွေးနေ့", "ວັນເກີດ",
)  # fmt: skip
