"""Many machines: a real scheduler and two workers on loopback, one killed; a real S3-compatible server; equal bytes."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from small import SRC, call, environment, snapshot

from compare.errors import CompareError, ParameterError
from compare.runs.cluster import check_scheduler, cluster_engine
from compare.runs.stream import stream
from compare.structure.model import Facts

TEXT = "诸暨市卫生健康局2024年工作要点\n\n（一）推进医共体建设。新改扩建村卫生室{}家。\n（二）签约率达到{}%以上。\n"
COUNT = 40


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "corpus").mkdir()
    for number in range(COUNT):
        text = TEXT.format(number + 3, number + 50) * 20
        (tmp_path / "corpus" / f"plan{number:02}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "corpus/broken.txt").write_bytes(b"")
    return tmp_path / "corpus"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A scheduler and two worker processes."""

    def __init__(self, folder, **more):
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.folder, self.more, self.processes = folder, more, []
        host, port = self.address.removeprefix("tcp://").split(":")
        self.start("distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard", "--no-show")
        for _ in range(2):
            self.start(
                "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                "--local-directory", str(folder), "--host", "127.0.0.1", "--death-timeout", "60",
            )  # fmt: skip

    def start(self, *command):
        log = (self.folder / f"process{len(self.processes)}.log").open("wb")
        with log:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", *command], env=environment(**self.more), cwd=SRC, stdout=log, stderr=log
                )
            )

    def wait_for_workers(self):
        from distributed import Client

        with Client(self.address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)

    def stop(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def make_cluster(tmp_path):
    made = []

    def make(**more):
        folder = tmp_path / f"cluster{len(made)}"
        folder.mkdir()
        made.append(Cluster(folder, **more))
        made[-1].wait_for_workers()
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()


def test_a_worker_killed_in_the_middle_changes_no_byte(corpus, tmp_path, make_cluster):
    cluster = make_cluster()
    command = [sys.executable, "-m", "compare", "extract", str(corpus), "--out", "many", "--part", "1"]
    running = subprocess.Popen(
        [*command, "--scheduler", cluster.address], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True
    )
    records = tmp_path / "many/_parts"
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list(records.glob("[!.]*"))) < 4:
        time.sleep(0.01)
    assert len(list(records.glob("[!.]*"))) < COUNT
    os.kill(cluster.processes[-1].pid, signal.SIGKILL)
    _, errors = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "broken.txt': the file is empty" in errors
    assert len(errors.splitlines()) == 2, errors
    alone = call(tmp_path, "extract", corpus, "--out", "alone", "--part", 1, "--jobs", 1)
    assert alone.returncode == 1
    assert snapshot(tmp_path / "many") == snapshot(tmp_path / "alone")


def test_files_come_from_a_bucket_and_tables_go_into_one(corpus, tmp_path, make_cluster):
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    more = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }  # fmt: skip
    script = (
        "import sys, pathlib, s3fs; fs = s3fs.S3FileSystem(); fs.mkdir('policies') if sys.argv[1] == 'put' else None\n"
        "fs.put(sys.argv[2] + '/', 'policies/in/', recursive=True) if sys.argv[1] == 'put' else "
        "fs.get('policies/' + sys.argv[3] + '/', sys.argv[2], recursive=True)"
    )

    def move(*arguments):
        subprocess.run([sys.executable, "-c", script, *map(str, arguments)], env=environment(**more), check=True)

    try:
        move("put", corpus)
        alone = call(tmp_path, "extract", "s3://policies/in", "--out", "s3://policies/alone", "--jobs", 1, **more)
        assert alone.returncode == 1
        assert "broken.txt': the file is empty" in alone.stderr
        cluster = make_cluster(**more)
        arguments = ("s3://policies/in", "--out", "s3://policies/many", "--scheduler", cluster.address)
        many = call(tmp_path, "extract", *arguments, **more)
        assert (many.returncode, many.stderr) == (1, alone.stderr)
        for name in ("alone", "many"):
            move("get", tmp_path / name, name)
        assert snapshot(tmp_path / "alone") == snapshot(tmp_path / "many")
        assert len(list((tmp_path / "alone/targets.parquet").glob("part-*.parquet"))) == 1
        again = call(tmp_path, "extract", *arguments, **more)
        assert "0 parts made, 1 kept" in again.stdout
        for address in ("s3://nowhere/in", "s3://policies/none"):
            lacking = call(tmp_path, "extract", address, "--out", tmp_path / "lacking", **more)
            assert lacking.returncode == 1
            assert address in lacking.stderr
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        pytest.param("tcp://10.1.2.3:8786", "unauthenticated", id="another-machine"),
        pytest.param("tcp://scheduler.example:8786", "unauthenticated", id="another-name"),
        pytest.param("http://127.0.0.1:8787", "no address of a scheduler", id="web-address"),
        pytest.param("tcp://127.0.0.1", "no address of a scheduler", id="no-port"),
        pytest.param("tcp://127.0.0.1:port", "no address of a scheduler", id="port-in-words"),
    ],
)
def test_schedulers_beyond_this_machine_are_refused_without_authentication(address, found):
    with pytest.raises(ParameterError, match=found):
        check_scheduler(address)


@pytest.mark.parametrize("address", ["tls://10.1.2.3:8786", "tcp://127.0.0.1:1", "tcp://localhost:1", "tcp://[::1]:1"])
def test_schedulers_that_may_be_used(address):
    check_scheduler(address)
    check_scheduler("tcp://10.1.2.3:8786", trust=True)


def test_a_scheduler_that_does_not_answer_is_one_clear_line(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("compare.runs.cluster._SECONDS", 1)
    engine = cluster_engine(f"tcp://127.0.0.1:{free_port()}")
    with pytest.raises(CompareError, match="not reached within 1 s"):
        stream([str(corpus)], str(tmp_path / "out"), Facts(), engine, lambda fault: None)
