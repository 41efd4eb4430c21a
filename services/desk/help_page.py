"""What the pages mean, and what they do not tell."""

from starlette.responses import Response

from services.desk.asking import Asking
from services.desk.show import show


def help_page(asking: Asking) -> Response:
    """The page of explanations."""
    return show(asking, "help.html")
