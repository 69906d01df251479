"""The key that signs sessions, for a registry that was started without being given one."""

import os
import secrets
from pathlib import Path

BYTES = 50


def kept_in(path: Path) -> str:
    """Return the key kept in the file `path`, made at the first call, readable by the owner only.

    Several processes may make the first call at once, and all of them get the same key: it is
    written aside and then linked into place, which the file system does at most once.
    Raises OSError where the folder cannot be written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text(encoding="ascii").strip()
