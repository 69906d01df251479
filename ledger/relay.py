"""The hand that carries outbox rows to workers; config gives it, and nobody else knows tasks."""

from collections.abc import Callable

Relay = Callable[[str, int], None]

_installed: list[Relay] = []


def install(carry: Relay) -> None:
    """Set what hands (topic, outbox id) to a worker; called once, by config."""
    _installed[:] = [carry]


def relay(topic: str, outbox_id: int) -> None:
    """Hand an outbox row to a worker; without a worker side installed it waits for the sweep."""
    for carry in _installed:
        carry(topic, outbox_id)
