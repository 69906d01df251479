"""Request headers that decide whether a change may happen, read strictly."""

import re
from collections.abc import Mapping

from domain.faults import Fault, Malformed

IDEMPOTENCY_KEY = "Idempotency-Key"
IF_MATCH = "If-Match"

_KEY = re.compile("[!-~]{1,255}")
# One strong entity tag (RFC 9110, 8.8.3).
_ENTITY_TAG = re.compile('"([!#-~]*)"')
_DIGEST = re.compile("[0-9a-f]{64}")
NO_DIGEST = b""


def idempotency_key(headers: Mapping[str, str]) -> str | None:
    """Return the key under which a repeated request is answered like the first, None without one.

    Raises Malformed for anything but 1 to 255 visible ASCII characters.
    """
    key = headers.get(IDEMPOTENCY_KEY)
    if key is not None and not _KEY.fullmatch(key):
        raise Malformed(
            Fault(
                "idempotency.form",
                "The header Idempotency-Key does not hold 1 to 255 visible ASCII characters.",
                "",
                "Send a random key, such as a UUID.",
            )
        )
    return key


def base_digest(headers: Mapping[str, str]) -> bytes | None:
    """Return the digest of the version that the caller has seen (If-Match), None without one.

    A tag that no version has is returned as an empty digest: it differs from every version. Raises
    Malformed for anything but one strong entity tag, "*" included: it would overwrite what others
    wrote meanwhile.
    """
    sent = headers.get(IF_MATCH)
    if sent is None:
        return None
    found = _ENTITY_TAG.fullmatch(sent.strip())
    if found is None:
        raise Malformed(
            Fault(
                "precondition.form",
                "The header If-Match does not hold exactly one entity tag.",
                "",
                "Send the ETag that you got with the passport, quotes included.",
            )
        )
    return bytes.fromhex(found[1]) if _DIGEST.fullmatch(found[1]) else NO_DIGEST


def needed_base_digest(headers: Mapping[str, str]) -> bytes:
    """Return the digest of `If-Match`; raises Malformed without one (428, RFC 6585)."""
    digest = base_digest(headers)
    if digest is None:
        raise Malformed(
            Fault(
                "precondition.required",
                "A change needs the version that you have seen.",
                "",
                "Read the passport and send its ETag in the header If-Match.",
            )
        )
    return digest


def entity_tag(digest: bytes) -> str:
    """Return the strong entity tag of a version: its digest in quotes."""
    return f'"{digest.hex()}"'
