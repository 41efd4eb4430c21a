"""An operator in the control room of a rehearsal: signs in, finds a dead letter, sends it again, reads the audit."""

import re
import time
from pathlib import Path

import httpx

from deploy.compose.containers import container
from deploy.compose.tools import Tools
from deploy.local.operators import operators
from deploy.local.trouble import StackTrouble

PATIENCE = 120.0
LOOK_EVERY = 3.0
TOPIC, REASON = "masar.pages", "message_not_readable"
# Run in the control room's own container, with its own user: a record that no parser can read.
POISON = f"""
from kafka import KafkaProducer
from services.desk.control.settings import ControlSettings
settings = ControlSettings()
producer = KafkaProducer(bootstrap_servers=settings.kafka, **settings.kafka_login)
producer.send({TOPIC!r}, b"no message at all").get(60)
producer.close()
"""
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def visit_control_room(tools: Tools, address: str, secrets: Path) -> None:
    """Do what an operator does with a letter.

    Raises StackTrouble where the room does not let him, or lets a stranger.
    """
    user, _, password = operators(secrets).read_text("utf-8").strip().partition(":")
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60, trust_env=False) as browser:
        _must(browser.get("/en/dead"), 'type="password"', "a stranger is asked to sign in")
        stranger = browser.post("/en/in", data={"user": user, "password": "somebody else's"})
        if stranger.status_code != httpx.codes.FORBIDDEN:
            raise StackTrouble(f"the control room answers a wrong password with {stranger.status_code}")
        _must(browser.post("/en/in", data={"user": user, "password": password}), TOPIC, "topics are told")
        tools.silently("podman", "exec", container("control"), "python", "-c", POISON)
        tried = browser.post("/en/dead/try", data=_form_of_the_letter(browser))
        _must(tried, "would be sent", "a letter is tried out")
        sent = browser.post("/en/dead/replay", data=dict(HIDDEN.findall(tried.text)))
        _must(sent, "were sent into", "it is sent again")
        _must(browser.get("/en/audit"), f">{user}@control</bdi></td><td>sent again", "the audit names who sent it")
    print("control room: a letter was found, sent again and noted", flush=True)


def _form_of_the_letter(browser: httpx.Client) -> dict[str, str]:
    """The fields of the dry run's form, once the parser has buried the poison."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        page = browser.get("/en/dead").text
        for form in re.findall(r'action="/en/dead/try">(.*?)</form>', page):
            fields = dict(HIDDEN.findall(form))
            if (fields["topic"], fields["reason"]) == (TOPIC, REASON):
                return fields
        time.sleep(LOOK_EVERY)
    raise StackTrouble(f"the control room shows no letter of {TOPIC} ({REASON}) after {PATIENCE:.0f} s")


def _must(answer: httpx.Response, shown: str, what: str) -> None:
    if not answer.is_success or shown not in answer.text:
        told = re.sub(r"<[^>]*>|\s+", " ", answer.text)
        raise StackTrouble(f"in the control room it does not hold that {what}: {answer.status_code}, {told[-400:]}")
