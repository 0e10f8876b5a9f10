"""Page furniture: what a web page holds beside its document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from compare.restore.bridge import parted

_DATE = r"(?:19|20)\d{2}\s*(?:[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
_TIME = r"\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?"
_STAMP = re.compile(rf"^\W*(?:{_DATE}\W*{_TIME}|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})\W*$|^\W*{_TIME}\W*$")
_META_KEY = (
    r"来\s*源|来\s*历|出\s*处|稿\s*源|信息来源|文章来源|作\s*者|原作者|发布时间|发布日期|公布时间|更新时间|发表时间|发文时间|时\s*间|日\s*期|发布机构|发布单位|"
    r"发布者|发布人|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|访问量|访问次数|点击数?|点击量|点击次数|人气|字体|字号|字体大小|文字大小|编\s*辑|责任编辑|责\s*编|"
    r"审\s*核|审\s*校|校\s*对|初审|复审|终审|监制|打印|分享到?|收藏|保护视力色|信息提供|供稿|撰稿|录入|栏目|所属栏目|索引号|主题分类|体裁分类|访问|大字|视力保护色|原标题"
)
_META = re.compile(rf"^[\s\[【(（|·>]*(?:{_META_KEY})\s*[:：]")
_META_PARTS = re.compile(rf"(?:{_META_KEY})\s*[:：]")
_PAGE_NUMBER = re.compile(r"[-—–－]+\s*\d{1,4}\s*[-—–－]+$|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?$")
_WEAK = re.compile(
    r"^\W*(?:时\s*间|日\s*期|编\s*辑|审\s*核|校\s*对|栏目|访问|(?:主办|承办|主管|协办)(?:单位)?|声明)\s*[:：]"
)
_SHARE = re.compile(
    r"^(?:[\s|·/>]*(?:分享|分享到|分享至|转发|收藏|点赞|评论|打印|打印本页|打印本文|打印此页|关闭|关闭窗口|关闭本页|返回|返回顶部|返回首页|返回列表|返回上一页|回到顶部|"
    r"微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|朋友圈|空间|人人网|豆瓣|复制链接|扫一扫|手机版|无障碍阅读|繁體版|繁体|简体|大|中|小|字体|字号|放大|缩小|默认|"
    r"举报|登录|注册|首页|赞|踩|播报|朗读|语音播报|[A]\+|[A]-|\+|-|\d{1,6}))+[\s|·/>]*$"
)
_NAVIGATION = re.compile(
    r"^\W*(?:(?:上|下|前|后)\s*一\s*[篇条页则个]|当前位置|您(?:现在|当前)?(?:所在)?的?位置|您?所在(?:的)?位置|位置\s*[:：]|首页\s*[>»›/\-|]|"
    r"附件下载\s*[:：]|(?:点击)?下载附件|附件【.{1,60}】|扫(?:一扫|描)?.{0,8}(?:二维码|手机|分享|打开)|用手机.{0,6}(?:看|打开)|.{0,8}二维码\W*$)"
)
_CRUMB = re.compile(
    rf"^\s*(?:[\u4e00-\u9fff]{{2,8}}\s*[|｜/·>»›]\s*{_DATE}.*|(?:[\u4e00-\u9fff]{{2,10}}\s*[>»›]\s*)+[\u4e00-\u9fff]{{2,40}})\s*$"
)
_RELATED = re.compile(
    r"^\W*(?:相关(?:内容|阅读|新闻|链接|文章|推荐|资讯|信息|文件|稿件|报道|政策|解读|主题|附件)|热门(?:资讯|文章|新闻|推荐|阅读|内容|标签|话题|排行)|"
    r"(?:最新|最热|今日|热点|精彩|推荐|精选|本周|本月|24小时|随机|往期)(?:资讯|文章|新闻|推荐|阅读|内容|动态|快讯|发布|更新|热点|热文|排行|导读|图文|回顾)|"
    r"(?:推荐|延伸|扩展|拓展|更多)(?:阅读|资讯|新闻|文章|内容)|猜你喜欢|为您推荐|为你推荐|大家都在看|大家还在看|看了又看|编辑推荐|友情链接|网站地图|热点推荐|"
    r"点击排行|阅读排行|热文排行|新闻排行|网友评论|发表评论|最新评论|热门评论)(?:\W|$|(?=\s))"
)
_IMPRINT = re.compile(
    r"版权所有|[Cc]opyright|©|ICP备|公网安备|网站标识码|技术支持\s*[:：]|^\W*(?:主办|承办|主管|协办)(?:单位)?\s*[:：]|^\W*免责声明|^\W*声明\s*[:：]|未经.{0,8}授权|"
    r"仅代表作者.{0,4}观点|建议使用.{0,20}浏览器|如有侵权"
)
_PROMOTION = re.compile(
    r"(?:官方|微信)?(?:微信|公众号|微博|客户端|小程序)(?:官方)?(?:号|账号|公众号)?\s*[:：]\s*[A-Za-z0-9_\u4e00-\u9fff]+|我们将(?:按期|定期|按时|及时|每日).{0,4}推送|"
    r"(?:长按|扫码|扫描|点击).{0,10}(?:关注|下载|订阅|阅读原文)|^\W*(?:关注|存眷).{2,20}(?:公众号|微信|Pai|官微)|欢迎(?:关注|订阅|投稿|转发)"
)
_CONTACT = re.compile(r"联\s*系|经办|身份证|电\s*话|邮\s*箱|传\s*真|账号")
_BRACKETS = re.compile(r"[【】\[\]〖〗]")
_CHANNEL = re.compile(
    "首页|新闻|政务|专题|视频|图片|资讯|要闻|时政|社会|健康|教育|财经|旅游|房产|汽车|互动|服务|"
    "公告|通知|动态|政策|解读|导航|搜索|登录|注册|论坛|直播|县区|评论|国内|国际|政务公开|"
    "政务服务|互动交流|信息公开|机构概况|机构设置|新闻中心|新闻资讯|通知公告|网上办事|办事服务|"
    "公众参与|政民互动|党建工作|专题专栏|走进我们|网站首页|关于我们|联系我们"
)
_CREDIT = re.compile(
    r"[（(](?:来源|稿源|记者|通讯员|作者|编辑|责编|责任编辑|供稿|撰稿|摄影|图/?文?|文/图|审核|校对)\s*[:：/ 丨|][^（）()\n。]{1,60}[）)]$"
)
_SENTENCE_END = re.compile(r"[。！？；]")
_HEAD, _TAIL = 14, 14
_LONG_LINE = 150
_SPACES = re.compile(r"[ \u3000\t]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text: its place without outer blanks, and its words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of text that is furniture."""

    start: int
    end: int
    kind: str


