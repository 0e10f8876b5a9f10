"""Declared runs: read with care, told to systemd and cron without a way to break out, caught up when slept through."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from small import call, make_project, write_register

from compare.cli.schedule import _call
from compare.errors import ParameterError, RunError
from compare.runs import schedule as module
from compare.runs.calendar import read_calendar
from compare.runs.schedule import Declared, Schedule, crontab_lines, load_schedule, missed, stamp, systemd_units

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)  # a Saturday, noon in Shanghai


def one(**fields):
    return Declared(**{"name": "weekly", "when": "30 6 * * 1"} | fields)


@pytest.mark.parametrize(
    ("text", "last", "following"),
    [
        pytest.param("30 6 * * 1", "2026-11-16 06:30", "2026-11-23 06:30", id="monday-morning"),
        pytest.param("0 12 * * *", "2026-11-21 12:00", "2026-11-22 12:00", id="due-this-minute-counts-as-last"),
        pytest.param("*/20 9-17 * * mon-fri", "2026-11-20 17:40", "2026-11-23 09:00", id="steps-and-names"),
        pytest.param("0 0 1 jan,jul *", "2026-07-01 00:00", "2027-01-01 00:00", id="months-by-name"),
        pytest.param("0 0 29 2 *", "2024-02-29 00:00", "2028-02-29 00:00", id="leap-day"),
        pytest.param("0 8 * * 7", "2026-11-15 08:00", "2026-11-22 08:00", id="sunday-as-seven"),
    ],
)
def test_a_calendar_knows_its_last_and_next_time(text, last, following):
    calendar = read_calendar(text)
    assert f"{calendar.last(NOON, SHANGHAI):%Y-%m-%d %H:%M}" == last
    assert f"{calendar.next(NOON, SHANGHAI):%Y-%m-%d %H:%M}" == following


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("* * * *", id="four-fields"),
        pytest.param("60 * * * *", id="minute-60"),
        pytest.param("*/0 * * * *", id="step-0"),
        pytest.param("0 0 1 * 1", id="day-and-weekday"),
        pytest.param("0 0 x * *", id="word"),
        pytest.param("5-1 * * * *", id="backward-range"),
        pytest.param("0 0 * * *; rm -rf /", id="shell"),
    ],
)
def test_a_calendar_that_means_nothing_is_refused(text):
    with pytest.raises(ParameterError, match="Calendar"):
        read_calendar(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("30 6 * * 1", "Mon *-*-* 6:30:00 Asia/Shanghai", id="weekly"),
        pytest.param("5 0 1 1,7 *", "*-1,7-1 0:05:00 Asia/Shanghai", id="twice-a-year"),
        pytest.param("* * * * *", "*-*-* *:*:00 Asia/Shanghai", id="each-minute"),
    ],
)
def test_systemd_is_told_the_same_times_with_the_zone(text, shown):
    assert read_calendar(text).systemd("Asia/Shanghai") == shown


def test_units_catch_up_and_escape_what_systemd_would_expand(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "command", lambda declared, *options: ['/opt/50% $HOME/"x"\n/run', declared.name])
    root = tmp_path / "100% $PATH"
    root.mkdir()
    units = systemd_units(Schedule(run=(one(),)), root)
    service, timer = units["policy-compare-weekly.service"], units["policy-compare-weekly.timer"]
    assert 'ExecStart="/opt/50%% $$HOME/\\"x\\"\\n/run" "weekly"' in service.splitlines()
    assert f"WorkingDirectory={str(root).replace('%', '%%')}" in service
    assert "Type=oneshot" in service
    assert "Persistent=true" in timer


def test_cron_names_the_zone_escapes_percent_and_quotes_for_the_shell(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "command", lambda declared, *options: ["echo", "50% of $HOME", *options])
    root = tmp_path / "100% $(touch x)"
    root.mkdir()
    lines = crontab_lines(Schedule(run=(one(),)), root).splitlines()
    assert "CRON_TZ=Asia/Shanghai" in lines
    due = next(line for line in lines if line.startswith("30 6 * * 1 "))
    assert "100\\% $(touch x)'" in due
    assert "%" not in due.replace("\\%", "")
    assert [line.split(" cd ")[0] for line in lines if "--catch-up" in line] == ["17 * * * *", "@reboot"]
    shell = due.removeprefix("30 6 * * 1 ").replace("\\%", "%")
    subprocess.run(["sh", "-c", f"{shell} && test ! -e x"], check=True)
    assert (root / "reports/weekly.log").read_text(encoding="utf-8") == "50% of $HOME\n"


def test_a_line_break_in_the_projects_name_is_refused(tmp_path):
    root = tmp_path / "a\nExecStart=evil"
    root.mkdir()
    for render in (systemd_units, crontab_lines):
        with pytest.raises(ParameterError, match="line break"):
            render(Schedule(run=(one(),)), root)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[[run]]\nname = "a; b"\nwhen = "0 0 * * *"', id="name-with-shell"),
        pytest.param('[[run]]\nname = "a"\nwhen = "soon"', id="when"),
        pytest.param('timezone = "Mars/Base"\n[[run]]\nname = "a"\nwhen = "0 0 * * *"', id="zone"),
        pytest.param('[[run]]\nname = "a"\nwhen = "0 0 * * *"\ncolour = 1', id="unknown-key"),
        pytest.param(
            '[[run]]\nname = "a"\nwhen = "0 0 * * *"\n[[run]]\nname = "a"\nwhen = "0 0 * * *"', id="name-twice"
        ),
        pytest.param('[[run]]\nname = "a"\nwhen = "0 0 * * *"\non_success = "rm -rf /"', id="command-as-one-text"),
        pytest.param("not toml", id="not-toml"),
    ],
)
def test_a_broken_schedule_is_refused_in_one_line(tmp_path, text):
    (tmp_path / "schedule.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match=r"schedule\.toml"):
        load_schedule(tmp_path)


def test_a_run_that_was_slept_through_is_missed_once(tmp_path):
    declared = Schedule(run=(one(),))
    assert not missed(one(), declared, tmp_path, NOON)
    stamp(one(), tmp_path, NOON - timedelta(days=14))
    assert missed(one(), declared, tmp_path, NOON)
    stamp(one(), tmp_path, NOON)
    assert not missed(one(), declared, tmp_path, NOON)


def test_a_hook_is_an_argument_list_and_its_failure_is_only_told(tmp_path, capfd):
    target = tmp_path / "out.txt"
    code = "import os, sys; open(sys.argv[1], 'w').write(sys.argv[2] + os.environ['POLICY_COMPARE_REPORT'])"
    _call(one(), (sys.executable, "-c", code, str(target), "$(id) "), {"POLICY_COMPARE_REPORT": "index.html"})
    assert target.read_text(encoding="utf-8") == "$(id) index.html"
    _call(one(), ("/no/such/program",), {})
    _call(one(), (sys.executable, "-c", "raise SystemExit(3)"), {})
    told = capfd.readouterr().err.splitlines()
    assert len(told) == 2
    assert "/no/such/program" in told[0]
    assert told[1].endswith("left with 3")


def test_a_declared_run_calls_what_is_declared_and_every_event_is_one_line_of_json(tmp_path):
    root = make_project(tmp_path / "project")
    note = [sys.executable, "-c", "import os; open('told', 'w').write(os.environ.get('POLICY_COMPARE_ERROR', 'well'))"]
    (root / "schedule.toml").write_text(
        f'[[run]]\nname = "weekly"\nwhen = "30 6 * * 1"\nkeep = 1\non_failure = {json.dumps(note)}\n'
        f'on_success = {json.dumps([*note[:2], note[2] + "; raise SystemExit(4)"])}\n', encoding="utf-8",
    )  # fmt: skip
    done = call(root, "schedule", "run", "weekly")
    assert done.returncode == 0, done.stderr
    assert (root / "told").read_text(encoding="utf-8") == "well"
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["level"] for event in events if event["level"] != "info"] == ["warning"]
    assert "left with 4" in events[-1]["message"]
    good = (root / "reports/latest").resolve()
    (root / "data/raw/yunfu.txt").write_text("换了", encoding="utf-8")
    failed = call(root, "schedule", "run", "weekly")
    assert failed.returncode == 1
    assert "yunfu.txt" in (root / "told").read_text(encoding="utf-8")
    assert (root / "reports/latest").resolve() == good
    assert call(root, "schedule", "run", "weekly", "--catch-up").stderr == ""
    write_register(root)
    assert call(root, "schedule", "run", "weekly").returncode == 0
    assert not good.exists()
