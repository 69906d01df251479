import sys
from collections.abc import Callable, Iterator

import pytest

from tests.config.started import Started

Start = Callable[..., Started]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start Python with these arguments; whatever still runs at the end of the test is stopped."""
    begun: list[Started] = []

    def start(*arguments: str, **environment: str) -> Started:
        begun.append(Started([sys.executable, *arguments], environment))
        return begun[-1]

    yield start
    for started in begun:
        started.close()
