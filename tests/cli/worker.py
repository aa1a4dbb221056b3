"""A process that runs commands, one for each line that it reads: their arguments as JSON. It answers with the status.

So many commands run beside each other without a start for each.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys

from callsheet.cli.main import run


def main() -> None:
    for line in sys.stdin:
        with contextlib.redirect_stdout(io.StringIO()):
            status = run(json.loads(line))
        print(status, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
