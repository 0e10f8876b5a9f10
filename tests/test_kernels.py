"""Kernels are forked from a warm parent, quickly, cleanly, and never outlive it; faults are named and kept."""

import gc
import json
import os
import random
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import zmq
from small import environment, write_notebook

from compare.errors import ParameterError, RunError
from compare.runs import forks, kernels
from compare.runs.forks import kernel_environment, kernel_home
from compare.runs.kernel import PrivateKernelApp
from compare.runs.notebooks import run_notebook


def notebook(path, *cells):
    write_notebook(path, "region_code = '520000'\n", *cells)
    return path


pytestmark = pytest.mark.xdist_group("kernels")


@pytest.fixture(scope="module")
def home():
    with kernel_home() as folder:
        yield folder


@pytest.fixture
def execute(tmp_path, home):
    def do(*cells, parameters=None, target="out.ipynb", seconds=60, **environment):
        source = notebook(tmp_path / "in.ipynb", *cells)
        return run_notebook(
            source, tmp_path / target, parameters or {}, root=tmp_path, tables=tmp_path / "tables", home=home,
            cell_seconds=seconds,
        )  # fmt: skip

    return do


def printed(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "".join("".join(out.get("text", [])) for cell in cells for out in cell.get("outputs", []))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def wait_until_gone(*pids):
    until = time.monotonic() + 10
    while any(alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(alive(pid) for pid in pids)


def test_a_notebook_runs_with_its_parameters_and_tables(execute, tmp_path):
    done = execute(
        "import os; print(region_code, os.environ['POLICY_COMPARE_TABLES'])", parameters={"region_code": "440000"}
    )
    assert printed(done.path) == f"440000 {tmp_path / 'tables'}\n"
    papermill = json.loads(done.path.read_text(encoding="utf-8"))["metadata"]["papermill"]
    assert papermill["input_path"] == "in.ipynb"
    assert papermill["parameters"] == {"region_code": "440000"}


def test_polars_works_in_a_forked_kernel(execute):
    done = execute("import polars as pl; print(pl.DataFrame({'a': [2, 1, 2]}).group_by('a').len().sort('a').rows())")
    assert printed(done.path) == "[(1, 1), (2, 2)]\n"


def test_a_kernel_costs_less_than_a_second_beyond_its_cells(execute):
    execute("1")
    runs = [execute("import polars, plotly.graph_objects") for _ in range(5)]
    assert min(done.seconds - done.cell_seconds for done in runs) < 1.0


def test_equal_runs_give_equal_bytes(execute):
    cell = "import random; print(random.random(), hash('广东'), sorted({'a', 'b'}), list({'x', 'y', 'z'}))"
    first = execute(cell, target="a.ipynb").path.read_bytes()
    assert execute(cell, target="a.ipynb").path.read_bytes() == first


def test_nothing_draws_from_the_seed_before_a_notebook_does(execute):
    assert printed(execute("import random; print(random.random())").path) == f"{random.Random(0).random()}\n"


def test_each_kernel_starts_afresh(execute):
    execute("import os; os.environ['LEFT'] = '1'; os.chdir('/'); import builtins; builtins.left = 1")
    assert printed(
        execute("import os; print(os.environ.get('LEFT'), os.getcwd() != '/', 'left' in dir(__builtins__))").path
    ) == ("None True False\n")


def test_parameters_are_data_never_code(execute):
    words = '\'); import os; os._exit(7) #\n"""{{ 1 }} $x$'
    assert printed(execute("print(region_code)", parameters={"region_code": words}).path) == words + "\n"


def test_an_unknown_parameter_is_an_error(execute):
    with pytest.raises(ParameterError, match="regoin_code"):
        execute("1", parameters={"regoin_code": "440000"})


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        pytest.param("1 / 0", "ZeroDivisionError: division by zero", id="raises"),
        pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "kernel died", id="dies"),
        pytest.param("while True: pass", "longer than 2 s", id="hangs"),
    ],
)
def test_a_fault_names_notebook_cell_and_cause_and_keeps_the_notebook(execute, tmp_path, cell, cause):
    with pytest.raises(RunError, match=r"in\.ipynb") as caught:
        execute("print('before')", cell, "print('after')", seconds=2)
    assert "cell" in caught.value.place
    assert cause in caught.value.found
    kept = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))
    errors = [out for c in kept["cells"] for out in c.get("outputs", []) if out["output_type"] == "error"]
    assert len(errors) == 1
    assert printed(tmp_path / "out.ipynb") == "before\n"


