"""Posts in annual reports, mapped to the roles of the graph."""

from functools import lru_cache

# the longest keyword in a post decides. A post without a keyword has the role "other" and keeps its text.
ROLES = {
    "独立董事": "independent_director",
    "非独立董事": "director",
    "独立非执行董事": "independent_director",
    "董事": "director",
    "董事长": "chair",
    "副董事长": "director",
    "董事会主席": "chair",
    "董事局主席": "chair",
    "董事局副主席": "director",
    "名誉董事长": "other",
    "董事长助理": "other",
    "董事长办公室": "other",
    "监事": "supervisor",
    "监事会": "supervisor",
    "监事长": "supervisor",
    "董事会秘书": "secretary",
    "董事局秘书": "secretary",
    "公司秘书": "secretary",
    "董事会风险管理委员会": "director",
    "董事会审计委员会": "director",
    "经理": "manager",
    "总裁": "manager",
    "行长": "manager",
    "首席": "manager",
    "总监": "manager",
    "总会计师": "manager",
    "总审计师": "manager",
    "总经济师": "manager",
    "总工程师": "manager",
    "总法律顾问": "manager",
    "财务负责人": "manager",
    "合规负责人": "manager",
    "审计负责人": "manager",
    "审计责任人": "manager",
    "高管": "manager",
    "高级管理人员": "manager",
    "执行委员会": "manager",
    "CEO": "manager",
    "CFO": "manager",
}
BY_LENGTH = sorted(ROLES, key=len, reverse=True)


@lru_cache(maxsize=8192)
def find_role(post: str) -> str:
    """Return the role of a post: `监事会主席` is a supervisor, `财务总监` a manager."""
    return next((ROLES[keyword] for keyword in BY_LENGTH if keyword in post), "other")
