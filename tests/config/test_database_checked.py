"""Nothing is served from a database that does not guard what was accepted."""

import pytest

from config.serving import Refused, Server


class Recorded:
    """A group that runs nothing and answers with the exit statuses it was given."""

    def __init__(self, **statuses: int) -> None:
        self.statuses, self.run_so_far = statuses, []

    def run(self, program):
        self.run_so_far.append(program.argv[2:])
        return self.statuses.get(program.name, 0)


def prepare(group: Recorded) -> None:
    server = object.__new__(Server)
    server._say, server.group = lambda _: None, group
    server._prepare_database()


def test_the_database_is_migrated_and_then_checked():
    group = Recorded()
    prepare(group)
    assert group.run_so_far == [
        ["migrate", "--verbosity", "0"],
        ["check", "--database", "default"],
    ]


@pytest.mark.parametrize(
    ("statuses", "says"),
    [({"migrate": 1}, "could not be prepared"), ({"check": 1}, "not as it has to be")],
)
def test_it_does_not_start_on_a_database_that_fails(statuses, says):
    with pytest.raises(Refused, match=says):
        prepare(Recorded(**statuses))
