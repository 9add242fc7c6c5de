"""docker-compose.cluster.yml, and what deploy/cluster.sh makes for it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from articles.search.engines import ROOMS

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.cluster.yml").read_text())
BASE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
NODES = ("node-1", "node-2", "node-3")
OURS = ("migrate", "worker", "web")


@pytest.mark.parametrize("name", NODES)
def test_nodes_are_bounded_watched_and_closed(name: str) -> None:
    node = SERVICES[name]
    assert node["mem_limit"]
    assert "--cacert" in node["healthcheck"]["test"][1]
    assert node["cap_drop"] == ["ALL"]
    assert node["environment"]["DISABLE_INSTALL_DEMO_CONFIG"] == "true"
    assert node["environment"]["NODE"] == node["environment"]["node.name"] == name
    assert "ports" not in node
    assert f"search-{name[-1]}:/usr/share/opensearch/data" in node["volumes"]


def test_the_nodes_trust_our_authority_alone() -> None:
    written = yaml.safe_load((ROOT / "deploy/opensearch.yml").read_text())
    assert written["plugins.security.ssl.http.enabled"] is True
    assert written["plugins.security.nodes_dn"] == ["CN=node-*,O=newsarchive"]
    assert written["cluster.initial_cluster_manager_nodes"] == list(NODES)
    assert not any("disabled" in key for key in written)


@pytest.mark.parametrize("name", OURS)
def test_the_archive_searches_the_cluster_under_names_it_knows(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert environment["SEARCH_ENGINE"] in ROOMS
    assert environment.keys() <= BASE["services"][name]["environment"].keys()
    assert re.findall(r"https://([\w-]+):9200", environment["OPENSEARCH_URL"]) == list(NODES)


def test_two_web_servers_wait_for_the_nodes() -> None:
    assert SERVICES["web"]["deploy"] == {"replicas": 2}
    assert set(SERVICES["web"]["depends_on"]) == set(NODES)


def test_the_certificates_are_what_the_nodes_are_called_by(tmp_path: Path) -> None:
    """With a stand-in for docker, which alone knows how a password is kept."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    (tmp_path / "deploy").mkdir()
    script = shutil.copy(ROOT / "deploy/cluster.sh", tmp_path / "deploy")
    (tmp_path / ".env").write_text("OPENSEARCH_PASSWORD=onlyforthetest\n")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "docker").write_text('#!/bin/sh\nread -r password\necho "hash of $password"\n')
    (tools / "docker").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    subprocess.run(["sh", script], check=True, env={"PATH": path})
    made = tmp_path / "deploy/cluster"
    for name in NODES:
        checked = ["openssl", "verify", "-CAfile", "authority.pem", "-verify_hostname", name, f"{name}.pem"]
        subprocess.run(checked, cwd=made, check=True, capture_output=True)
    users = yaml.safe_load((made / "internal_users.yml").read_text())
    assert users["archive"]["hash"] == "hash of onlyforthetest"
    assert not (made / "authority.key").exists()  # what signs is not in what nodes see
    assert (tmp_path / "deploy/authority/authority.key").stat().st_mode & 0o077 == 0
