"""Block tags with named slots: `{% card title="Doses" %}…{% actions %}…{% foot %}…{% endcard %}`.

Django's own `simple_block_tag` has one body only; a card needs three.  Attributes are checked against the function's signature when the
template is compiled, so a misspelt one fails at once.
"""

from collections.abc import Callable
from inspect import getfullargspec
from typing import Any

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.template.library import TagHelperNode, parse_bits
from django.utils.safestring import SafeString

Attributes = dict[str, Any]


class SlottedNode(TagHelperNode):
    """A component with a body and slots; renders `template` with the function's answer and the rendered parts."""

    def __init__(
        self, func: Callable[..., Attributes], args: Any, kwargs: Any, template: str, parts: dict[str, NodeList]
    ) -> None:
        super().__init__(func, False, args, kwargs)
        self.template = template
        self.parts = parts
        for name, nodes in parts.items():  # so that {% block %} and {% partialdef %} inside are found
            setattr(self, f"nodelist_{name}", nodes)
        self.child_nodelists = tuple(f"nodelist_{name}" for name in parts)

    def render(self, context: Context) -> SafeString:
        args, kwargs = self.get_resolved_arguments(context)
        # Rendered parts are already escaped; strip() alone would make them plain text, to be escaped again.
        values: Attributes = {name: SafeString(nodes.render(context).strip()) for name, nodes in self.parts.items()}
        values |= self.func(*args, **kwargs)
        inner = context.new(values)
        inner["csrf_token"] = context.get("csrf_token")
        assert context.template is not None  # a node renders only inside a template
        return context.template.engine.get_template(self.template).render(inner)


def slotted(register: Library, *slots: str) -> Callable[[Callable[..., Attributes]], Callable[..., Attributes]]:
    """Register a function as the block tag of its name, with `components/<name>.html` as its template."""

    def decorate(func: Callable[..., Attributes]) -> Callable[..., Attributes]:
        name = func.__name__
        params, varargs, varkw, defaults, kwonly, kwonly_defaults, _ = getfullargspec(func)

        def compile_tag(parser: Parser, token: Token) -> Node:
            bits = token.split_contents()[1:]
            given = (params, varargs, varkw, defaults, kwonly, kwonly_defaults, False, name)
            args, kwargs = parse_bits(parser, bits, *given)  # type: ignore[call-arg,arg-type]  # stubs know an older signature
            return SlottedNode(func, args, kwargs, f"components/{name}.html", _parts(parser, f"end{name}", slots))

        register.tag(name, compile_tag)
        return func

    return decorate


def _parts(parser: Parser, end: str, slots: tuple[str, ...]) -> dict[str, NodeList]:
    """The body as `content`, then each slot by its name, up to the end tag."""
    parts, part = {}, "content"
    while part != end:
        parts[part] = parser.parse((*slots, end))
        part = parser.next_token().contents
    return {name: parts.get(name, NodeList()) for name in ("content", *slots)}
