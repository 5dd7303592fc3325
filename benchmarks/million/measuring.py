"""Opens pages in one process, as a worker does, and times them; prints JSON. `python -m benchmarks.million` starts it."""

import gc
import json
import logging
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

AT_MOST_S = 20.0  # a page so slow that its requests would take longer is asked fewer times


def prepare() -> Any:
    """Make this process a worker over the home it is told. Returns what the home holds."""
    import django

    django.setup()
    from django.conf import settings

    from hometown.config.settling import settle
    from hometown.kernel import clock

    from .sizes import made

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    logging.disable(logging.WARNING)
    sizes = made(Path(settings.HOMETOWN_HOME))
    assert sizes is not None, "nothing was made here"
    clock.pin(sizes.today)
    settle()
    return sizes


def main(requests: int, only: str) -> None:
    """Measure every page and print what was found."""
    sizes = prepare()
    from django.db import connection
    from django.test import Client

    from hometown.accounts.models import User

    from .pages import EVERYBODY, pages

    clients = {}
    for who in EVERYBODY:
        clients[who] = Client()
        clients[who].force_login(User.objects.get(login=who))
    found = []
    for page in pages(sizes):
        if only in page.name:
            one = {"name": page.name, "who": page.who, "bound_ms": page.bound_ms}
            found.append(one | opened(clients[page.who], page.url, requests, connection))
            print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    print(json.dumps({"pages": found, "peak_mb": peak_mb(), "own_mb": own_mb()}))


def opened(client: Any, url: str, requests: int, connection: Any) -> dict[str, Any]:
    """Open one page: once to warm up and count queries, then so many times."""
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        answer = client.get(url)
        first = time.perf_counter() - began
    assert answer.status_code in (200, 302), f"{url}: {answer.status_code}"
    size = len(answer.content) if not answer.streaming else sum(map(len, answer.streaming_content))
    asked = len(queries)
    took, worked = [], []
    gc.collect()
    for _ in range(max(2, min(requests, int(AT_MOST_S / first)))):
        began, busy = time.perf_counter(), worked_s(connection)
        client.get(url)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((worked_s(connection) - busy) * 1000)
    took.sort()
    return {
        "median_ms": statistics.median(took),
        "p95_ms": took[min(len(took) - 1, int(len(took) * 0.95))],
        "mean_ms": statistics.fmean(took),
        "cpu_ms": statistics.median(worked),
        "requests": len(took),
        "queries": asked,
        "kb": size // 1024,
    }


def worked_s(connection: Any) -> float:
    """Return how long this process, and the server's that answers it, have worked: a busy machine changes little."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return time.process_time()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    try:
        return time.process_time() + int(server.read_text(encoding="ascii").split()[0]) / 1e9
    except OSError:
        return time.process_time()


def peak_mb() -> int:
    """Return the most memory this process has held, in MB, with the pages of files it has mapped."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def own_mb() -> int:
    """Return what this process holds now without mapped files, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
