"""Makes the handouts: ``python3 generate.py`` builds all of them; ``python3 generate.py --help`` says more.

Needs nothing but Python: what the project needs is installed into ``.venv`` at the first run.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def run() -> int:
    """Make sure that the dependencies are there, and hand over to the command line."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    from handouts import bootstrap

    bootstrap.ensure(ROOT, bootstrap.NEEDED)
    try:
        from handouts.cli.main import main
    except ImportError as failure:
        bootstrap.damaged(failure)

    return main()


if __name__ == "__main__":
    try:
        sys.exit(run())
    except KeyboardInterrupt:  # Ctrl-C while modules are still being loaded
        sys.exit(130)
