"""Messages are found in templates as the engine looks them up."""

import pytest
from django.template import Engine

from tools.messages.message import Message, Untranslatable
from tools.messages.template_source import messages_of


@pytest.fixture
def found(tmp_path):
    """Return the messages of a template with this body, as (text, plural, context)."""

    def found(body):
        (tmp_path / "toy.html").write_text("{% load i18n %}" + body)
        engine = Engine(
            dirs=[tmp_path], libraries={"i18n": "django.templatetags.i18n"}, debug=False
        )
        return list(messages_of(engine, "toy.html", "templates/toy.html"))

    return found


COUNTED = (
    "{% blocktranslate count n=l|length context 'bike' %}"
    "{{ n }} gear{% plural %}{{ n }} gears{% endblocktranslate %}"
)


@pytest.mark.parametrize(
    ("body", "text", "plural", "context"),
    [
        ('{% translate "Mass" %}', "Mass", "", ""),
        ('{% translate "Mass" as title %}', "Mass", "", ""),
        ('{% translate "the model" context "a version of" %}', "the model", "", "a version of"),
        ('{% translate "50 % off" %}', "50 %% off", "", ""),
        ("{% blocktranslate %}As of {{ day }}{% endblocktranslate %}", "As of %(day)s", "", ""),
        (
            "{% blocktranslate trimmed %}\n  two\n  lines\n{% endblocktranslate %}",
            "two lines",
            "",
            "",
        ),
        (
            COUNTED,
            "%(n)s gear",
            "%(n)s gears",
            "bike",
        ),
        ('{% if a %}{% for b in c %}{% translate "Deep" %}{% endfor %}{% endif %}', "Deep", "", ""),
        ('{% if a %}{% else %}{% translate "Else" %}{% endif %}', "Else", "", ""),
        ('{% block title %}{% translate "Block" %}{% endblock %}', "Block", "", ""),
    ],
)
def test_every_tag_is_known_wherever_it_stands(found, body, text, plural, context):
    assert found(body) == [Message(text, plural, context, ("templates/toy.html",))]


def test_a_variable_is_no_message(found):
    assert found("{% translate title %}") == []


def test_messages_stand_in_the_order_of_their_file(found):
    body = '{% blocktranslate %}b{% endblocktranslate %}{% translate "a" %}'
    assert [m.text for m in found(body)] == ["b", "a"]


@pytest.mark.parametrize("body", ['{{ _("Mass") }}', '{% if a == _("Mass") %}{% endif %}'])
def test_the_way_to_mark_that_leaves_no_trace_is_refused(found, body):
    with pytest.raises(Untranslatable, match="toy"):
        found(body)
