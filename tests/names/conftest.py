"""A small registry, invented, with the ways in which names come close to each other."""

from pathlib import Path

import pytest

from hometown.names import Index, Registry

NAMES = (
    "上海澄湖新材料有限公司", "上海澄湖生物科技有限公司", "江苏龙净环保科技股份有限公司", "上海兴发贸易有限公司",
    "上海利发贸易有限公司", "宏达（上海）贸易有限公司", "宏达贸易有限公司", "淮北市相山区岚汀五金店",
    "重庆长岭银行股份有限公司", "TCL蓝汀科技集团股份有限公司", "上海沐川电气集团股份有限公司",
    "上海沐川电气风电有限公司", "中国沐川石油化工股份有限公司", "苏州新锐澜投资合伙企业（有限合伙）",
)  # fmt: skip
CODES = tuple(f"91310000MA1K{at:05d}X" for at in range(len(NAMES)))


@pytest.fixture(scope="session")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("names") / "registry.names"
    Index.build(
        Registry(
            names=NAMES,
            usccs=CODES,
            aliases=[("澄湖新材", 0), ("沐川", 10), ("沐川", 12)],
            formers=[("上海旧澄材料厂", 0)],
        ),
        path,
    )
    return path


@pytest.fixture(scope="session")
def index(index_path: Path) -> Index:
    return Index.open(index_path)
