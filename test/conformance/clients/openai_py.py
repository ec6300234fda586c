import json

import openai

import expect
from ask import scenarios, weather

tools = [{"type": "function", "function": {**scenarios["tool"], "strict": True}}]


def connect(at, **more):
    return openai.OpenAI(**{"base_url": at.base_url, "api_key": at.api_key, "max_retries": 0, **more})


def asked(at, content, **more):
    return {"model": at.model, "temperature": 0, "messages": [{"role": "user", "content": content}], **more}


def create(at, content, **more):
    return connect(at).chat.completions.create(**asked(at, content, **more))


def final(at, content, **more):
    with connect(at).chat.completions.stream(**asked(at, content, **more)) as stream:
        return stream.get_final_completion()


def calls(message):
    return [(call.id, call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls or []]


def counted(usage):
    expect.usage(usage.prompt_tokens, usage.completion_tokens, usage.total_tokens)


def pieces(stream, found):
    for chunk in stream:
        found += [choice.delta.content or "" for choice in chunk.choices]
    return found


def chat(at):
    choice = create(at, scenarios["text"]).choices[0]
    expect.text(choice.message.content)
    assert choice.index == 0 and choice.message.role == "assistant"
    assert choice.finish_reason in ("stop", "length")


def stream(at):
    whole = create(at, scenarios["text"]).choices[0]
    with connect(at).chat.completions.stream(**asked(at, scenarios["text"])) as events:
        found = [event.delta for event in events if event.type == "content.delta"]
        choice = events.get_final_completion().choices[0]
    expect.streamed(found, whole.message.content, at.same)
    assert choice.message.content == "".join(found)
    assert choice.finish_reason == whole.finish_reason


def usage(at):
    counted(create(at, scenarios["text"]).usage)
    counted(final(at, scenarios["text"], stream_options={"include_usage": True}).usage)


def two_calls(at):
    choice = create(at, scenarios["weather"], tools=tools).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"
    results = [
        {"role": "tool", "tool_call_id": identity, "content": weather(**given)}
        for identity, _, given in calls(choice.message)
    ]
    messages = [{"role": "user", "content": scenarios["weather"]}, choice.message, *results]
    answer = connect(at).chat.completions.create(model=at.model, messages=messages, tools=tools)
    expect.text(answer.choices[0].message.content)


def two_calls_streamed(at):
    choice = final(at, scenarios["weather"], tools=tools).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"


def structured(at):
    answer = connect(at).chat.completions.parse(**asked(at, scenarios["city"], response_format=expect.City))
    expect.city(answer.choices[0].message.parsed)


def structured_streamed(at):
    expect.city(final(at, scenarios["city"], response_format=expect.City).choices[0].message.parsed)


def length(at):
    assert create(at, scenarios["long"], max_tokens=16).choices[0].finish_reason == "length"
    short = asked(at, scenarios["tooShort"], response_format=expect.City, max_tokens=5)
    expect.failure(lambda: connect(at).chat.completions.parse(**short), openai.LengthFinishReasonError)


def embeddings(at):
    def ask():
        data = connect(at).embeddings.create(model=at.embedding_model, input=scenarios["texts"]).data
        assert [each.index for each in data] == [0, 1]
        return [each.embedding for each in data]

    expect.vectors(ask(), ask(), at.plain_vectors(scenarios["texts"]))


def models(at):
    found = [model.id for model in connect(at).models.list()]
    assert at.model in found, f"{at.model} is not among {found}"


def retry(at):
    client = connect(at, max_retries=2)
    answer = client.chat.completions.create(**asked(at, at.retry_prompt))
    expect.text(answer.choices[0].message.content)


def early_end(at):
    found = pieces(create(at, scenarios["end"], stream=True), [])
    expect.part_of(found)
    choice = final(at, scenarios["end"]).choices[0]
    assert choice.finish_reason is None, "what ended early counts as ended"
    return "a text without finish reason"


def cut(at):
    found = []
    error = expect.thrown(lambda: pieces(create(at, scenarios["cut"], stream=True), found))
    expect.part_of(found)
    return expect.told(error)


def refused(at):
    for streams in (False, True):
        bad = lambda: create(at, scenarios["refused"], temperature=-1, stream=streams)
        expect.failure(bad, openai.BadRequestError, 400)


def wrong_key(at):
    client = connect(at, api_key=scenarios["wrongKey"])
    run = lambda: client.chat.completions.create(**asked(at, scenarios["text"]))
    expect.failure(run, openai.AuthenticationError, 401)


def too_long(at):
    error = expect.failure(lambda: create(at, at.long_prompt), openai.BadRequestError, 400)
    assert error.code == "context_length_exceeded" or "maximum context length" in error.message, error.message


def unknown_model(at):
    run = lambda: create(at, scenarios["text"], model=scenarios["unknownModel"])
    expect.failure(run, openai.NotFoundError, 404)


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
    "retry": retry,
    "early end": early_end,
    "cut": cut,
    "400": refused,
    "401": wrong_key,
    "404": unknown_model,
    "too long": too_long,
}
