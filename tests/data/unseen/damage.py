"""Damage the clean texts beside this file, one seeded generator per document, and write ``<name>.damaged.txt``."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import opencc
import pypinyin
import yaml

HERE = Path(__file__).parent
HANZI = re.compile(r"[\u4e00-\u9fff]")
SPUN_A = {
    "重大": "重年夜",
    "人民": "人平易近",
    "居民": "居平易近",
    "民生": "平易近生",
    "发展": "成长",
    "建设": "扶植",
    "推动": "鞭策",
    "推进": "推动",
    "创新": "立异",
    "创建": "建立",
    "机制": "机制",
    "国家": "国度",
    "中心": "中间",
    "完善": "完美",
    "深化": "深化",
    "全面": "周全",
    "加快": "加速",
    "加强": "增强",
    "提升": "晋升",
    "持续": "延续",
    "改革": "鼎新",
    "基层": "下层",
    "传染病": "流行症",
    "体系": "系统",
    "服务": "办事",
    "队伍": "步队",
    "人才": "人材",
    "质量": "质量",
    "医院": "病院",
    "机构": "机构",
    "问题": "问题",
    "培养": "培育",
    "支持": "撑持",
    "扩大": "扩年夜",
    "精神": "精力",
    "技术": "手艺",
    "紧急": "告急",
    "救援": "救济",
    "项目": "项目",
}
SPUN_B = {
    "卫生机构": "卫祈望构",
    "人口": "东说念主口",
    "人才": "东说念主才",
    "国家": "国度",
    "保持": "保抓",
    "持续": "抓续",
    "支持": "撑抓",
    "医生": "大夫",
    "群众": "全球",
    "实施": "实行",
    "建设": "开发",
    "筛查": "筛查",
    "完善": "完善",
    "推进": "鼓舞",
    "开展": "开展",
    "深化": "深化",
    "资金": "资金",
    "落实": "落实",
    "服务": "就业",
    "措施": "设施",
    "患者": "患者",
}
SITES = ("天博体育", "乐鱼官网", "BOB半岛", "华体会")


def spin(text: str, pairs: dict[str, str], rng: random.Random) -> str:
    """Return ``text`` with about nine in ten of the known words swapped for the machine's synonyms."""
    found = re.compile("|".join(sorted(pairs, key=len, reverse=True)))
    return found.sub(lambda m: pairs[m.group()] if rng.random() < 0.9 else m.group(), text)


def add_pinyin(text: str, rng: random.Random) -> str:
    """Return ``text`` with the reading in brackets after about one Hanzi in nine."""
    out = []
    for char in text:
        out.append(char)
        if HANZI.match(char) and rng.random() < 0.11:
            toned = rng.random() < 0.85
            style = pypinyin.Style.TONE if toned else pypinyin.Style.NORMAL
            reading = pypinyin.lazy_pinyin(opencc.OpenCC("t2s").convert(char), style=style)[0]
            out.append(rng.choice([f"({reading})", f"({reading})", f"({reading} )", f"（{reading}）"]))
    return "".join(out)


def shift_bytes(text: str, rng: random.Random) -> str:
    """Return ``text`` with three stretches read as GBK from the second byte on."""
    done = 0
    for _ in range(200):
        if done == 3:
            break
        size = rng.randint(5, 9)
        start = rng.randrange(0, len(text) - size)
        part = text[start : start + size]
        if not all(HANZI.match(char) for char in part):
            continue
        try:
            middle = part.encode("gbk")[1:-1].decode("gbk")
        except UnicodeError:
            continue
        text = text[:start] + "?" + middle + "?" + text[start + size :]
        done += 1
    return text


def misread_line(text: str, rng: random.Random) -> str:
    """Return ``text`` with one whole line of UTF-8 read as Latin-1."""
    lines = text.split("\n")
    index = rng.choice([i for i, line in enumerate(lines) if len(line) > 40])
    lines[index] = lines[index].encode().decode("latin-1")
    return "\n".join(lines)


def lose(text: str, rng: random.Random) -> str:
    """Return ``text`` with three places where a Hanzi and a digit became ``???``."""
    places = [m.start() for m in re.finditer(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]\d(?=\d)", text)]
    for start in sorted(rng.sample(places, min(3, len(places))), reverse=True):
        text = text[:start] + "???" + text[start + 2 :]
    return text


def inject(text: str, rng: random.Random) -> str:
    """Return ``text`` with a site's name set inside words at four places."""
    site = rng.choice(SITES)
    places = [m.start() for m in re.finditer(r"(?<=[\u4e00-\u9fff]{4})(?=[\u4e00-\u9fff]{4})", text)]
    for start in sorted(rng.sample(places, 4), reverse=True):
        text = text[:start] + site + text[start:]
    return text


def furnish(text: str, rng: random.Random) -> str:
    """Return ``text`` between a news page's head and foot."""
    title = text.split("\n", 1)[0]
    head = (
        f"首页 > 新闻中心 > 正文\n\n{title}\n发布时间:2024-0{rng.randint(1, 9)}-1{rng.randint(0, 9)} 09:3{rng.randint(0, 9)} "
        f"来源:健康报 浏览次数:{rng.randint(100, 9999)}\n【字体:大 中 小】 分享到:微信 微博\n\n"
    )
    foot = "\n责任编辑:融媒体中心\n上一篇:全市召开春季爱国卫生运动动员会\n下一篇:关于做好高考期间医疗保障的通知\n热门推荐 冬季进补有讲究\n"
    return head + text + foot


def cut(text: str, rng: random.Random) -> str:
    """Return ``text`` with names cut the way filters cut them."""
    text = text.replace("习近平总书记", "习总").replace("习近平新时代", "习新时代")
    places = [m.start() for m in re.finditer(r"(?<=、)[\u4e00-\u9fff]{2}(?=、)", text)]
    for start in sorted(rng.sample(places, min(1, len(places))), reverse=True):
        text = text[:start] + text[start + 2 :]
    return text


def add_contact(text: str, rng: random.Random) -> str:
    """Return ``text`` with a line naming a contact person after the title."""
    title, rest = text.split("\n", 1)
    return f"{title}\n??? 联?系?人:王?建国\n??? 联系电话:0936-82{rng.randint(10000, 99999)}\n{rest}"


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "cut": cut,
    "lost": lose,
    "injected": inject,
    "spun_a": lambda text, rng: spin(text, SPUN_A, rng),
    "spun_b": lambda text, rng: spin(text, SPUN_B, rng),
    "traditional": lambda text, _: opencc.OpenCC("s2t").convert(text),
    "pinyin": add_pinyin,
    "contact": add_contact,
    "furniture": furnish,
}


def damage(name: str, text: str, kinds: list[str]) -> str:
    """Return ``text`` with each kind of damage put in, in the order in which pages suffer it."""
    rng = random.Random(zlib.crc32(name.encode()))
    for kind, apply in KINDS.items():
        if kind in kinds:
            text = apply(text, rng)
    if "mojibake" in kinds:
        text = misread_line(shift_bytes(text, rng), rng)
    return text


def main() -> None:
    """Write the damaged twin of each clean text."""
    for path in sorted(HERE.glob("*.yml")):
        notes = yaml.safe_load(path.read_text(encoding="utf-8"))
        clean = path.with_suffix(".txt").read_text(encoding="utf-8")
        kinds = [kind.strip() for kind in notes["damage"].split(",")]
        path.with_suffix(".damaged.txt").write_text(damage(path.stem, clean, kinds), encoding="utf-8")


if __name__ == "__main__":
    main()
