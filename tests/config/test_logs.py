import json
import logging
import sys

import pytest

from config.logs import Lines

SECRET = "9f8b-supplier-price"


def written(
    message: object, *arguments: object, error: BaseException | None = None, texts: bool = False
) -> dict[str, object]:
    raised = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(
        "passports", logging.ERROR, __file__, 1, message, arguments or None, raised
    )
    line = Lines(texts=texts).format(record)
    assert "\n" not in line
    return json.loads(line)


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except type(error):
        caught = sys.exc_info()[1]
        assert caught
        return caught


def test_a_record_is_one_line_with_time_level_logger_and_message() -> None:
    line = written("%d of %d rows\nread", 3, 4)
    assert line["message"] == "3 of 4 rows\nread"
    assert line["level"] == "error"
    assert line["logger"] == "passports"
    assert str(line["time"]).endswith("+00:00")


def test_the_text_of_an_exception_and_of_its_cause_stay_out() -> None:
    error = raised(RuntimeError(SECRET), cause=raised(ValueError(f"bad value: {SECRET}")))
    line = written("it broke", error=error)
    assert SECRET not in json.dumps(line)
    assert [each["exception"] for each in line["raised"]] == [
        "builtins.RuntimeError",
        "builtins.ValueError",
    ]
    assert "test_logs.py" in line["raised"][0]["frames"][-1]


def test_an_exception_among_the_arguments_is_told_by_its_type() -> None:
    line = written("gave up: %s", ValueError(SECRET))
    assert line["message"] == "gave up: builtins.ValueError"


@pytest.mark.parametrize("key", ["exc", "args", "kwargs", "traceback"])
def test_what_celery_says_of_a_task_leaves_out_what_it_was_called_with(key: str) -> None:
    line = written(f"Task %(name)s raised: %({key})r", {"name": "recalculate", key: SECRET})
    assert SECRET not in json.dumps(line)
    assert "recalculate" in str(line["message"])


def test_a_developer_may_have_the_texts() -> None:
    line = written("it broke: %s", ValueError(SECRET), error=raised(ValueError(SECRET)), texts=True)
    assert line["message"] == f"it broke: {SECRET}"
    assert line["raised"][0]["text"] == SECRET


def test_causes_that_run_in_a_circle_end() -> None:
    first, second = ValueError("1"), ValueError("2")
    first.__cause__, second.__cause__ = second, first
    assert len(written("it broke", error=first)["raised"]) == 2
