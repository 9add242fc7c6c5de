"""The Model Context Protocol, asked by the package's own client over standard input and output."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the extra is not installed: pip install .[mcp]")

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = [sys.executable, "manage.py"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of its own, with a few samples in it."""
    folder = tmp_path_factory.mktemp("mcp")
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": "", "LOG_LEVEL": "ERROR"}
    for command in (
        ["migrate", "-v0"],
        ["import_articles", "samples/turan.az/001.txt", "--workers=1", "-v0"],
    ):
        subprocess.run([*MANAGE, *command], cwd=ROOT, env=environment, check=True, timeout=300)
    return folder


def test_an_assistant_asks(data: Path) -> None:
    async def talk() -> None:
        given = StdioServerParameters(
            command=sys.executable,
            args=["manage.py", "mcp", "--address", "https://archive.example/"],
            cwd=ROOT,
            env={"DATA_DIR": str(data), "DATABASE_URL": "", "PATH": os.environ["PATH"]},
        )
        async with Client(stdio_client(given)) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == {"search", "read", "person", "timeline", "parse"}
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
            assert "words" in tools["search"].input_schema["properties"]

            async def call(tool: str, **arguments: object) -> Any:
                result = await client.call_tool(tool, arguments)
                assert not result.is_error, result.content
                told: Any = result.structured_content
                assert "https://archive.example/" in json.dumps(told)
                return told

            found = await call("search", size=5)
            assert found["found"] >= 1
            article = await call("read", id=found["articles"][0]["id"])
            assert article["text"]
            assert article["address"] == found["articles"][0]["address"]
            assert (await call("timeline", by="year"))["found"] == found["found"]
            parsed = await call("parse", text=article["title"] + "\n\n" + article["text"])
            assert parsed["items"]
            for name in parsed["items"][0]["people"][:1]:
                assert (await call("person", name=name))["people"]
            unknown = await client.call_tool("search", {"query": "Baku"})  # it is called words
            assert unknown.is_error
            assert "query" in str(unknown.content[0])
            assert tools["search"].input_schema["additionalProperties"] is False
            wrong = await client.call_tool("read", {"id": "nothing"})
            assert wrong.is_error
            assert "no article" in str(wrong.content[0])

    with ThreadPoolExecutor(1) as apart:  # a browser of other tests may keep a loop in this thread
        apart.submit(anyio.run, talk).result()
