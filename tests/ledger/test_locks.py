from threading import Event, Thread

import pytest
from django.db import connection, transaction

from ledger.locks import queue_up

pytestmark = pytest.mark.usefixtures("real_transactions")


def hold(name, has_it: Event, may_go: Event) -> Thread:
    def held():
        with transaction.atomic():
            queue_up(name)
            has_it.set()
            may_go.wait(10)
        connection.close()

    thread = Thread(target=held)
    thread.start()
    return thread


def test_one_at_a_time_holds_a_name():
    first, second, first_may_go, second_may_go = (Event() for _ in range(4))
    second_may_go.set()
    threads = [hold("a", first, first_may_go)]
    assert first.wait(10)
    threads.append(hold("a", second, second_may_go))
    assert not second.wait(0.3)
    first_may_go.set()
    assert second.wait(10)
    for thread in threads:
        thread.join()


def test_another_name_is_another_queue():
    if connection.vendor == "sqlite":  # a writer is alone there, under whatever name
        return
    first, second, may_go = Event(), Event(), Event()
    threads = [hold("a", first, may_go), hold("b", second, may_go)]
    assert first.wait(10)
    assert second.wait(10)
    may_go.set()
    for thread in threads:
        thread.join()


def test_a_lock_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match=r"^queue_up\(\) belongs in a transaction$"):
        queue_up("a")
