"""The questions of docs/questions.md: requests and the answers printed beneath them.

`python tests/kit/questions.py http://host:port [KEY-FILE]` asks them all of a finished demonstration and prints the
answers that it gets into the page.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
_QUESTION = re.compile(
    r"^## (?P<title>\d+\. [^\n]+)\n.*?```http\nPOST (?P<path>\S+)\n(?P<body>.*?)\n```"
    r"(?:\n```json\n(?P<answer>.*?)\n```)?",
    re.MULTILINE | re.DOTALL,
)
_WIDTH = 150


@dataclass(frozen=True)
class Question:
    """A request, its path with the query string, and the answer as parsed JSON, None where none is printed."""

    title: str
    path: str
    body: dict
    answer: dict | None


def read_questions() -> list[Question]:
    """All questions of the page, in its order."""
    return [_read(found) for found in _QUESTION.finditer(PAGE.read_text(encoding="utf-8"))]


def ask(question: Question, elasticsearch: str, key: str | None = None) -> dict:
    """The answer. Raises httpx's errors."""
    headers = {"Authorization": f"ApiKey {key}"} if key else {}
    answer = httpx.post(f"{elasticsearch}/{question.path}", json=question.body, headers=headers)
    answer.raise_for_status()
    return answer.json()


def printed(answer: object, indent: int = 0) -> str:
    """JSON as the page prints it: on one line where it fits, else a line for each part."""
    flat = json.dumps(answer, ensure_ascii=False)
    if len(flat) + indent <= _WIDTH or not isinstance(answer, dict | list):
        return flat
    if isinstance(answer, dict):
        parts = [f"{json.dumps(name)}: {printed(part, indent + 1)}" for name, part in answer.items()]
    else:
        parts = [printed(part, indent + 1) for part in answer]
    opening, closing = "{}" if isinstance(answer, dict) else "[]"
    return opening + f",\n{' ' * (indent + 1)}".join(parts) + closing


def _read(found: re.Match[str]) -> Question:
    return Question(found["title"], found["path"], json.loads(found["body"]), json.loads(found["answer"] or "null"))


def _write_answers(elasticsearch: str, key: str | None) -> None:
    def with_answer(found: re.Match[str]) -> str:
        request = found[0].split("\n```json\n")[0]
        return f"{request}\n```json\n{printed(ask(_read(found), elasticsearch, key))}\n```"

    PAGE.write_text(_QUESTION.sub(with_answer, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    _write_answers(sys.argv[1], Path(sys.argv[2]).read_text("ascii").strip() if len(sys.argv) > 2 else None)