def _lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold anything."""
    lines: list[Line] = []
    start = 0
    for part in text.split("\n"):
        words = part.strip()
        if words:
            at = start + part.index(words[0])
            lines.append(Line(at, at + len(words), words))
        start += len(part) + 1
    return lines


def _classify(line: Line, place: int, count: int) -> str | None:
    """Return the kind of furniture that a line is by its own words, or nothing.

    Only lines near the page's ends count, for words such as 时间： or 主办单位： also stand inside documents.
    """
    words = line.words
    if _PAGE_NUMBER.match(words):
        return "page"
    if _HEAD <= place < count - _TAIL or len(words) > 260 or _is_numbered(words):
        return None
    plain = not _SENTENCE_END.search(words)
    if _NAVIGATION.search(words) and (plain or len(words) > 30):
        return "navigation"
    if _STAMP.search(words) or (plain and len(words) <= 160 and _META.search(words)):
        return "meta"
    if plain and len(words) <= 80 and (len(_META_PARTS.findall(words)) >= 2 or _CRUMB.search(words)):
        return "meta"
    bare = _BRACKETS.sub(" ", words).strip()
    if plain and len(words) <= 60 and bare and _SHARE.search(bare) and not words.isdigit():
        return "navigation"
    if place >= count - _TAIL:
        if _IMPRINT.search(words) and len(words) < 200:
            return "imprint"
        if _PROMOTION.search(words) and len(words) < 120 and not _CONTACT.search(words):
            return "promotion"
    return None


def _is_numbered(words: str) -> bool:
    return bool(
        re.match(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十百]+[条章]|\d{1,3}[.．、]", words)
    )


def find_furniture(text: str) -> list[Piece]:
    """Return the stretches of ``text`` that belong to the page and not to the document, in order.

    The title stays in the text once; its repeats, lines on source, author and date, share bars, links to other pages,
    other headlines, promotion and the imprint go. A plain text without any of these loses nothing.
    """
    lines = _lines(text)
    kinds: list[str | None] = [None] * len(lines)
    _mark_related(lines, kinds)
    count = kinds.index("related") if "related" in kinds else len(lines)
    for place, line in enumerate(lines):
        kinds[place] = _classify(line, place, count) or kinds[place]
    _drop_weak(lines, kinds)
    _mark_counts(lines, kinds)
    _mark_channels(lines, kinds)
    _mark_tags(lines, kinds)
    _mark_repeats(lines, kinds)
    if all(kinds):
        return []
    pieces = [_whole_line(text, line, kind) for line, kind in zip(lines, kinds, strict=True) if kind]
    for start, end in parted(lines, kinds):
        pieces = [piece for piece in pieces if piece.end <= start or piece.start >= end]
        pieces.append(Piece(start, end, "page"))
    pieces.extend(_glued_titles(lines, kinds))
    pieces.extend(_credits(lines, kinds))
    return sorted(pieces, key=lambda piece: piece.start)


def _whole_line(text: str, line: Line, kind: str) -> Piece:
    """Return a line with its outer blanks, its end and the empty lines after it."""
    start = text.rfind("\n", 0, line.start) + 1
    end = line.end
    blank = re.compile(r"[ \t\u3000\r\xa0]*(?:\n[ \t\u3000\r\xa0]*(?=\n|$))*\n?").match(text, end)
    return Piece(start, blank.end() if blank else end, kind)


def _drop_weak(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Take back lines such as 主办单位：… that have no other furniture beside them: documents hold them too."""
    weak = [
        place
        for place, line in enumerate(lines)
        if kinds[place] in ("meta", "imprint")
        and _WEAK.match(line.words)
        and len(_META_PARTS.findall(line.words)) < 2
        and not re.search(r"(?:19|20)\d{2}\D\d{1,2}\D\d{1,2}|ICP|公网安备|标识码", line.words)
    ]
    strong = [None if place in weak else kind for place, kind in enumerate(kinds)]
    for place in weak:
        if not {*strong[max(0, place - 1) : place + 2]} & {"meta", "imprint"}:
            kinds[place] = None


