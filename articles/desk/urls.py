"""The addresses of the desk."""

from django.urls import path

from articles.desk.article import article, undo
from articles.desk.bulk import bulk, choose, draft, steer
from articles.desk.entering import login, logout
from articles.desk.guides import GUIDES, guide
from articles.desk.history import changes, life, put_back, state
from articles.desk.merging import find_people, merging
from articles.desk.overview import help, overview, queue
from articles.desk.people import decide, proposals, undo_decision
from articles.desk.person import identified, no_person, person
from articles.desk.reprints import decide_reprint, reprints
from articles.desk.requests import case, cases, open_case, report, reports

app_name = "desk"

urlpatterns = [
    path("", overview, name="overview"),
    path("help/", help, name="help"),
    *(path(f"help/{name}/", guide, {"name": name}, name=f"guide-{name}") for name in GUIDES),
    path("login/", login, name="login"),
    path("logout/", logout, name="logout"),
    path("bulk/", draft, name="draft"),
    path("bulk/<int:pk>/", bulk, name="bulk"),
    path("bulk/<int:pk>/steer/", steer, name="steer"),
    path("choose/", choose, name="choose"),
    path("changes/", changes, name="changes"),
    path("reprints/", reprints, name="reprints"),
    path("reprints/<int:pk>/", decide_reprint, name="decide-reprint"),
    path("cases/", cases, name="cases"),
    path("cases/<int:pk>/", case, name="case"),
    path("reports/", reports, name="reports"),
    path("reports/<int:pk>/", report, name="report"),
    path("people/", proposals, name="proposals"),
    path("people/find/", find_people, name="find-people"),
    path("people/merge/", merging, name="merging"),
    path("people/<int:pk>/", person, name="person"),
    path("people/<int:pk>/identified/", identified, name="identified"),
    path("people/<int:pk>/no-person/", no_person, name="no-person"),
    path("proposals/<int:pk>/", decide, name="decide"),
    path("decisions/<int:pk>/undo/", undo_decision, name="undo-decision"),
    path("queue/", queue, name="queue"),
    path("articles/<int:pk>/", article, name="article"),
    path("articles/<int:pk>/case/", open_case, name="open-case"),
    path("articles/<int:pk>/life/", life, name="life"),
    path("articles/<int:pk>/life/<int:revision>/", state, name="state"),
    path("articles/<int:pk>/life/<int:revision>/put-back/", put_back, name="put-back"),
    path("articles/<int:pk>/undo/<int:revision>/", undo, name="undo"),
]
