"""Messages in Python: the calls of gettext's functions, and the faults that pages show."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from tools.messages.message import Message, Untranslatable

# What the first arguments of each function are.
TEXT, PLURAL, CONTEXT = "text", "plural", "context"
_FORMS = {"": (TEXT,), "n": (TEXT, PLURAL), "p": (CONTEXT, TEXT), "np": (CONTEXT, TEXT, PLURAL)}
GETTEXT: Mapping[str, Sequence[str]] = {
    "_": (TEXT,),
    **{
        f"{prefix}gettext{ending}": form
        for prefix, form in _FORMS.items()
        for ending in ("", "_lazy", "_noop")
    },
}
IMPORTED = "django.utils.translation"
# The domain knows no gettext. It marks texts by calling these; see domain.faults.
MARKED: Mapping[str, Sequence[str]] = {"Sentence": (TEXT,), "message": (TEXT,)}
# The arguments of a Fault that people read, by place and by name.
FAULT, SENTENCE, REMEDY = "Fault", (1, "sentence"), (3, "remedy")
TRANSLATORS = "Translators:"


def messages_of(source: str, place: str, *, faults: bool = False) -> Iterator[Message]:
    """Yield the messages of a Python source in its order; `place` is the name of the file.

    With `faults` the sentences and remedies of faults are among them. Raises Untranslatable for one
    that is put together before it is looked up.
    """
    tree, lines = ast.parse(source), source.splitlines()
    functions = dict(GETTEXT) if _imports_gettext(tree) else {}
    functions |= MARKED if faults else {}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in functions:
            yield from _of_call(call, functions[name], place, _notes(lines, call.lineno))
        elif name == FAULT and faults:
            yield from _of_fault(call, place, tree)


def _imports_gettext(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == IMPORTED for node in ast.walk(tree)
    )


def _of_call(
    call: ast.Call, form: Sequence[str], place: str, notes: tuple[str, ...]
) -> Iterator[Message]:
    told = {part: _texts(node, place) for part, node in zip(form, call.args, strict=False)}
    plural, context = ((told.get(part) or [""])[0] for part in (PLURAL, CONTEXT))
    for text in told.get(TEXT, ()):
        yield Message(text, plural, context, (place,), notes)


def _of_fault(call: ast.Call, place: str, tree: ast.Module) -> Iterator[Message]:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    for position, name in (SENTENCE, REMEDY):
        node = call.args[position] if len(call.args) > position else named.get(name)
        for value in _values(node, tree):
            for text in _texts(value, place):
                yield Message(text, places=(place,))


def _values(node: ast.expr | None, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield an argument itself, or what the variable that it names is set to anywhere."""
    if not isinstance(node, ast.Name):
        yield from [node] if node is not None else []
        return
    for each in ast.walk(tree):
        if isinstance(each, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == node.id for target in each.targets
        ):
            yield each.value


def _texts(node: ast.expr, place: str) -> list[str]:
    """Return the texts that an argument can be; none where it was marked elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if node.value else []
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body, place), *_texts(node.orelse, place)]
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise Untranslatable(
            f"{place}:{node.lineno}: a text is put together before it is looked up: "
            f"{ast.unparse(node)[:80]}"
        )
    return []


def _notes(lines: Sequence[str], line: int) -> tuple[str, ...]:
    """Return what the comment above a line says to translators."""
    comment: list[str] = []
    for above in reversed(lines[: line - 1]):
        text = above.strip()
        if not text.startswith("#"):
            break
        comment.insert(0, text.lstrip("# "))
    whole = " ".join(comment)
    return (whole.removeprefix(TRANSLATORS).strip(),) if whole.startswith(TRANSLATORS) else ()
