"""How the archive writes dates, languages and numbers in its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from articles.copying import site
from articles.identity import Look, languages_offered, look
from articles.lists import stepping
from articles.lists.links import ListAddress
from articles.lists.reach import Reach
from articles.lists.wording import iso_published, language_name, per_cent, thousands, zone_words
from articles.models import Article, Source
from articles.text import languages
from articles.wording.codes import worded
from articles.wording.dates import dated, weekdays
from articles.wording.languages import country_name, permanent
from articles.wording.parts import part_word

register = template.Library()
register.filter(language_name)
register.filter(iso_published)
register.simple_tag(site.list_path, name="copy_list")
register.simple_tag(site.person_path, name="copy_person")
register.filter(country_name)
register.filter(thousands)
register.filter(per_cent)
register.filter(worded)
register.filter(part_word)
register.filter(dated, expects_localtime=True)
register.simple_tag(weekdays)


@register.filter
def article_word(number: int) -> str:
    """What stands after their number: the word alone, for pages count hundreds of times."""
    return ngettext("article", "articles", number)


@register.filter
def name_word(number: int) -> str:
    return ngettext("name", "names", number)


@register.filter
def line_word(number: int) -> str:
    return ngettext("line", "lines", number)


@register.filter
def lit(segments: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in pieces, each escaped, those that match in a `<mark>`."""
    pieces = ((escape(text), is_match) for text, is_match in segments)
    return SafeString("".join(f"<mark>{text}</mark>" if is_match else text for text, is_match in pieces))


@register.filter
def direction(code: str) -> str:
    """Which way a language is written, as HTML's dir attribute says it."""
    return "rtl" if languages.of(code).right_to_left else "ltr"


@register.filter
def lang_tag(code: str) -> str:
    """A language code as HTML's lang attribute says it: "" is unknown there."""
    return "" if code == languages.UNDETERMINED else code


@register.simple_tag
def published(article: Article, zone: bool = False) -> SafeString:
    """The local date, with the time if known, in a `<time>`; with `zone` whose time it is."""
    if article.published_from is None:
        return escape(gettext("undated"))
    precision = article.published_precision
    text = dated(article.published_from, "day" if precision == "minute" else precision)
    if article.published_time is not None:
        text += f", {article.published_time:%H:%M}"
        if zone:
            text += f" {zone_words(article)}"
    return format_html('<time datetime="{}">{}</time>', iso_published(article), text)


@register.simple_tag(takes_context=True)
def languages_to_choose(context: Mapping[str, Any]) -> dict[str, Any] | None:
    """The languages by their own names, and the address a choice leads back to; None where nobody asks."""
    request = context.get("request")
    if request is None:
        return None
    offered = languages_offered()
    if len(offered) < 2:
        return None
    names = dict(settings.LANGUAGES)
    languages = [(code, names[code]) for code in offered]
    return {"languages": languages, "back": permanent(request.get_full_path())}


@register.simple_tag
def the_archive() -> Look:
    """Its name, motto and look, in the language that is shown."""
    return look()


@register.simple_tag
def reach_told(reach: Mapping[int, Reach], source: Source) -> str:
    """The languages and years of a source: English, Russian; 2019–2021."""
    found = reach.get(source.pk)
    if found is None:
        return ""
    years = ""
    if found.first and found.last:
        first, last = found.first.year, found.last.year
        years = str(first) if first == last else f"{first}–{last}"
    return "; ".join(filter(None, (", ".join(map(language_name, found.languages)), years)))


@register.simple_tag
def page_address(address: ListAddress, page: int) -> str:
    """The address of one page of a list."""
    return address.at(page)


@register.simple_tag
def hit_address(article: Article, within: ListAddress | None, number: int) -> str:
    """The address of a hit of a list, the `number`th."""
    return stepping.hit_address(article, within or None, number)


@register.simple_tag
def with_parameter(address: ListAddress, name: str, value: str, page: int) -> str:
    """The same page of the list with another value of one parameter."""
    return address.setting(**{name: value}).at(page)


@register.filter
def asks(address: ListAddress, pair: str) -> bool:
    """Whether a list is asked for with this `name=value`."""
    return tuple(pair.split("=", 1)) in address.pairs


@register.simple_tag(takes_context=True)
def whole(context: Mapping[str, Any], address: str) -> str:
    """An address of this archive with its scheme and host, for use elsewhere."""
    found: str = context["request"].build_absolute_uri(address)
    return found


@register.simple_tag(takes_context=True)
def canonical(context: Mapping[str, Any], address: str, in_languages: bool = True) -> SafeString:
    """The one address under which a page is to be known, shared and cited; and it in each language, for those
    who collect pages (not where they are told to collect none).
    """
    path = permanent(address)
    known_as = whole(context, path)
    known = format_html('<link rel="canonical" href="{0}"><meta property="og:url" content="{0}">', known_as)
    if not in_languages:
        return known
    begins = known_as[: len(known_as) - len(path)]
    link = '<link rel="alternate" hreflang="{}" href="{}">'
    addresses = [("x-default", known_as), *((code, f"{begins}/{code}{path}") for code in languages_offered())]
    return known + format_html_join("", link, addresses)
