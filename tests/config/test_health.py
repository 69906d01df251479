import pytest
from django.test import Client


def test_it_says_that_it_is_alive_without_asking_the_database(client: Client) -> None:
    # Without the mark `django_db`, any query would fail this test.
    answer = client.get("/livez")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]


def test_a_probe_may_ask_for_the_head_alone(client: Client) -> None:
    assert client.head("/livez").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_there_is_nothing_to_change(client: Client, method: str) -> None:
    assert getattr(client, method)("/livez").status_code == 405
