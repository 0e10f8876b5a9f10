"""What the help of each command ends with: a few whole command lines, each with what it is for."""

from __future__ import annotations

COMMANDS: dict[str, tuple[tuple[str, str], ...]] = {
    "run": (
        ("policy-compare run", "all regions; only what changed is worked out again"),
        ("policy-compare run --regions 520000,诸暨 --language both", "two regions, briefs in two languages"),
        ("policy-compare run --out /srv/reports --keep 12", "elsewhere, the newest twelve runs stay"),
    ),
    "extract": (
        ("policy-compare extract plan.txt --region 520000 --out tables", "one text"),
        ("policy-compare extract folder --out tables --jobs 8", "a folder of any size"),
        ("policy-compare extract s3://bucket/texts --out s3://bucket/tables", "in an object store"),
    ),
    "add": (
        ("policy-compare add 贵州要点.docx", "proposes region, year and kind, then asks"),
        ("policy-compare add page.html --region 520000 --year 2024 --yes", "asks nothing"),
    ),
    "check": (("policy-compare check", "before a run, after an edit by hand"),),
    "correct": (
        (
            "policy-compare correct guizhou-2023-work-points:1204 primary C4 --reason 指中医馆 --reviewer 王医生",
            "another topic for a measure",
        ),
        ("policy-compare correct 3 withdrawn '' --reason 看错 --reviewer 王医生", "takes the third correction back"),
    ),
    "agree": (
        ("policy-compare agree --template sheet.xlsx", "an empty sheet for each coder"),
        ("policy-compare agree first.xlsx second.xlsx --out differences.csv", "how far two coders agree"),
    ),
    "taxonomy": (("policy-compare taxonomy --out taxonomy.ttl", "for a vocabulary server"),),
    "train": (("policy-compare train --no-assess", "new weights, not measured"),),
    "schedule list": (("policy-compare schedule list", "what is declared, and when it is due next"),),
    "schedule render": (
        ("policy-compare schedule render --systemd --to ~/.config/systemd/user", "unit files"),
        ("(crontab -l; policy-compare schedule render --cron) | crontab -", "crontab lines"),
    ),
    "schedule run": (
        ("policy-compare schedule run weekly", "now, as the timer would"),
        ("policy-compare schedule run weekly --catch-up", "only if it was slept through"),
    ),
}


def examples(command: str) -> str:
    r"""Return a command's examples as the end of its help, kept as they are broken into lines.

    >>> examples("check")
    '\x08\nExamples:\n  policy-compare check\n      before a run, after an edit by hand'
    """
    lines = [f"  {line}\n      {purpose}" for line, purpose in COMMANDS[command]]
    return "\b\nExamples:\n" + "\n".join(lines)
