"""The least that Flask answers: the baseline of a request that does nothing."""

from flask import Flask

app = Flask(__name__)


@app.route("/", methods=["GET", "POST"])
def nothing() -> str:
    """Answer with nothing."""
    return ""
