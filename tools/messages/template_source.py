"""Messages in templates, as Django's own template engine reads them."""

import re
from collections.abc import Iterator

from django.template import Context, Engine
from django.template.base import FilterExpression, Node, Template, Variable
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tools.messages.message import Message, Untranslatable

# A third way to mark a text, which leaves no node behind.
IN_EXPRESSION = re.compile(r"\{[{%][^{}]*\b_\(")


def messages_of(engine: Engine, name: str, place: str) -> Iterator[Message]:
    """Yield the messages of a template in its order; `name` is the engine's name for it.

    Percent signs are doubled, as the engine looks them up. Raises Untranslatable for a text that is
    marked in a way that cannot be found.
    """
    template = engine.get_template(name)
    if IN_EXPRESSION.search(str(template.source)):
        raise Untranslatable(f"{place}: use the tag translate instead of _().")
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            yield from _of_tag(node, template, place)
        elif isinstance(node, BlockTranslateNode):
            yield _of_block(node, template, place)


def _of_tag(node: TranslateNode, template: Template, place: str) -> Iterator[Message]:
    variable = node.filter_expression.var
    if isinstance(variable, Variable) and isinstance(variable.literal, str):
        text = variable.literal.replace("%", "%%")
        yield Message(text, "", _context(node.message_context, template), (place,))


def _of_block(node: BlockTranslateNode, template: Template, place: str) -> Message:
    singular, _names = node.render_token_list(node.singular)
    plural = node.render_token_list(node.plural)[0] if node.plural else ""
    return Message(singular, plural, _context(node.message_context, template), (place,))


def _context(expression: FilterExpression | None, template: Template) -> str:
    if expression is None:
        return ""
    context = Context()
    with context.bind_template(template):
        return str(expression.resolve(context))
