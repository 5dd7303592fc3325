"""The steps that need a process of their own: `make SIZES` fills an embedded home, `fill FILE` a PostgreSQL from one,
`migrate` brings one to the indexes of today.
"""

import json
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
    from . import cluster, making
    from .sizes import Sizes

    if sys.argv[1] == "make":
        making.make(Sizes(**json.loads(sys.argv[2])))
    elif sys.argv[1] == "migrate":
        making.renew()
    else:
        import os

        cluster.fill(os.environ["HOMETOWN_DATABASE_URL"], Path(sys.argv[2]))
