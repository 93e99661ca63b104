"""What a browser would send of a page's form."""

import html
import re

FIELD = re.compile(
    r'<(?:input|textarea|select|button)[^>]*\bname="(?P<name>[^"]+)"[^>]*>'
    r"(?P<inner>[^<]*(?:(?:</?optgroup[^>]*>|<option[^>]*>[^<]*</option>)\s*)*)"
)


def form_of(
    page: str, begins: str = 'id="question-form"', ends: str = 'id="notes"'
) -> dict[str, str | list[str]]:
    """What a browser sends of a form when nobody touched it; usually of a question's form."""
    form = page[page.index(begins) :]
    form = form[: form.index(ends)]
    fields: dict[str, str | list[str]] = {}
    for found in FIELD.finditer(form):
        tag, name = found[0].split(">", 1)[0], found["name"]
        value = re.search(r'value="([^"]*)"', tag)
        is_tick = "checkbox" in tag or "radio" in tag
        if tag.startswith("<button") or (is_tick and "checked" not in tag):
            continue
        if tag.startswith("<textarea"):
            text = found["inner"].removeprefix("\r\n").removeprefix("\n")
        elif tag.startswith("<select"):
            chosen = re.search(r'<option selected value="([^"]*)"', found["inner"])
            text = chosen[1] if chosen else ""
        else:
            text = value[1] if value else "y" if "checkbox" in tag else ""
        fields[name] = html.unescape(text)
    return fields
