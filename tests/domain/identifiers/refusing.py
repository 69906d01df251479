"""What the tests of identifiers share: the codes of a refusal."""

import pytest

from domain.faults import Malformed


def faults(read, text):
    with pytest.raises(Malformed) as refused:
        read(text)
    return refused.value.faults


def codes(read, text):
    return [fault.code for fault in faults(read, text)]
