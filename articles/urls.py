"""The addresses of the archive's pages."""

from django.urls import URLPattern, URLResolver, path

from articles.models.pages import StandingPage
from articles.views.article import article
from articles.views.articles import articles
from articles.views.changes import changes, changes_feed, changes_json_feed
from articles.views.chosen import chosen
from articles.views.comparing import compare_sources
from articles.views.dates import date_day, date_month, date_year, dates
from articles.views.difference import reprint_difference, versions_difference
from articles.views.feed import feed, json_feed
from articles.views.filed import place, places, section, sections, source, sources
from articles.views.help import search_help
from articles.views.home import home
from articles.views.identity import logo, look
from articles.views.languages import choose_language
from articles.views.original import original, original_bytes
from articles.views.pages import page
from articles.views.people import people, person
from articles.views.requests import report, takedown, takedowns
from articles.views.story import reprints
from articles.views.suggest import suggest
from articles.views.table import table

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("articles/", articles, name="articles"),
    path("articles/feed/", feed, name="feed"),
    path("articles/feed.json", json_feed, name="json-feed"),
    path("articles/table/", table, name="table"),
    path("articles/chosen/", chosen, name="chosen"),
    path("articles/<slug:public_id>/", article, name="article"),
    path("articles/<slug:public_id>/original/", original, name="original"),
    path("articles/<slug:public_id>/original/bytes/", original_bytes, name="original-bytes"),
    path("articles/<slug:public_id>/difference/", versions_difference, name="versions-difference"),
    path(
        "articles/<slug:public_id>/difference/<slug:other_id>/", reprint_difference, name="reprint-difference"
    ),
    path("articles/<slug:public_id>/reprints/", reprints, name="reprints"),
    path("articles/<slug:public_id>/report/", report, name="report"),
    path("articles/<slug:public_id>/takedown/", takedown, name="takedown"),
    path("articles/<slug:public_id>/<slug:slug>/", article, name="article"),
    path("sources/", sources, name="sources"),
    path("sources/compare/", compare_sources, name="compare-sources"),
    path("sources/<slug:slug>/", source, name="source"),
    path("sections/", sections, name="sections"),
    path("sections/<slug:slug>/", section, name="section"),
    path("places/", places, name="places"),
    path("places/<slug:slug>/", place, name="place"),
    path("people/", people, name="people"),
    path("people/<int:pk>/", person, name="person"),
    path("people/<int:pk>/<slug:slug>/", person, name="person"),
    path("dates/", dates, name="dates"),
    path("dates/<int:year>/", date_year, name="date-year"),
    path("dates/<int:year>/<int:month>/", date_month, name="date-month"),
    path("dates/<int:year>/<int:month>/<int:day>/", date_day, name="date-day"),
    path("changes/", changes, name="changes"),
    path("changes/feed/", changes_feed, name="changes-feed"),
    path("changes/feed.json", changes_json_feed, name="changes-json-feed"),
    path("help/search/", search_help, name="search-help"),
    path("language/", choose_language, name="language"),
    path("takedowns/", takedowns, name="takedowns"),
    *(path(f"{key.value}/", page, {"key": key.value}, name=key.value) for key in StandingPage.Key),
    path("suggest/", suggest, name="suggest"),
    path("look.css", look, name="look"),
    path("logo", logo, name="logo"),
]
