"""Writes constraints.txt: the versions, in this environment, of all that the archive needs to run."""

import re
import tomllib
from importlib.metadata import distribution, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "# What was tested (make constraints). The image has these; elsewhere: PIP_CONSTRAINT=constraints.txt\n"
)


def name_of(requirement: str) -> str:
    """As the index of packages writes it."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", found.group()).lower() if found else ""


def of_the_image() -> list[str]:
    """The extras that the image is made with."""
    found = re.search(r"python scripts/install\.py(.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    return found.group(1).split() if found else []


def needed() -> dict[str, str]:
    """Version by name, of the project's dependencies and theirs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in of_the_image():
        wanted += project["optional-dependencies"][extra]
    waiting = [name_of(requirement) for requirement in wanted]
    found: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = version(name)
        waiting += [
            name_of(requirement)
            for requirement in distribution(name).requires or []
            if not re.search(r"extra ==|platform|python_version\s*<", requirement)
        ]
    return dict(sorted(found.items()))


def main() -> None:
    lines = [f"{name}=={found}\n" for name, found in needed().items()]
    (ROOT / "constraints.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