def _mark_related(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark lists of other headlines: from a heading such as 相关内容 on, to the end or to the next navigation."""
    start = len(lines)
    while start and not _is_body(lines[start - 1].words):
        start -= 1
    inside = False
    for place in range(max(start, 2), len(lines)):
        words = lines[place].words
        if _RELATED.match(words) and len(words) <= 120 and not _SENTENCE_END.search(words[:8]):
            inside = True
        if inside:
            kinds[place] = "related"


def _is_body(words: str) -> bool:
    """Return whether a line can only be of a document: a numbered item, or a paragraph of several sentences."""
    return _is_numbered(words) or (len(words) > _LONG_LINE and len(_SENTENCE_END.findall(words)) >= 2)


def _mark_counts(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark bare counts (of comments, of readers) that stand right after a line about the page."""
    for place, line in enumerate(lines):
        if (
            kinds[place] is None
            and place
            and kinds[place - 1] in ("meta", "navigation")
            and re.fullmatch(r"\d{1,6}", line.words)
            and not re.fullmatch(r"0[1-9]", line.words)
            and place < 8
        ):
            kinds[place] = "meta"


def _mark_channels(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark a bar of a site's channels above the document: 首页 新闻 政务 专题."""
    for place, line in enumerate(lines[:6]):
        words = _SPACES.split(line.words.replace("|", " ").replace("｜", " "))
        if len(words) >= 4 and sum(bool(_CHANNEL.fullmatch(word)) for word in words) >= max(3, 0.6 * len(words)):
            kinds[place] = "navigation"


def _credits(lines: Sequence[Line], kinds: Sequence[str | None]) -> list[Piece]:
    """Return the brackets at the ends of paragraphs that name the source, the reporter or the editor."""
    return [
        Piece(line.start + credit.start(), line.end, "meta")
        for line, kind in zip(lines, kinds, strict=True)
        if kind is None and (credit := _CREDIT.search(line.words)) and credit.start()
    ]


def _mark_tags(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark a line of key words between the end of the document and the page's tail."""
    tail = len(lines)
    while tail and kinds[tail - 1] is not None:
        tail -= 1
    if not 1 < tail < len(lines):
        return
    words = lines[tail - 1].words
    if len(_SPACES.split(words)) >= 2 and not re.search(r"[。！？；：:，,、）)”\d]", words) and len(words) < 80:
        kinds[tail - 1] = "tags"


def _mark_repeats(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark repeated titles, and paragraphs of the head that the body repeats."""
    free = [place for place, kind in enumerate(kinds) if kind is None]
    first_meta = next((place for place, kind in enumerate(kinds[:12]) if kind == "meta"), None)
    seen: dict[str, list[int]] = {}
    for place in free:
        if len(lines[place].words) >= 6:
            seen.setdefault(lines[place].words, []).append(place)
    for words, places in seen.items():
        if len(places) < 2 or places[0] >= 8 or _is_numbered(words) or words[-1] in "：:，,、":
            continue
        if not _SENTENCE_END.search(words) and len(words) <= 80:
            for place in places[1:]:
                kinds[place] = "repeat"
        elif first_meta is not None and places[0] < first_meta:
            kinds[places[0]] = "repeat"
    for one, two in pairwise(place for place in free if kinds[place] is None):
        if lines[one].words == lines[two].words and len(lines[one].words) >= 20:
            kinds[two] = "repeat"
    head = [place for place in free if kinds[place] is None and place < 6][:4]
    for one, two in pairwise(head):
        if _same_title(lines[one].words, lines[two].words):
            kinds[one if _has_prefix(lines[one].words) or not _has_prefix(lines[two].words) else two] = "repeat"


def _has_prefix(title: str) -> bool:
    return bool(re.match(r"[\u4e00-\u9fffA-Za-z0-9]{2,8}[-—_|·](?=[\u4e00-\u9fff])", title))


def _same_title(one: str, two: str) -> bool:
    """Return whether two lines are one title, differing in a word, a mark or a site's prefix."""
    if min(len(one), len(two)) < 8 or max(len(one), len(two)) > 80 or _SENTENCE_END.search(one + two):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.8


def _glued_titles(lines: Sequence[Line], kinds: Sequence[str | None]) -> list[Piece]:
    """Return repeats of the title at the very start of a paragraph, without a break between."""
    title = next((line for line, kind in zip(lines, kinds, strict=True) if kind is None), None)
    if title is None or not 8 <= len(title.words) <= 60 or _SENTENCE_END.search(title.words):
        return []
    return [
        Piece(line.start, line.start + len(title.words), "repeat")
        for line, kind in list(zip(lines, kinds, strict=True))[:8]
        if kind is None
        and line is not title
        and line.words.startswith(title.words)
        and len(line.words) > len(title.words) + 20
    ]
