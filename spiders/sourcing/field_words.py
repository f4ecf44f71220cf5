"""How sites name the parts of an advert: words in names of elements, and labels that people read, in the languages we carry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Posting field → words of a class, id, itemprop or test hook (`job-location`, `companyName`).
NAMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "hiring_organization": frozenset("company employer organization organisation advertiser recruiter".split()),
        "job_location": frozenset("location place city region locality workplace".split()),
        "base_salary": frozenset("salary pay wage wages compensation remuneration".split()),
        "employment_type": frozenset("employment contract worktype jobtype".split()),
        "date_posted": frozenset("posted published dateposted".split()),
        "valid_through": frozenset("deadline closing expires expiry validthrough".split()),
    }
)

# By language: English, Chinese, Thai, Vietnamese, Indonesian and Malay, Russian, Arabic, Hindi, Swahili.
_LABELS = {
    "hiring_organization": """
        company | employer | company name | organization
        公司 | 公司名称 | บริษัท | công ty | perusahaan | syarikat | компания | работодатель | الشركة | कंपनी | kampuni""",
    "job_location": """
        location | job location | place | place of work | city
        工作地点 | 地点 | สถานที่ทำงาน | địa điểm | nơi làm việc | lokasi | город | место работы | الموقع | स्थान | eneo""",
    "base_salary": """
        salary | pay | wage | monthly salary | salary range
        薪资 | 工资 | 薪水 | เงินเดือน | mức lương | lương | gaji | зарплата | الراتب | वेतन | mshahara""",
    "employment_type": """
        employment type | job type | contract type | work type | contract
        工作性质 | ประเภทงาน | hình thức | loại hình | jenis pekerjaan | тип занятости | نوع الوظيفة""",
    "date_posted": """
        posted | date posted | posted on | posted date | published
        发布时间 | 发布日期 | วันที่ประกาศ | ngày đăng | tanggal | дата публикации | опубликовано | تاريخ النشر""",
    "valid_through": """
        deadline | closing date | end date | apply before | application deadline | valid until
        截止日期 | ปิดรับสมัคร | hạn nộp | hạn nộp hồ sơ | batas akhir | آخر موعد""",
}


def _parted(words: str) -> frozenset[str]:
    return frozenset(word.strip() for line in words.splitlines() for word in line.split("|") if word.strip())


# Posting field → what stands before it on a page, in lower case, without the colon.
LABELS: Mapping[str, frozenset[str]] = MappingProxyType({field: _parted(words) for field, words in _LABELS.items()})
