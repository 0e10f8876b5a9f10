"""Options of the tests."""


def pytest_addoption(parser):
    """Let `make faults` ask for many moments where the tests take three."""
    parser.addoption("--moments", type=int, default=3, help="random moments at which a run is killed")
