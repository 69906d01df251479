"""Log records as lines of JSON that hold no submitted value."""

import json
import logging
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

# What Celery's records carry of a task: what it was called with, and what an exception said.
QUIET_KEYS = frozenset({"args", "kwargs", "exc", "traceback"})


def _name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _quiet(argument: object) -> object:
    return _name(type(argument)) if isinstance(argument, BaseException) else argument


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


class Lines(logging.Formatter):
    """One JSON object per line: time (RFC 3339, UTC), level, logger, message, and what was raised.

    An exception, and what it came from, is told by its type and its frames. Its text is left out,
    because databases and parsers quote in it what they were given: a restricted value or a person's
    name would stay in the log for years. `texts` puts the texts back in, for a developer's machine.
    """

    def __init__(self, *, texts: bool = False) -> None:
        super().__init__()
        self.texts = texts

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for one record."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._message(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["raised"] = [self._raised(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=False)

    def _message(self, record: logging.LogRecord) -> str:
        arguments = record.args
        if self.texts or not arguments:
            return record.getMessage()
        if isinstance(arguments, Mapping):
            quiet = {
                key: "..." if key in QUIET_KEYS else _quiet(argument)
                for key, argument in arguments.items()
            }
            return str(record.msg) % quiet
        return str(record.msg) % tuple(_quiet(argument) for argument in arguments)

    def _raised(self, error: BaseException) -> dict[str, object]:
        told: dict[str, object] = {
            "exception": _name(type(error)),
            "frames": [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ],
        }
        if self.texts:
            told["text"] = str(error)
        return told
