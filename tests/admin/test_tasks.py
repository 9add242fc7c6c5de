"""The list of tasks: looked at by those who may, stopped by those who may change them."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from articles.models import Task
from articles.working.asking import ask
from tests.admin.sent import said

pytestmark = pytest.mark.django_db
LIST = "admin:articles_task_changelist"


def stop(client, *tasks):
    sent = {"action": "stop", "_selected_action": [task.pk for task in tasks]}
    return client.post(reverse(LIST), sent, follow=True)


def test_progress_and_rate_are_shown(admin_client):
    ask("prove-index")
    begun = Task.objects.get().created_at
    beat = begun + dt.timedelta(seconds=5)
    Task.objects.update(
        state="running",
        done=1200,
        total=5000,
        begun_with=200,
        begun_at=begun,
        heartbeat=beat,
    )
    page = admin_client.get(reverse(LIST)).content.decode()
    assert "1200 of 5000, 200/s, 19 s left" in page


def test_why_one_failed_is_said_in_words(admin_client):
    task = ask("prove-index")
    Task.objects.update(state="failed", error={"code": "task.died", "times": 5})
    page = admin_client.get(reverse("admin:articles_task_change", args=[task.pk])).content.decode()
    assert "Its worker died 5 times without getting on." in page


def test_a_task_is_stopped_by_one_who_may(as_staff):
    staff = as_staff("view_task", "change_task")
    waiting, running, ended = ask("prove-index"), ask("prove-index"), ask("prove-index")
    Task.objects.filter(pk=running.pk).update(state="running")
    Task.objects.filter(pk=ended.pk).update(state="done")
    assert said(stop(staff, waiting, running, ended)) == ["2 tasks stop."]
    states = Task.objects.order_by("id").values_list("state", "asked_to_stop")
    assert list(states) == [("stopped", True), ("running", True), ("done", False)]
    assert said(stop(staff, ended)) == ["What was chosen has ended already."]


def test_one_who_may_only_look_is_offered_no_stop(as_staff):
    staff = as_staff("view_task")
    task = ask("prove-index")
    assert not re.search(r'value="stop"', staff.get(reverse(LIST)).content.decode())
    stop(staff, task)
    assert Task.objects.get().state == "waiting"


def test_one_without_rights_sees_nothing(as_staff):
    assert as_staff("change_article").get(reverse(LIST)).status_code == 403
