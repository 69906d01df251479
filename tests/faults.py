"""What the tests of refusals share: the one fault, looked at as its reader would."""

import re

import pytest

from domain.faults import Fault, Refusal

FULL_SENTENCE = re.compile(r"[A-Z].*[a-z].*\.")


def only_fault(refusal: pytest.ExceptionInfo[Refusal]) -> Fault:
    """Return the one fault of a refusal, whose sentence and remedy are full sentences."""
    [fault] = refusal.value.faults
    check_wording(fault)
    return fault


def check_wording(fault: Fault) -> None:
    for text in (fault.sentence, fault.remedy):
        assert FULL_SENTENCE.fullmatch(text), text
