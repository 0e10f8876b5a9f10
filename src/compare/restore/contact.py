"""Contact persons: names and numbers masked by ＊, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compare.spans import Edit

MASK = "＊"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷"
    "罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林"
    "刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳汲邴松井段富巫乌焦巴弓牧隗山谷车"
    "侯宓蓬全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀尚农"
    "温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终步都耿满弘匡国文寇广东欧沃利蔚越隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养丰关相查后荆红游权盖益桓公肖涂佟付代郜"
    "仝苟占晋楚闫法汝鄢闽仉督岳帅亢况郏有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福覃邸粟冼区邝麦丘岑植练阙揭官仲屈甯禤蒙撒拜木旦苑亓逄臧满佀庹"
)
_PERSON_LABEL = (
    r"联[ \u3000]*系[ \u3000]*人(?:及|和|、|/)(?:联系)?(?:电话|方式)|"
    r"联[ \u3000]*系[ \u3000]*人|联系同志|责任编辑|责[ \u3000]*编|编[ \u3000]*辑|编[ \u3000]*审|审[ \u3000]*核|审[ \u3000]*校|校[ \u3000]*对|"
    r"初[ \u3000]*审|复[ \u3000]*审|终[ \u3000]*审|一审|二审|三审|值班编辑|实习编辑|见习编辑|撰[ \u3000]*稿|文字|图片|摄影|摄像|"
    r"[全见习特约本报]{0,4}记者|通讯员|经[ \u3000]*办[ \u3000]*人|填[ \u3000]*报[ \u3000]*人|咨询人|受理人|具体联系人|联络员|监制"
)
_NAME = (
    rf"(?:欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|司徒|[{_SURNAMES}])"
    r"[ \u3000]{0,2}[\u4e00-\u9fff·](?:[ \u3000]{0,2}[\u4e00-\u9fff])?"
)
_AFTER_NAME = r"(?=$|[\s,，、;；。.()（）/|＊\d:：]|(?:同志|先生|女士|处长|科长|主任|老师|电话|联系))"
_PERSONS = re.compile(
    rf"(?:{_PERSON_LABEL})[ \u3000]*(?:[:：]|[(（][^()（）\n]{{0,6}}[)）][:：]?|[ \u3000](?=[{_SURNAMES}]))[ \u3000]*",
    re.M,
)
_ONE_NAME = re.compile(rf"(?!{_PERSON_LABEL}|电[ \u3000]*话|手机|邮箱|传真)" + _NAME + _AFTER_NAME, re.M)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,8}[科处室办股局委院心站][ \u3000]+")
_ASKED = re.compile(
    rf"(?:请找|请联系|请与|请咨询)(?P<name>{_NAME})(?=(?:同志|先生|女士|老师|主任|科长|处长|股长|医生|联系)[^。；\n]{{0,16}}\d{{5}})"
)
_AT_OFFICE = re.compile(
    rf"(?:咨询|联系)[ \u3000]*[:：][ \u3000]*[\u4e00-\u9fff]{{1,8}}?(?:科|处|室|办|股|中心)(?P<name>{_NAME})"
    r"(?=[，,、 \u3000]{1,2}(?:联系)?(?:电话|手机|\d{5}))"
)
_JOINT = re.compile(r"[ \u3000、,，;；/和及]+|(?:同志|先生|女士|老师)")
_NUMBER_LABEL = re.compile(
    r"(?:联[ \u3000]*系[ \u3000]*电[ \u3000]*话|联系方式|电[ \u3000]*话|座机|手机号?码?|办公电话|咨询电话|监督电话|举报电话|传[ \u3000]*真|"
    r"微信号?|Q{2}号?|身份证号?|(?:银行|开户行)?[账帐]号|银行卡号?|卡号|"
    r"(?:电子)?邮[ \u3000]*箱|(?:电子)?邮件|E-?mail)(?:号码?|地址)?(?:[/及和、](?:传真|微信|手机|邮箱))?[ \u3000]*[:：][ \u3000]*",
    re.I,
)
_NUMBERS = re.compile(
    r"(?P<email>(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
    r"|(?<![\d.A-Za-z])(?P<mobile>(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?![\d.%])"
    r"|(?<![\d.A-Za-z])(?P<card>[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![\dA-Za-z])"
    r"|(?<![\d.A-Za-z])(?P<line>[(（]?0\d{2,3}[)）]?[-－—–― ]?\d{7,8}(?:[-－—转]\d{1,6})?)(?![\d.%])",
    re.A,
)
_LABELLED_NUMBER = re.compile(r"[A-Za-z0-9][\w.@+-]{4,60}|[+(（]?\d[\d()（）－—–― -]{4,40}\d", re.A)
_HOTLINES = re.compile(r"(?:12[0-9]{3}|1[12][0-9]|400[- ]?\d{3,4}[- ]?\d{3,4}|9\d{4})$")
_HINT = re.compile("[系编记讯审校摄稿经填咨受络监话机传箱邮微式QqEe图字]")
_DIGITS = re.compile(r"@|\d[\d() （）－—–―-]{6,}", re.A)
_COLON = re.compile(r"[:：]|(?:记者|通讯员|编辑|责编|摄影|审核)[ \u3000]")


def find_contacts(text: str) -> list[Edit]:
    """Return the edits that mask contact persons and their numbers, one ＊ for each character.

    联系人：杨净 becomes 联系人：＊＊; 党组书记、局长 何泽添 stays, for officials in their public role are named.
    """
    spans: set[tuple[int, int]] = set()
    for digits in _DIGITS.finditer(text):
        window = max(0, digits.start() - 66), digits.end() + 66
        spans.update(match.span() for match in _NUMBERS.finditer(text, *window))
    if "请" in text:
        spans.update(match.span("name") for match in _ASKED.finditer(text))
    if "咨询" in text or "联系" in text:
        spans.update(match.span("name") for match in _AT_OFFICE.finditer(text))
    for colon in _COLON.finditer(text):
        window = max(0, colon.start() - 24), colon.end() + 2
        if not _HINT.search(text, *window):
            continue
        for label in _NUMBER_LABEL.finditer(text, *window):
            spans.update(_labelled_numbers(text, label.end()))
        for label in _PERSONS.finditer(text, *window):
            spans.update(_names(text, label.end()))
    return [Edit(start, end, MASK * (end - start), "contact") for start, end in merge_spans(spans)]


def _labelled_numbers(text: str, place: int) -> list[tuple[int, int]]:
    """Return the spans of the numbers listed from ``place`` on, public hotlines left out."""
    found: list[tuple[int, int]] = []
    while (number := _LABELLED_NUMBER.match(text, place)) and not _HOTLINES.match(number.group()):
        found.append(number.span())
        joint = _JOINT.match(text, number.end())
        if not joint:
            break
        place = joint.end()
    return found


def _names(text: str, place: int) -> list[tuple[int, int]]:
    """Return the spans of the names of persons listed from ``place`` on, after their office if it is named first."""
    found: list[tuple[int, int]] = []
    office = _OFFICE.match(text, place)
    if office and _ONE_NAME.match(text, office.end()):
        place = office.end()
    while name := _ONE_NAME.match(text, place):
        found.append(name.span())
        place = name.end()
        while joint := _JOINT.match(text, place):
            place = joint.end()
    return found


def merge_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``spans`` in order, those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
