"""Files are written whole or not at all: a temporary file beside the target, flushed to disk, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from handouts.problems import ContentError, error


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* to *path*; on any failure the old file stays whole. Raises ContentError saying why."""
    temporary: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError("a folder has that name")
        # A rename would replace it all the same (and root may write anything): whoever set the bit meant it.
        if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
            raise PermissionError("it is read-only")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.name != "nt":
            temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as failure:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        reason = failure.strerror or str(failure)
        hint = "close it where it is open, make it writable, or choose another place with --out"
        raise ContentError(
            [error("cannot-write", f"{path} cannot be written: {reason}", None, hint)]
        ) from failure
    except BaseException:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise
