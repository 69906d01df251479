import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import celery
import pytest
from celery import current_app
from django.conf import settings
from kombu import Connection
from kombu.exceptions import ContentDisallowed
from kombu.serialization import loads

from config import brokers, valkey
from config.celery import app
from tests.config.started import eventually


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    valkey.prepare(tmp_path)
    server = subprocess.Popen(valkey.command(tmp_path), stdin=subprocess.DEVNULL)
    assert eventually(lambda: valkey.answers(tmp_path))
    options = app.conf.broker_transport_options
    with Connection(brokers.url(tmp_path), transport_options=options) as connection:
        yield connection
    server.kill()
    server.wait()


def test_every_thread_sends_its_tasks_through_our_application() -> None:
    seen: list[celery.Celery] = []
    thread = threading.Thread(target=lambda: seen.append(current_app._get_current_object()))
    thread.start()
    thread.join()
    assert seen == [app]


def test_the_broker_takes_every_option_that_brings_lost_tasks_back(connection: Connection) -> None:
    channel = connection.default_channel
    assert (
        channel.visibility_timeout == settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    )
    assert channel.unacked_restore_interval * channel.unacked_restore_throttle <= 10


def test_a_task_is_never_taken_for_lost_while_it_may_still_run() -> None:
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
    assert app.conf.task_time_limit > app.conf.task_soft_time_limit > 30


def test_a_message_that_a_dead_consumer_took_is_delivered_again(connection: Connection) -> None:
    options = {**app.conf.broker_transport_options, "visibility_timeout": 0}
    with Connection(connection.as_uri(), transport_options=options) as other:
        queue = other.SimpleQueue("work")
        queue.put({"chunk": 1})
        first = queue.get(timeout=5)
        assert first.payload == {"chunk": 1}
        # Whoever took it says nothing more: neither done nor failed.
        other.default_channel.qos.restore_visible(interval=1)
        again = queue.get(timeout=5)
        assert again.payload == first.payload
        again.ack()
        queue.close()


def test_a_killed_or_failing_worker_gives_its_task_back() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_a_message_that_is_not_json_is_refused() -> None:
    assert app.conf.accept_content == ["json"]
    with pytest.raises(ContentDisallowed):
        loads(b"", "application/x-python-serialize", "binary", accept=app.conf.accept_content)


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled <= set(app.tasks)


def test_sweeps_do_not_pile_up_while_no_worker_runs() -> None:
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] <= entry["schedule"]
