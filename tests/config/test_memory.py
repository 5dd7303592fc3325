"""What a worker of the server holds: nothing that only the command line, or another engine, needs."""

import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import sys, django
django.setup()
import hometown.config.urls
{more}
print(*sorted({{name.split(".")[0] for name in sys.modules}} & {{"pyarrow", "hyperscan", "pypinyin", "pyspark"}}))
"""


@pytest.mark.parametrize("more", ["", "from hometown.names.pinyin import sounds; assert sounds().usual.any()"])
def test_a_worker_that_shows_pages_holds_neither_arrow_nor_the_tables_that_are_read_once(
    more: str, tmp_path: Path
) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "hometown.config.settings", "HOMETOWN_HOME": str(tmp_path)}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    said = subprocess.run(
        [sys.executable, "-c", ASK.format(more=more)], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == []
