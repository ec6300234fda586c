import json

import ollama

import expect
import faults
from ask import check, scenarios, weather

offered = [{"type": "function", "function": scenarios["tool"]}]


def connect(at):
    return ollama.Client(host=at.host, headers={"authorization": f"Bearer {at.api_key}"})


def chat_with(at, content, options=None, **more):
    messages = content if isinstance(content, list) else [{"role": "user", "content": content}]
    given = {"model": at.model, "messages": messages, "options": {"temperature": 0, **(options or {})}}
    return connect(at).chat(**{**given, **more})


def say(at, content, **more):
    return chat_with(at, content, **more).message.content


def pieces(at, content, **more):
    return (part.message.content for part in chat_with(at, content, stream=True, **more))


def calls(message):
    return [(None, call.function.name, dict(call.function.arguments)) for call in message.tool_calls or []]


def counted(part):
    expect.usage(part.prompt_eval_count, part.eval_count)


@check
def chat(at):
    answer = chat_with(at, scenarios["text"])
    expect.text(answer.message.content)
    assert (answer.done, answer.done_reason, answer.message.role) == (True, "stop", "assistant")


@check
def stream(at):
    whole = chat_with(at, scenarios["text"])
    parts = list(chat_with(at, scenarios["text"], stream=True))
    expect.streamed([part.message.content for part in parts], whole.message.content, at.same)
    assert [part.done for part in parts] == [False] * (len(parts) - 1) + [True]


@check
def usage(at):
    counted(chat_with(at, scenarios["text"]))
    counted(list(chat_with(at, scenarios["text"], stream=True))[-1])


@check
def tools(at):
    first = chat_with(at, scenarios["weather"], tools=offered).message
    expect.two_calls(calls(first), ids=False)
    results = [{"role": "tool", "tool_name": name, "content": weather(**given)} for _, name, given in calls(first)]
    history = [{"role": "user", "content": scenarios["weather"]}, first, *results]
    expect.text(say(at, history, tools=offered))


@check
def tools_streamed(at):
    parts = list(chat_with(at, scenarios["weather"], tools=offered, stream=True))
    expect.two_calls([call for part in parts for call in calls(part.message)], ids=False)


@check
def structured(at):
    expect.city(json.loads(say(at, scenarios["city"], format=scenarios["schema"])))


@check
def structured_streamed(at):
    expect.city(json.loads("".join(pieces(at, scenarios["city"], format=scenarios["schema"]))))


@check
def length(at):
    assert chat_with(at, scenarios["long"], {"num_predict": 16}).done_reason == "length"


@check
def embeddings(at):
    ask = lambda: connect(at).embed(model=at.embedding_model, input=scenarios["texts"]).embeddings
    first = [list(vector) for vector in ask()]
    expect.vectors(ask(), ask(), first)
    alone = connect(at).embed(model=at.embedding_model, input=scenarios["texts"][0]).embeddings[0]
    expect.near(alone, first[0], "alone, a text has another vector")


@check
def models(at):
    found = [model.model.removesuffix(":latest") for model in connect(at).list().models]
    assert at.model in found, f"{at.model} is not among {found}"


@check
def early_end(at):
    parts = list(chat_with(at, scenarios["end"], stream=True))
    expect.part_of([part.message.content for part in parts])
    assert not parts[-1].done, "what ended early counts as ended"
    return "parts, none of which is done"


faults.cut(pieces)
faults.refusals(say, pieces, {401: ollama.ResponseError, 404: ollama.ResponseError})
