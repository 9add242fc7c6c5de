"""Bars and values of facets, written at once: pages have hundreds, and a template's loops are slow."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.lists.facets import Facet, FacetValue
from articles.lists.histogram import Bar, Part, Timeline
from articles.lists.wording import per_cent, thousands
from articles.templatetags.archive import article_word

register = template.Library()


@register.simple_tag
def bars_drawn(timeline: Timeline) -> SafeString:
    """An `li` for each bar: a link with its drawing and its words, or nothing where there is nothing."""
    stop = timeline.first_with_any
    return SafeString("".join(_bar(bar, timeline, bar.key == stop) for bar in timeline.bars))


def _bar(bar: Bar, timeline: Timeline, is_stop: bool) -> str:
    label = ""
    if bar.shows_label:
        spare = "" if bar.shows_label_on_phone else " spare"
        label = f'<span class="bar-label{spare}" aria-hidden="true">{escape(bar.label)}</span>'
    if bar.is_empty:
        return f'<li data-key="{bar.key}">{label}</li>\n'
    told = escape(bar_told(bar, timeline))
    drawn = "".join(
        f'<rect class="of-{n}" x="{part.left}" y="{part.top}" width="10" height="{part.height}"/>'
        for n, part in enumerate(bar.parts, 1)
    )
    tab = "" if is_stop else ' tabindex="-1"'
    return (
        f'<li data-key="{bar.key}"><a href="{escape(bar.address)}" rel="nofollow" title="{told}"{tab}>'
        f'<svg viewBox="0 0 {timeline.width} 100" preserveAspectRatio="none" aria-hidden="true"'
        f' focusable="false">{drawn}</svg>{label}<span class="hidden">{told}</span></a></li>\n'
    )


def bar_told(bar: Bar, timeline: Timeline) -> str:
    """What a bar stands for, in words: the time and its numbers, or shares."""
    if timeline.series:
        pairs = zip(timeline.series, bar.parts, strict=True)
        told = ", ".join(f"{one.label} {_part_told(part)}" for one, part in pairs)
    elif timeline.is_share:
        told = _part_told(bar.parts[0])
    else:
        told = f"{thousands(bar.count)} {article_word(bar.count)}"
    return f"{bar.full_label}: {told}"


def _part_told(part: Part) -> str:
    if part.share is None:
        return thousands(part.count)
    return f"{per_cent(part.share)} ({thousands(part.count)})"


@register.simple_tag
def bars_as_rows(timeline: Timeline) -> SafeString:
    """A `tr` for each bar that stands for anything."""
    rows = []
    for bar in timeline.bars:
        if bar.is_empty:
            continue
        cells = "".join(
            f"<td>{thousands(part.count)}"
            + ("" if part.share is None else f' <span class="hint">{per_cent(part.share)}</span>')
            + "</td>"
            for part in bar.parts
        )
        link = f'<a href="{escape(bar.address)}" rel="nofollow">{escape(bar.full_label)}</a>'
        rows.append(f'<tr><th scope="row">{link}</th>{cells}</tr>\n')
    return SafeString("".join(rows))


@register.simple_tag
def facet_values(facet: Facet) -> SafeString:
    """An `li` for each value: its link, and that to the list without it."""
    said = {
        "chosen": escape(gettext(", chosen; remove")),
        "back": escape(gettext("left out; put back")),
        "these": escape(gettext("Leave these out")),
        "without": escape(gettext("Leave out")),
    }
    return SafeString("".join(_value(facet.parameter, value, said) for value in facet.values))


def _value(parameter: str, value: FacetValue, said: Mapping[str, str]) -> str:
    label = escape(value.label)
    chosen = ' class="chosen" aria-current="true"' if value.is_chosen else ""
    sign = "✓" if value.is_chosen else "✕" if value.is_excluded else ""
    sign = f'<span aria-hidden="true">{sign} </span>' if sign else ""
    if value.is_excluded:
        beside = f'<span class="hidden">{said["back"]}</span>'
    else:
        removes = said["chosen"] if value.is_chosen else ""
        beside = (
            f'<span class="count">{thousands(value.count)}<span class="hidden">'
            f" {article_word(value.count)}{removes}</span></span>"
        )
    without = (
        f'<span class="without"><a href="{escape(value.without)}" rel="nofollow" title="{said["these"]}">'
        f'<span aria-hidden="true">−</span><span class="hidden">{said["without"]} {label}</span></a></span>'
        if value.without
        else ""
    )
    left_out = ' class="left-out"' if value.is_excluded else ""
    return (
        f'<li{left_out}><a href="{escape(value.address)}" id="{parameter}-{escape(value.value)}"'
        f' rel="nofollow"{chosen}><span class="facet-name">{sign}{label}</span> {beside}</a>{without}</li>\n'
    )
