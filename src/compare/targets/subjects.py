"""What a value is about: the subject before it or the noun behind it, in self-contained words."""

from __future__ import annotations

import re
from functools import cache

from compare.targets.lexicon import choice, words
from compare.targets.memory import remembered

_NUMBERING = re.compile(
    r"^\s*(?:\d{1,3}\s*[.、]\s*|[(][一二三四五六七八九十\d]{1,3}[)]\s*|[一二三四五六七八九十]{1,3}[、.](?![一二三四五](?:、[一二三四五])*[级类型线孩])\s*|[一二三四五六七八九十]是(?:要)?|[①-⑳]\s*)+"
)
_DATE = (
    r"(?:(?:力争)?(?:到|至|截至|于|自)?(?:19|20)\d\d年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?(?:之?前|以前)?|\d{1,2}月(?:底|末)?(?:之?前|以前)|(?:截至|截止到?)(?:目前|今年)?(?:\d{1,2}月)?(?:底|末|份)"
    r"|(?:今年|全年|年)(?:底|末)(?:之?前)?|“?十[三四五六]五”?(?:末|期末|期间|时期)?|(?:近|过去|最近)?(?:[两三四五六七八九十]|\d{1,2})年来|近(?:[两三四五六七八九十]|\d{1,2})年(?:来|间|内)?|上半年(?:[底末](?:之?前|以前)?)?|下半年|前三季度|[一二三四]季度(?:末(?:之?前|以前)?)?|1-\d{1,2}月)"
)
_RUNNING = r"连续[\d一二三四五六七八九十]+年(?:实现|保持|稳定|做到)"
_PRICED = re.compile(r"按(?:当年|可比|不变|现行|同口径)(?:价格?|口径)?(?:计算)?$")
_DATE_ENDS, _PRICE_ENDS = ("年", "度", "月", "日", "底", "末", "前", "间", "期"), ("价", "价格", "口径", "计算")
_THEN = re.compile(rf"(?:、|(?<=[高升降低少加长]))(?:并)?{_DATE}$")
_BASE = re.compile(r"(?:较|比|从|由|在)[^,。;]{1,16}?(?:基础上|相比|同期|”?期?末|年[底末]|年度?)(?=\S)")
_FROM = re.compile(r"(?:由|从)[^,。;]{0,10}\d[\d.,:]*\s*[^,。;\d]{0,6}(?:/\d+[十百千万]*)?$")
_SINCE = re.compile(
    r"(?:较|比)(?:上年[底末]|年初|期初|上月|上季度?|近[三五十\d]年(?:平均)?(?:水平)?|全[国省市]平均水平|去年[底末]|上年|去年|上一年|上年同期|去年同期|同期|[\u4e00-\u9fff]{2,4}之?前|(?:19|20)\d\d年[底末]?|“?十[三四]五”?末?)(?:同期)?(?:相比)?$|较$|在[^,。;]{2,12}?基础上再?$"
)
_TO_YEAR = re.compile(r"(?<=[到至])(?:19|20)\d\d年(?:度|底|末)?的?$")
_LEADING = re.compile(
    r"^(?:加快|启动|推进|开展|实施|深化|加强|完善|强化|深入|持续|继续|建设|做好|抓好|落实|健全|优化|推动|大力|积极|全面|扎实|稳步|统筹|支持|促进|提升|新建|扩建|改建|建成|巩固|探索|组织|创建|打造|培育|有序|规范|发展|完成|实现|制定|高标准|高质量|高水平|推广|进一步|着力|切实|系统|努力|不断|通过)+"
)
_TRAILING = re.compile(r"(?:工作|活动|试点工作|任务)$")
_PER_END = re.compile(
    r"(?:达到?|为|到|至|控制在|保持在|稳定在|不低于|不少于|不超过|至少)每\d*[十百千万]*(?:名|个)?(?:常住|户籍|服务)?(?:人口|居民|人)$"
)
_YEAR_EACH = re.compile(r"\d年均$")
_LONGEST = 400
"""Characters before a value that can join it to its subject; what stands further away is left as it is."""
_AGAINST = re.compile(r"(?:不低于|不少于|不高于|不超过|高于|低于)[\u4e00-\u9fff]{3,20}的$")
_WIDTH = re.compile(r"以[^,。;]{1,12}?为单位$")
_FOR = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}?对(?=全[省市县区州])全.|为(?![^,。;]*(?:人|者|儿童?|幼儿|女|妇|生|夫妇|家庭|群众|居民|职工|户|村卫生室|卫生院|医院|机构)(?:统一|分别)?(?:免费|提供|发放|开展|进行|实施|安排|接种|办理|配备|购置|配置))[^,。;]{2,30}?(?=免费|提供|发放|开展|进行|实施|安排|接种|办理|配备|购置|配置)(?=[^,。;]{4}))"
)
_BUILDING = re.compile(
    r"([^,]{2,24}?(?:院区|医院|项目|中心|大楼|基地|工程|学院|保健院|院))(?:\([^)]*\))?"
    r"(?=力争|确保|年内|年底|\d{1,2}月|主体|正式|顺利|已|将|完工|开工|封顶|竣工|建成|投用|投入|启用|落成|奠基|如期)"
)
_LAYERS = re.compile(
    r"^(?:省|市|县|区|镇|乡|村)(?:、(?:省|市|县|区|镇|乡|村))+(?:\([^)]*\))?(?:三级|两级|四级)?(?:分别|均|各)?(?=[建设打创新完组])"
)


