"""The password of the demonstration's accounts: drawn once per registry, readable by its owner."""

import secrets
from pathlib import Path

NAME = "demonstration-password"


def password(data_dir: Path) -> str:
    """Return the password, drawing it on first use; the file is for this user alone (0600)."""
    path = data_dir / NAME
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9), encoding="ascii")
    return path.read_text(encoding="ascii")


def known(data_dir: Path) -> bool:
    """Whether a demonstration was loaded here."""
    return (data_dir / NAME).exists()
