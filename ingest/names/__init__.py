"""Names of companies and people: parsed, shortened and compared."""

from .characters import fold_name, fold_text
from .company import read_company_name, short_names
from .compare import compare_company_names
from .comparison import NameComparison, NameSignal, NameSignalCode
from .parts import CompanyName
from .person import compare_person_names, looks_like_chinese_person

__all__ = [
    "CompanyName",
    "NameComparison",
    "NameSignal",
    "NameSignalCode",
    "compare_company_names",
    "compare_person_names",
    "fold_name",
    "fold_text",
    "looks_like_chinese_person",
    "read_company_name",
    "short_names",
]
