"""Doors that may be closed: tls:// with certificates of one's own, buckets without permission, stores without a client."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small import call, environment, snapshot
from test_cluster import Cluster, free_port

from compare.errors import RunError
from compare.runs import places

TEXT = "诸暨市卫生健康局2024年工作要点\n\n（一）新改扩建村卫生室3家。\n（二）签约率达到{}%以上。\n"


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "corpus").mkdir()
    for number in range(6):
        (tmp_path / f"corpus/plan{number}.txt").write_text(TEXT.format(number + 50), encoding="utf-8")
    return tmp_path / "corpus"


def certify(folder):
    """Make an authority and a certificate of its own for this machine; return Dask's settings that name them."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "own.pem").write_bytes(made.public_bytes(pem))
    (folder / "own.key").write_bytes(secret)
    settings = {
        "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(folder / "own.pem"),
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True",
    }
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT"] = str(folder / "own.pem")
        settings[f"DASK_DISTRIBUTED__COMM__TLS__{role}__KEY"] = str(folder / "own.key")
    return settings


class EncryptedCluster(Cluster):
    """A scheduler and two workers that speak TLS only."""

    def __init__(self, folder, **more):
        self.address = f"tls://127.0.0.1:{free_port()}"
        self.folder, self.more, self.processes = folder, more, []
        port = self.address.rpartition(":")[2]
        self.start(
            "distributed.cli.dask_scheduler", "--host", "tls://127.0.0.1", "--port", port, "--no-dashboard", "--no-show",
            "--protocol", "tls",
        )  # fmt: skip
        for _ in range(2):
            self.start(
                "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                "--local-directory", str(folder), "--host", "127.0.0.1", "--death-timeout", "60",
            )  # fmt: skip


def test_an_encrypted_cluster_does_the_same_work_and_turns_strangers_away(corpus, tmp_path):
    settings = certify(tmp_path)
    (tmp_path / "cluster").mkdir()
    cluster = EncryptedCluster(tmp_path / "cluster", **settings)
    wait = "import sys, distributed; c = distributed.Client(sys.argv[1], timeout=60); c.wait_for_workers(2, timeout=60)"
    try:
        subprocess.run([sys.executable, "-c", wait, cluster.address], env=environment(**settings), check=True)
        arguments = ("extract", corpus, "--part", 2, "--scheduler", cluster.address)
        done = call(tmp_path, *arguments, "--out", "many", **settings)
        assert (done.returncode, done.stderr) == (0, "")
        assert "6 documents" in done.stdout
        stranger = call(tmp_path, *arguments, "--out", "none")
        assert stranger.returncode == 1
        assert len(stranger.stderr.splitlines()) == 1, stranger.stderr
        line = stranger.stderr
        assert f"Scheduler '{cluster.address}'" in line
        assert "certificates" in line
    finally:
        cluster.stop()


def test_a_bucket_without_permission_is_one_clear_line_and_the_rest_is_done(corpus, tmp_path):
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    more = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
    }  # fmt: skip
    put = "import sys, s3fs; fs = s3fs.S3FileSystem(); fs.mkdir('policies'); fs.put(sys.argv[1] + '/', 'policies/in/', recursive=True)"
    deny = (
        "import os, urllib.request as u; "
        "u.urlopen(u.Request(os.environ['AWS_ENDPOINT_URL'] + '/moto-api/reset-auth', data=b'0', headers={'Content-Type': 'text/plain'}, method='POST'))"
    )
    try:
        for script in (put, deny):
            command = [sys.executable, "-c", script, str(corpus)]
            subprocess.run(command, env=environment(**more), check=True)
        reading = call(tmp_path, "extract", "s3://policies/in", "--out", "tables", **more)
        assert reading.returncode == 1
        (line,) = reading.stderr.splitlines()
        assert "s3://policies/in" in line
        assert "permission" in line.lower() or "forbidden" in line.lower()
        both = call(tmp_path, "extract", corpus, "s3://policies/in/plan0.txt", "--out", "both", **more)
        assert both.returncode == 1
        assert "s3://policies/in/plan0.txt" in both.stderr
        writing = call(tmp_path, "extract", corpus, "--out", "s3://policies/out", **more)
        assert writing.returncode == 1
        (line,) = writing.stderr.splitlines()
        assert "s3://policies/out" in line
    finally:
        server.stop()


def test_a_store_whose_client_is_missing_says_what_to_install(monkeypatch):
    def refuse(protocol, **_):
        raise ImportError("pyarrow and a Hadoop client are needed")

    monkeypatch.setattr("fsspec.filesystem", refuse)
    places._stores.cache_clear()
    with pytest.raises(RunError, match=r"Protocol 'hdfs'.*Hadoop client"):
        places.read("hdfs://namenode/policies/plan.txt")
    places._stores.cache_clear()


def test_an_hdfs_address_may_be_named_and_without_hadoop_it_is_one_line(corpus, tmp_path):
    done = call(tmp_path, "extract", corpus, "--out", "hdfs://127.0.0.1:1/tables")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(("error: Address 'hdfs://127.0.0.1:1/tables", "error: Protocol 'hdfs'"))


def test_a_cluster_made_in_a_notebook_does_the_work_of_its_address(corpus, tmp_path):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    cells = (
        "from distributed import LocalCluster\n"
        "cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)",
        "!python -m compare extract corpus --out tables --scheduler {cluster.scheduler_address} --part 2",
        "cluster.close(timeout=20)",
    )
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute(
        env=environment(PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    )
    said = "".join(output.get("text", "") for output in book.cells[1].outputs)
    assert "6 documents" in said
    call(tmp_path, "extract", corpus, "--out", "alone", "--part", "2", "--jobs", "1")
    assert snapshot(tmp_path / "tables") == snapshot(tmp_path / "alone")
