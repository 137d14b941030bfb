"""``{% quick %}…{% endquick %}`` draws a part of a template that is repeated many times a page.

Django asks of every variable whether it must be localised, translated, called or looked up by key,
6 µs each. Here the part becomes one Python function the first time it is read: a plain attribute
that is text or a number is written at once, in half a microsecond. Whatever else is met is left to
Django, so the result is the same (a test draws many things both ways).
"""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from keyword import iskeyword
from typing import Any

from django.conf import settings
from django.template import Context, Library, Node, NodeList, TemplateSyntaxError, VariableDoesNotExist
from django.template.base import FilterExpression, Parser, TextNode, Token, Variable, VariableNode
from django.template.defaulttags import IfNode, TemplateLiteral
from django.utils.safestring import SafeString

register = Library()

Lines = Iterator[str]
MISSED = object()
JUDGED = frozenset({str, SafeString, bool, int, list, tuple, type(None)})  # of these we know what is true


@register.tag
def quick(parser: Parser, token: Token) -> "QuickNode":
    """Draw what is inside quickly. Best put inside a loop, around its body."""
    if len(token.split_contents()) > 1:
        raise TemplateSyntaxError("quick takes nothing")
    inside = parser.parse(("endquick",))
    parser.delete_first_token()
    return QuickNode(inside)


class QuickNode(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.draw = Writer().function(nodelist)

    def render(self, context: Context) -> SafeString:
        return SafeString(self.draw(context) if context.autoescape else self.nodelist.render(context))


class Writer:
    """Writes the function. Only names that Django let pass as variables get into its text; all else
    of the template is handed to it as values."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {"escape": escape, "MISSED": MISSED, "JUDGED": JUDGED, "other": _other}
        self.roots: dict[str, str] = {}

    def function(self, nodes: Iterable[Node]) -> Callable[[Context], str]:
        body = list(self._nodes(nodes, "    "))
        roots = [f"    {local} = context.get({name!r}, MISSED)" for name, local in self.roots.items()]
        text = ["def draw(context):", "    out = []", "    add = out.append", *roots, *body, "    return ''.join(out)"]
        exec("\n".join(text), self.given)  # noqa: S102 - our own text, see the class
        drawn: Callable[[Context], str] = self.given["draw"]
        return drawn

    def _nodes(self, nodes: Iterable[Node], indent: str) -> Lines:
        for node in nodes:
            if isinstance(node, TextNode):
                yield f"{indent}add({self._give(node.s)})"
            elif isinstance(node, VariableNode) and (path := self._path(node.filter_expression)):
                yield from self._get(path, indent)
                yield f"{indent}add(escape(v) if v.__class__ is str else other(v, {self._give(node)}, context))"
            elif isinstance(node, IfNode):
                yield from self._if(list(node.conditions_nodelists), indent)
            else:
                yield f"{indent}add({self._give(node)}.render_annotated(context))"

    def _if(self, branches: list[tuple[Any, NodeList]], indent: str) -> Lines:
        (condition, inside), *rest = branches
        if condition is None:  # the else
            yield from self._nodes(inside, indent)
            return
        judge = f"{self._give(_judge(condition))}(context)"
        path = self._path(condition.value) if isinstance(condition, TemplateLiteral) else None
        if path:
            yield from self._get(path, indent)
            judge = f"v if v.__class__ in JUDGED else {judge}"
        yield f"{indent}if {judge}:"
        yield from self._nodes(inside, indent + " ")
        yield f"{indent} pass"
        if rest:
            yield f"{indent}else:"
            yield from self._if(rest, indent + " ")
            yield f"{indent} pass"

    def _get(self, path: str, indent: str) -> Lines:
        yield f"{indent}try: v = {path}"
        yield f"{indent}except AttributeError: v = MISSED"

    def _path(self, expression: FilterExpression) -> str | None:
        """``card.name`` as Python, for a variable without filters; None for anything else."""
        variable = expression.var
        if expression.filters or not isinstance(variable, Variable) or not variable.lookups:
            return None
        root, *names = variable.lookups
        if not all(name.isidentifier() and not iskeyword(name) for name in names):
            return None
        local = self.roots.setdefault(root, f"root{len(self.roots)}")
        return ".".join([local, *names])

    def _give(self, value: Any) -> str:
        name = f"given{len(self.given)}"
        self.given[name] = value
        return name


def _other(value: Any, node: VariableNode, context: Context) -> str:
    """What is no plain text."""
    kind = value.__class__
    if kind is SafeString:
        return value  # type: ignore[no-any-return]
    if kind is int and not settings.USE_THOUSAND_SEPARATOR:
        return str(value)
    return node.render_annotated(context)


def _judge(condition: Any) -> Callable[[Context], Any]:
    """As ``IfNode`` judges: what does not exist does not hold."""

    def judge(context: Context) -> Any:
        try:
            return condition.eval(context)
        except VariableDoesNotExist:
            return None

    return judge
