"""Runs the checks of one of Python's clients: `python harness.py CLIENT`. One line of JSON for each."""

import importlib
import json
import os
import signal
import sys
import traceback
from types import SimpleNamespace
from urllib.parse import quote

import tokenizer  # noqa: F401  before a client looks for it
from ask import checks, plain_vectors, scenarios

given = json.loads(os.environ["CONFORMANCE"])
client = sys.argv[1]
only = given.get("only")


def late(*_):
    raise TimeoutError(f"no end after {given['timeoutMs']} ms")


signal.signal(signal.SIGALRM, late)
importlib.import_module(f"clients.{client.replace('-', '_')}")
for name, check in checks.items():
    if only and name not in only:
        continue
    # Each check has an address of its own, so that the tap can tell what each of them saw.
    host = f"{given['tap']}/{client}/{quote(name)}"
    at = SimpleNamespace(
        host=host,
        base_url=f"{host}/v1",
        api_key=given["apiKey"],
        model=given["model"],
        embedding_model=given["embeddingModel"],
        retries=0,
        same=given["same"],
        long_prompt=scenarios["tooLong"] + "word " * given["contextWindow"],
        retry_prompt=given["retryPrompt"].replace("{client}", client),
    )
    at.plain_vectors = lambda texts, at=at: plain_vectors(at, texts)
    signal.alarm(given["timeoutMs"] // 1000)
    try:
        found = {"ok": True, "note": check(at)}
    except Exception:  # whatever a client throws is a result
        found = {"ok": False, "note": "\n at ".join(reversed(traceback.format_exc().strip().splitlines()))}
    signal.alarm(0)
    print("\n" + json.dumps({"client": client, "check": name, **found}, separators=(",", ":")), flush=True)
os._exit(0)  # a client may have left threads
