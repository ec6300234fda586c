import json

import ollama

import expect
from ask import scenarios, weather

tools = [{"type": "function", "function": scenarios["tool"]}]


def connect(at):
    return ollama.Client(host=at.host, headers={"authorization": f"Bearer {at.api_key}"})


def chat_with(at, content, options=None, **more):
    messages = content if isinstance(content, list) else [{"role": "user", "content": content}]
    given = {"model": at.model, "messages": messages, "options": {"temperature": 0, **(options or {})}}
    return connect(at).chat(**{**given, **more})


def calls(message):
    return [(None, call.function.name, dict(call.function.arguments)) for call in message.tool_calls or []]


def counted(part):
    expect.usage(part.prompt_eval_count, part.eval_count)


def chat(at):
    answer = chat_with(at, scenarios["text"])
    expect.text(answer.message.content)
    assert (answer.done, answer.done_reason, answer.message.role) == (True, "stop", "assistant")


def stream(at):
    whole = chat_with(at, scenarios["text"])
    parts = list(chat_with(at, scenarios["text"], stream=True))
    expect.streamed([part.message.content for part in parts], whole.message.content, at.same)
    assert [part.done for part in parts] == [False] * (len(parts) - 1) + [True]


def usage(at):
    counted(chat_with(at, scenarios["text"]))
    counted(list(chat_with(at, scenarios["text"], stream=True))[-1])


def two_calls(at):
    first = chat_with(at, scenarios["weather"], tools=tools).message
    expect.two_calls(calls(first), ids=False)
    results = [{"role": "tool", "tool_name": name, "content": weather(**given)} for _, name, given in calls(first)]
    history = [{"role": "user", "content": scenarios["weather"]}, first, *results]
    expect.text(chat_with(at, history, tools=tools).message.content)


def two_calls_streamed(at):
    parts = list(chat_with(at, scenarios["weather"], tools=tools, stream=True))
    expect.two_calls([call for part in parts for call in calls(part.message)], ids=False)


def structured(at):
    expect.city(json.loads(chat_with(at, scenarios["city"], format=scenarios["schema"]).message.content))


def structured_streamed(at):
    parts = chat_with(at, scenarios["city"], format=scenarios["schema"], stream=True)
    expect.city(json.loads("".join(part.message.content for part in parts)))


def length(at):
    assert chat_with(at, scenarios["long"], {"num_predict": 16}).done_reason == "length"


def embeddings(at):
    ask = lambda: connect(at).embed(model=at.embedding_model, input=scenarios["texts"]).embeddings
    first = [list(vector) for vector in ask()]
    expect.vectors(ask(), ask(), first)
    alone = connect(at).embed(model=at.embedding_model, input=scenarios["texts"][0]).embeddings[0]
    expect.near(alone, first[0], "alone, a text has another vector")


def models(at):
    found = [model.model.removesuffix(":latest") for model in connect(at).list().models]
    assert at.model in found, f"{at.model} is not among {found}"


def early_end(at):
    parts = list(chat_with(at, scenarios["end"], stream=True))
    expect.part_of([part.message.content for part in parts])
    assert not parts[-1].done, "what ended early counts as ended"
    return "parts, none of which is done"


def cut(at):
    return expect.told(expect.thrown(lambda: list(chat_with(at, scenarios["cut"], stream=True))))


def wrong_key(at):
    at.api_key = scenarios["wrongKey"]
    expect.failure(lambda: chat_with(at, scenarios["text"]), ollama.ResponseError, 401)


def unknown_model(at):
    run = lambda: chat_with(at, scenarios["text"], model=scenarios["unknownModel"])
    expect.failure(run, ollama.ResponseError, 404)


checks = {
    "chat": chat,
    "stream": stream,
    "usage": usage,
    "tools": two_calls,
    "tools streamed": two_calls_streamed,
    "structured": structured,
    "structured streamed": structured_streamed,
    "length": length,
    "embeddings": embeddings,
    "models": models,
    "early end": early_end,
    "cut": cut,
    "401": wrong_key,
    "404": unknown_model,
}
