"""Chinese sentences for news and filings.

`{role:form}` is the name of a party in one form. `{amount}` and `{date}` are written in words.
"""

TITLES = {
    "default": ("{borrower:short}贷款逾期", "银行宣布{borrower:short}违约", "{borrower:short}未能按期还款"),
    "lawsuit": ("{plaintiff:short}起诉{defendant:short}", "{defendant:short}涉诉公告", "法院受理一起合同纠纷"),
    "equity_pledge": ("{company:short}股东质押股份", "关于股东股份质押的公告"),
    "guarantee": ("{guarantor:short}对外担保公告", "{borrower:short}获得担保"),
    "executive_change": ("{company:short}法定代表人变更", "{company:short}人事变动"),
    "investment": ("{investor:short}入股{company:short}", "{company:short}股权变更"),
    "supply_contract": ("{seller:short}签下供货合同", "{buyer:short}与{seller:short}合作"),
    "penalty": ("{offender:short}被处罚", "监管部门开出罚单"),
    "none": ("{company:short}召开年度会议", "行业观察：{company:short}"),
}
EVENTS = {
    "default": (
        "{date}，{borrower:full}未能偿还{lender:full}的到期贷款{amount}，构成违约。",
        "{lender:full}宣布，{borrower:full}自{date}起逾期，涉及本金{amount}。",
        "因资金链断裂，{borrower:full}在{date}对{amount}债务违约，债权人为{lender:short}。",
        "{borrower:former}的一笔{amount}借款已于{date}逾期，{lender:full}将其列为不良贷款。",
    ),
    "lawsuit": (
        "{date}，{plaintiff:full}将{defendant:full}诉至法院，请求支付{amount}。",
        "{defendant:full}公告称，公司因合同纠纷被{plaintiff:full}起诉，涉案金额{amount}，案件于{date}立案。",
        "法院于{date}受理了{plaintiff:short}诉{defendant:full}一案，标的额为{amount}。",
    ),
    "equity_pledge": (
        "{date}，{holder:full}将其持有的{company:full}部分股份质押给{pledgee:full}，担保债务{amount}。",
        "{company:full}公告，股东{holder:full}已于{date}办理股份质押，质权人为{pledgee:short}，融资{amount}。",
    ),
    "guarantee": (
        "{date}，{guarantor:full}为{borrower:full}提供连带责任保证，担保金额{amount}。",
        "董事会同意{guarantor:full}为{borrower:full}的银行借款担保{amount}，担保合同于{date}签署。",
        "{borrower:full}的{amount}贷款由{guarantor:full}担保，自{date}起生效。",
        "{guarantor:former}自{date}起替{borrower:short}作保，最高额{amount}。",
    ),
    "executive_change": (
        "{date}，{company:full}的法定代表人由{leaving:full}变更为{joining:full}。",
        "{company:full}公告，{leaving:full}辞去法定代表人职务，{joining:full}于{date}接任。",
        "{joining:full}自{date}起出任{company:short}法定代表人，接替{leaving:full}。",
    ),
    "investment": (
        "{date}，{investor:full}受让{company:full}的股权，成为其股东。",
        "{investor:full}入股{company:full}，工商变更于{date}完成，对应出资额{amount}。",
        "{company:full}在{date}完成股权变更，新股东{investor:full}出资{amount}。",
    ),
    "supply_contract": (
        "{date}，{seller:full}与{buyer:full}签订供货合同，年合同金额{amount}。",
        "{buyer:full}将向{seller:full}采购货物，合同总价{amount}，{date}起执行。",
        "{seller:short}公告，公司于{date}中标{buyer:full}的采购项目，金额为{amount}。",
    ),
    "penalty": (
        "{date}，监管部门因信息披露违规对{offender:full}处以{amount}罚款。",
        "{offender:full}收到行政处罚决定书，罚款{amount}，决定日期为{date}。",
    ),
}
DENIALS = {
    "default": (
        "{borrower:full}否认存在债务违约，称贷款均按期偿还。",
        "市场传闻{borrower:full}已经违约，公司回应称消息不实。",
    ),
    "lawsuit": ("{defendant:full}澄清，公司并未被起诉。", "{defendant:full}表示没有任何未披露的诉讼。"),
    "guarantee": ("{guarantor:full}否认为任何企业提供担保。", "{guarantor:full}称从未签署该担保合同。"),
    "penalty": ("{offender:full}称未受到任何行政处罚。",),
    "investment": ("{investor:full}表示目前没有入股{company:full}的计划。",),
}
FOLLOW_UPS = (
    "{main:short}表示将依法履行信息披露义务。",
    "截至发稿，{main:short}未回应置评请求。",
    "公开资料显示，{main:short}成立多年，客户遍及多个城市。",
    "{main:short}称上述事项不影响日常经营。",
    "{main:short}（曾用名{main:former}）的主营业务保持稳定。",
)
NEUTRAL = (
    "{other:full}同日举行了新产品发布会，与上述事项无关。",
    "同行业的{other:full}近期扩大了厂房，员工约三百人。",
    "{other:full}的董事{person:full}出席了行业论坛。",
    "分析师{person:full}认为行业景气度将在下半年回升。",
    "{other:short}是当地的纳税大户。",
)
PLAIN = (
    "{company:full}召开年度股东会，审议通过了年度报告。",
    "{company:full}发布社会责任报告，介绍了节能项目的进展。",
    "{person:full}在论坛上介绍了{company:full}的数字化经验。",
    "{company:full}的新厂区正式启用，投资计划此前已经披露。",
)
FILLERS = (
    "以上信息仅供参考。",
    "本公告所载内容真实、准确、完整。",
    "业内人士认为后续影响有待观察。",
    "当日市场整体成交平稳。",
    "今年以来，当地已有多家企业调整经营策略。",
)
PUBLISHERS = ("云泽财经报", "赤石产业观察", "霜河证券日报", "临渚商讯")
