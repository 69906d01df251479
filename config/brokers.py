"""Where the embedded broker listens: on a unix socket, below DATA_DIR where that can be."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

# sun_path holds 104 bytes with its closing zero on macOS and 108 on Linux (unix(7)).
LONGEST_SOCKET_PATH = 100


def socket_path(data_dir: Path) -> Path:
    """Return where the broker of this data folder listens.

    Inside it, or, where that path is too long for a unix socket, in a folder of the temp folder
    that is named after the data folder and the user.
    """
    inside = data_dir / "broker.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"registry-{os.getuid()}-{digest}" / "broker.sock"


def url(data_dir: Path) -> str:
    """Return the URL, as kombu reads it, of the embedded broker of this data folder."""
    return "redis+socket://" + quote(str(socket_path(data_dir)))
