"""Sentences with values in them read as text and remember what they were made from."""

import copy
import pickle
from dataclasses import asdict

from domain.faults import Fault, Sentence

NAME = Sentence("{name} ({ai})", name="serial number", ai="21")
LONG = Sentence("The {name} has at most {count} % of it.", name=NAME, count="20")


def test_a_sentence_is_the_text_with_its_values():
    assert LONG == "The serial number (21) has at most 20 % of it."
    assert isinstance(LONG, str)


def test_a_sentence_remembers_its_message_and_its_values():
    assert LONG.message == "The {name} has at most {count} % of it."
    assert LONG.values == {"name": NAME, "count": "20"}


def test_a_sentence_survives_copies():
    for twin in (copy.deepcopy(LONG), pickle.loads(pickle.dumps(LONG))):
        assert (twin, twin.message, twin.values) == (LONG, LONG.message, LONG.values)


def test_a_fault_with_sentences_is_equal_to_one_with_texts():
    assert Fault("toy.long", LONG) == Fault("toy.long", str(LONG))
    assert asdict(Fault("toy.long", LONG))["sentence"] == LONG
