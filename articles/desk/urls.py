"""The addresses of the desk."""

from django.urls import path

from articles.desk.article import article, undo
from articles.desk.bulk import bulk, choose, draft, steer
from articles.desk.entering import login, logout
from articles.desk.history import changes, life, put_back, state
from articles.desk.overview import help, overview, queue
from articles.desk.people import decide, no_person, person, proposals, undo_decision
from articles.desk.requests import case, cases, open_case, report, reports

app_name = "desk"

urlpatterns = [
    path("", overview, name="overview"),
    path("help/", help, name="help"),
    path("login/", login, name="login"),
    path("logout/", logout, name="logout"),
    path("bulk/", draft, name="draft"),
    path("bulk/<int:pk>/", bulk, name="bulk"),
    path("bulk/<int:pk>/steer/", steer, name="steer"),
    path("choose/", choose, name="choose"),
    path("changes/", changes, name="changes"),
    path("cases/", cases, name="cases"),
    path("cases/<int:pk>/", case, name="case"),
    path("reports/", reports, name="reports"),
    path("reports/<int:pk>/", report, name="report"),
    path("people/", proposals, name="proposals"),
    path("people/<int:pk>/", person, name="person"),
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
