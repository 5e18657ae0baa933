"""Writing SVG elements with every value escaped."""

from html import escape

Number = float | int


class Svg(str):
    """Finished SVG text.  Templates put it in as it is, because `element` has escaped what it was given."""

    def __html__(self) -> str:
        return self


def element(name: str, *children: str, text: str = "", **attributes: object) -> Svg:
    """One element; `css` stands for class, `_` in a name for `-`, None leaves an attribute out."""
    written = "".join(
        f' {"class" if key == "css" else key.replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = escape(text) + "".join(children)
    return Svg(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def picture(css: str, width: Number, height: Number, label: str, *children: str, stretch: bool = False) -> Svg:
    """A whole image; `label` says the finding in words, for those who do not see it.  `stretch` gives up its proportions."""
    return element(
        "svg",
        element("title", text=label),
        *children,
        css=css,
        viewBox=f"0 0 {short(width)} {short(height)}",
        role="img",
        preserveAspectRatio="none" if stretch else None,
    )


def short(value: Number) -> str:
    """A coordinate with at most one decimal."""
    return f"{round(float(value), 1):g}"


def points(pairs: list[tuple[float, float]]) -> str:
    """Coordinates for a polyline."""
    return " ".join(f"{short(x)},{short(y)}" for x, y in pairs)
