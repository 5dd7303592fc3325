"""A command begins without what it does not need."""

import os
import subprocess
import sys
from pathlib import Path


def read_by(home: Path, *words: str) -> set[str]:
    """The modules that a command has read when it ends."""
    code = (
        "import sys\n"
        f"sys.argv = ['hometown', *{list(words)!r}]\n"
        "from hometown.config.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )
    environment = {k: v for k, v in os.environ.items() if k != "HOMETOWN_DATABASE_URL"} | {"HOMETOWN_HOME": str(home)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return set(ran.stdout.splitlines()[-1].split())


def test_a_command_reads_nothing_of_the_demo_where_the_home_holds_none(tmp_path: Path) -> None:
    read = read_by(tmp_path, "check", "--help")
    assert "hometown.ledger.models" in read
    assert not {name for name in read if name.startswith("hometown.intake.demo.")} - {"hometown.intake.demo.loaded"}


def test_a_home_with_the_demo_stands_on_the_last_day_of_its_batch(tmp_path: Path) -> None:
    (tmp_path / "demo-sign-ins.txt").write_text("", encoding="utf-8")
    assert "hometown.intake.demo.calendar" in read_by(tmp_path, "check", "--help")