def test_after_a_fault_the_next_notebook_runs(execute):
    with pytest.raises(RunError):
        execute("import os; os._exit(1)")
    assert printed(execute("print('well')").path) == "well\n"


def test_sockets_lie_in_a_private_folder_and_no_port_is_listened_on(execute, home):
    assert stat.S_IMODE(home.stat().st_mode) & 0o777 == 0o700
    cell = (
        "import os, pathlib\n"
        "mine = {os.readlink(f) for f in pathlib.Path('/proc/self/fd').iterdir() if os.path.islink(f)}\n"
        "tcp = [line.split() for name in ('tcp', 'tcp6') for line in open(f'/proc/self/net/{name}').readlines()[1:]]\n"
        "print(sum(row[3] == '0A' and f'socket:[{row[9]}]' in mine for row in tcp))"
    )
    if sys.platform == "linux":
        assert printed(execute(cell).path) == "0\n"


@pytest.mark.parametrize(
    ("uid", "answers"), [pytest.param(0, True, id="own-user"), pytest.param(1, False, id="other-user")]
)
def test_a_socket_answers_its_own_user_only(tmp_path, monkeypatch, uid, answers):
    claimed = os.getuid() + uid
    monkeypatch.setattr("compare.runs.kernel.os.getuid", lambda: claimed)
    app = PrivateKernelApp(transport="ipc", ip=str(tmp_path / "s"))
    context = zmq.Context()
    server, client = context.socket(zmq.PAIR), context.socket(zmq.PAIR)
    app._try_bind_socket(server, 1)
    client.connect(f"ipc://{tmp_path / 's'}-1")
    client.send(b"hello")
    assert bool(server.poll(500)) == (answers or sys.platform != "linux")
    context.destroy(linger=0)


def test_many_notebooks_in_one_process_do_not_make_it_grow(execute):
    def held():
        gc.collect()
        return len(gc.get_objects())

    for _ in range(4):
        execute("1")
    objects, descriptors, threads = held(), len(os.listdir("/dev/fd")), threading.active_count()
    for _ in range(8):
        execute("1")
    assert held() - objects < 100
    assert len(os.listdir("/dev/fd")) <= descriptors
    assert threading.active_count() <= threads


def test_secrets_do_not_reach_kernels(tmp_path):
    found = kernel_environment(
        tmp_path, {"PATH": "/bin", "AWS_SECRET_ACCESS_KEY": "x", "GITHUB_TOKEN": "y", "TZ": "Asia/Tokyo"}
    )
    assert found["PATH"] == "/bin"
    assert found["TZ"] == "UTC"
    assert not {"AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"} & set(found)


@pytest.mark.parametrize("missing", [pytest.param("", id="not-wanted"), pytest.param("fork", id="no-fork")])
def test_where_no_warm_parent_is_a_plain_kernel_serves(tmp_path, monkeypatch, missing):
    parents = []  # not those of the other tests
    for room in (forks, kernels):
        monkeypatch.setattr(room, "warm_parents", parents)
    if missing:
        monkeypatch.delattr(os, missing)
    with kernel_home(warm=bool(missing)) as folder:
        assert parents == []
        source = notebook(tmp_path / "in.ipynb", "import random; print('plain', random.random())")
        run_notebook(source, tmp_path / "out.ipynb", {}, root=tmp_path, tables=tmp_path, home=folder)
    assert printed(tmp_path / "out.ipynb") == f"plain {random.Random(0).random()}\n"
    assert not folder.exists()


def test_no_kernel_outlives_an_owner_that_is_killed(tmp_path):
    notebook(
        tmp_path / "in.ipynb",
        "import os; print(os.getpid(), os.getppid(), os.environ['JUPYTER_RUNTIME_DIR'], file=open('pids', 'w'))",
        "import time; time.sleep(60)",
    )
    script = (
        "import sys; from pathlib import Path\n"
        "from compare.runs.forks import kernel_home\nfrom compare.runs.notebooks import run_notebook\n"
        "r = Path(sys.argv[1])\n"
        "with kernel_home() as home: run_notebook(r/'in.ipynb', r/'o.ipynb', {}, root=r, tables=r, home=home)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=tmp_path, env=environment()) as owner:
        until = time.monotonic() + 60
        while not (tmp_path / "pids").exists() or not (tmp_path / "pids").read_text():
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(0.2)
        *pids, folder = (tmp_path / "pids").read_text().split()
        pids = [int(pid) for pid in pids]
        assert all(alive(pid) for pid in pids)
        owner.kill()
    assert wait_until_gone(*pids)
    assert not Path(folder).exists()
