"""Killed with -9 in the middle of anything, over and over: the book stays intact and the tables stay its equal."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.drills.instant.conftest import ROOT

KILLS, KILLS_CITY, CARELESS = 200, 25, 60


class Program:
    """The program of lives, and how to speak with it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def say(self, word: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the program of lives is gone"
        return json.loads(answer)

    def end_a_life(self, after_s: float, kind: str = "live") -> bool:
        """Let a child work for so long, and kill it. Tells whether it was in the middle of a verb."""
        pid = self.say(kind)["pid"]
        time.sleep(after_s)
        os.kill(pid, signal.SIGKILL)
        end = self.say(f"bury {pid}")
        assert end["signal"] == signal.SIGKILL, "it had ended by itself"
        return bool(end["busy"])


@contextmanager
def program(env: dict[str, str]) -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.drills.instant.lives"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


def killed_over_and_over(env: dict[str, str], kills: int, *, longest_s: float) -> None:
    """Kill so many children; fail at the first one that leaves a home that is not whole."""
    rng, busy = random.Random(kills), 0
    with program(env) as lives:
        assert lives.say("look")["problems"] == []
        before = lives.say("done")
        for number in range(kills):
            busy += lives.end_a_life(rng.uniform(0.002, longest_s))
            assert lives.say("look")["problems"] == [], f"after {number + 1} kills"
        assert lives.say("verify") == {}, "`hometown check` finds fault"
        told = lives.say("done")
    done = {verb: count - before.get(verb, 0) for verb, count in told.items() if count > before.get(verb, 0)}
    print(f"{kills} kills, {busy} in the middle of a verb; {sum(done.values())} lines told between: {done}")
    assert busy >= kills // 2, "too few died in the middle of something"
    assert sum(done.values()) >= kills // 4, f"they did too little: {done}"
    assert len(done) >= 3, f"they did too few different things: {done}"


def test_a_home_is_whole_after_every_one_of_two_hundred_kills(home: dict[str, str]) -> None:
    killed_over_and_over(home, KILLS, longest_s=0.14)


@pytest.mark.postgresql
def test_a_city_on_postgresql_is_whole_after_every_kill(city_home: dict[str, str]) -> None:
    killed_over_and_over(city_home, KILLS_CITY, longest_s=0.4)


def test_a_write_past_the_transaction_is_found_out(home: dict[str, str]) -> None:
    """The drill can fail: whoever writes a row first and its line afterwards is caught by some kill."""
    rng = random.Random(1)
    with program(home) as lives:
        assert lives.say("look")["problems"] == []
        for _ in range(CARELESS):
            lives.end_a_life(rng.uniform(0.002, 0.1), "live-carelessly")
            if lives.say("look")["problems"]:
                return
    pytest.fail("no kill found the row without a line")
