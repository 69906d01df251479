"""JSON pointers (RFC 6901): how every fault, provenance entry and difference names its place."""


def pointer_of(path: tuple[str, ...]) -> str:
    """Return the JSON pointer (RFC 6901) of a path of member names; () gives ""."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


def path_of(pointer: str) -> tuple[str, ...]:
    """Return the path of member names of a JSON pointer (RFC 6901); "" gives ()."""
    if not pointer:
        return ()
    return tuple(p.replace("~1", "/").replace("~0", "~") for p in pointer[1:].split("/"))