@cache
def _connector() -> re.Pattern[str]:
    return re.compile(choice("connectors") + r"\s*$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_DATE}[,、]?|{_RUNNING}|{choice('openers')})")


def numbering(words_: str) -> int:
    """Return how many characters of numbering open the words: 21. and (一) and 一是."""
    match = _NUMBERING.match(words_)
    return match.end() if match else 0


@remembered
def strip_end(pre: str) -> str:
    """Return the subject without the words that join it to its value.

    >>> strip_end("死亡率分别控制在")
    '死亡率'
    """
    if len(pre) > _LONGEST:
        return pre[:-_LONGEST] + strip_end(pre[-_LONGEST:])
    while pre:
        if _YEAR_EACH.search(pre):
            pre = pre[:-1]
        pre = _TO_YEAR.sub("", pre)
        shorter = _FROM.sub("", pre) if _FROM.search(pre) else _connector().sub("", pre)
        shorter = _AGAINST.sub("", shorter)
        if shorter.endswith(_DATE_ENDS):
            shorter = _THEN.sub("", shorter)
        if shorter.endswith(_PRICE_ENDS):
            shorter = _PRICED.sub("", shorter)
        shorter = _WIDTH.sub("", _PER_END.sub("", _SINCE.sub("", shorter)))
        shorter = shorter.rstrip(" 、:,的")
        if shorter == pre or _cuts_verb(pre, shorter):
            return pre
        if _verb_only(pre) and not shorter:
            return pre
        pre = shorter
    return pre


def _verb_only(words_: str) -> bool:
    return words_ in words("producing")


def _cuts_verb(pre: str, shorter: str) -> bool:
    """Return whether stripping would break a verb: 新增 is no 新 + 增."""
    gone = pre[len(shorter) :]
    return any(len(word) > len(gone) and word.endswith(gone) and pre.endswith(word) for word in words("whole_verbs"))


@remembered
def strip_start(pre: str) -> str:
    """Return the subject without numbering, dates and adverbs before it; producing verbs stay.

    >>> strip_start("29.到2025年,全省新增省级健康县区")
    '新增省级健康县区'
    """
    pre = _NUMBERING.sub("", pre)
    while pre:
        pre = pre.lstrip(" 、,:的")
        shorter = _opener().sub("", pre, count=1)
        if shorter == pre:
            break
        if _keeps(pre, shorter):
            break
        pre = shorter
    pre = _FOR.sub("", _LAYERS.sub("", pre))
    return _BASE.sub("", pre) if len(_BASE.sub("", pre)) >= 2 else pre


def _keeps(pre: str, shorter: str) -> bool:
    """Return whether cutting would break a word: 有效投资 is no 有 + 效投资, 全省… is."""
    cut = pre[: len(pre) - len(shorter)]
    if not shorter.strip():
        return _verb_only(cut)
    if shorter.startswith("率") or (cut == "完成" and shorter == "投资"):
        return True
    if shorter.startswith("级") and cut[-1:] in "省市县区州":
        return True
    if cut == "统筹" and re.match(r"地区|区(?!域)|基金|层次", shorter):
        return True
    if cut == "加强" and re.match(r"免疫|针", shorter):
        return True
    if cut in {"成功", "免费", "平均"} and re.match(r"治疗|率|住院|反应|响应|等候|预约|年龄", shorter):
        return True
    if len(cut) == 1:
        if cut == "总" or (cut in "有再到以对" and re.match(r"[效机关的外力色意生诊院口家位]", shorter)):
            return True
        if cut in {
            "和",
            "与",
            "及",
            "并",
            "将",
            "把",
            "使",
            "要",
            "现",
            "共",
            "各",
            "已",
            "约",
            "近",
            "按",
            "在",
            "或",
            "且",
            "拟",
            "让",
        }:
            return bool(
                re.match(r"册|建档|校生|发症|谐|时|级|种|类|有|享|摩|代|校|岗|职|编|来|求|素|同体", shorter)
            ) and cut not in {"已", "要"}
    return False


@remembered
def topic_of(clause: str) -> str:
    """Return what a clause without a value is about, as a noun: 加快建设省级区域医疗中心 → 省级区域医疗中心."""
    bare = strip_start(clause)
    if bare.startswith("占"):
        return ""
    bare = re.sub(r"^(?:为|对|在|由|围绕|聚焦|坚持|按照)[^,]{1,20}?(?=开展|提供|建设|实施)", "", bare)
    built = _BUILDING.match(bare)
    if built:
        return built.group(1)
    bare = _LEADING.sub("", bare) or bare
    return _TRAILING.sub("", bare) if len(bare) > 6 else bare
