"""What the checks need beside the clients."""

import json
import os
from types import SimpleNamespace
from urllib.request import Request, urlopen

with open(os.path.join(os.path.dirname(__file__), "scenarios.json"), encoding="utf8") as file:
    scenarios = json.load(file)

checks = {}


def check(run):
    """One of the client's checks, which has the name of its function."""
    checks[run.__name__.replace("_", " ")] = run
    return run


def but(at, **more):
    """The same server, asked in another way."""
    return SimpleNamespace(**{**vars(at), **more})


def plain_vectors(at, texts):
    """Without any client, as numbers in JSON: what a client makes of its vectors is measured by these."""
    body = {"model": at.embedding_model, "input": texts, "encoding_format": "float"}
    headers = {"content-type": "application/json", "authorization": f"Bearer {at.api_key}"}
    request = Request(f"{at.base_url}/embeddings", json.dumps(body).encode(), headers)
    with urlopen(request) as response:
        return [each["embedding"] for each in json.load(response)["data"]]


def weather(city):
    """The tool itself."""
    return f"The weather in {city} is sunny."
