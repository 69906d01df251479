"""Messages are found in Python sources, and what cannot be translated is refused."""

import pytest

from tools.messages.message import Message, Untranslatable
from tools.messages.python_source import messages_of

IMPORT = "from django.utils.translation import gettext as _\n"


def found(source, *, faults=False):
    return list(messages_of(source, "public/toy.py", faults=faults))


@pytest.mark.parametrize(
    ("call", "text", "plural", "context"),
    [
        ('_("Mass")', "Mass", "", ""),
        ('_("Two " "halves")', "Two halves", "", ""),
        ('gettext_lazy("Mass")', "Mass", "", ""),
        ('gettext_noop("Mass")', "Mass", "", ""),
        ('ngettext("%(n)s step", "%(n)s steps", count)', "%(n)s step", "%(n)s steps", ""),
        ('pgettext("a version of", "the model")', "the model", "", "a version of"),
        ('npgettext("bike", "%(n)s gear", "%(n)s gears", n)', "%(n)s gear", "%(n)s gears", "bike"),
    ],
)
def test_every_function_of_gettext_is_known(call, text, plural, context):
    assert found(f"{IMPORT}{call}") == [Message(text, plural, context, ("public/toy.py",))]


def test_a_choice_between_two_texts_is_two_messages():
    assert [m.text for m in found(f'{IMPORT}_("Yes" if told else "No")')] == ["Yes", "No"]


def test_messages_stand_in_the_order_of_their_file():
    source = f'{IMPORT}def late():\n    return [_("b"), _("a")]\nfirst = _("c")\n'
    assert [m.text for m in found(source)] == ["b", "a", "c"]


def test_what_was_marked_elsewhere_is_looked_up_and_not_collected():
    assert found(f"{IMPORT}_(title)\n_(words[key])\n_(name())") == []


def test_a_source_without_gettext_may_call_something_else_by_its_names():
    assert found('_("not a message")') == []


@pytest.mark.parametrize("text", ['f"{a} of b"', '"a" + b', '"%s" % a'])
def test_a_text_that_is_put_together_first_is_refused(text):
    with pytest.raises(Untranslatable, match=r"toy\.py:2"):
        found(f"{IMPORT}_({text})")


def test_the_comment_above_speaks_to_translators():
    source = (
        f'{IMPORT}# Translators: the colon\n# with its spaces.\n_("%(a)s: %(b)s")\n# Else\n_("c")'
    )
    assert [m.notes for m in found(source)] == [("the colon with its spaces.",), ()]


def test_faults_are_told_by_their_sentence_and_their_remedy():
    source = (
        'Fault("toy.lost", "It is lost.", "/toy", "Look for it.")\n'
        'Fault("toy.far", "It is far.", remedy=GO)\n'
        'Fault(f"{code}.long", Sentence("The {name} is long.", name=name), remedy="Cut it.")\n'
        'GO = message("Go there.")\n'
    )
    assert [m.text for m in found(source, faults=True)] == [
        "It is lost.",
        "Look for it.",
        "It is far.",
        "Cut it.",
        "The {name} is long.",
        "Go there.",
    ]
    assert found(source) == []


def test_a_fault_that_quotes_without_remembering_is_refused():
    with pytest.raises(Untranslatable):
        found('Fault("toy.long", f"The {name} is long.")', faults=True)
