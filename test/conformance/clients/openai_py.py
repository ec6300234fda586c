import json

import openai

import expect
import faults
from ask import check, scenarios, weather

offered = [{"type": "function", "function": {**scenarios["tool"], "strict": True}}]


def connect(at):
    return openai.OpenAI(base_url=at.base_url, api_key=at.api_key, max_retries=at.retries)


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


def say(at, content, **more):
    return create(at, content, **more).choices[0].message.content


def pieces(at, content, **more):
    for chunk in create(at, content, stream=True, **more):
        yield from (choice.delta.content or "" for choice in chunk.choices)


@check
def chat(at):
    choice = create(at, scenarios["text"]).choices[0]
    expect.text(choice.message.content)
    assert choice.index == 0 and choice.message.role == "assistant"
    assert choice.finish_reason in ("stop", "length")


@check
def stream(at):
    whole = create(at, scenarios["text"]).choices[0]
    with connect(at).chat.completions.stream(**asked(at, scenarios["text"])) as events:
        found = [event.delta for event in events if event.type == "content.delta"]
        choice = events.get_final_completion().choices[0]
    expect.streamed(found, whole.message.content, at.same)
    assert choice.message.content == "".join(found)
    assert choice.finish_reason == whole.finish_reason


@check
def usage(at):
    counted(create(at, scenarios["text"]).usage)
    counted(final(at, scenarios["text"], stream_options={"include_usage": True}).usage)


@check
def tools(at):
    choice = create(at, scenarios["weather"], tools=offered).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"
    results = [
        {"role": "tool", "tool_call_id": identity, "content": weather(**given)}
        for identity, _, given in calls(choice.message)
    ]
    messages = [{"role": "user", "content": scenarios["weather"]}, choice.message, *results]
    answer = connect(at).chat.completions.create(model=at.model, messages=messages, tools=offered)
    expect.text(answer.choices[0].message.content)


@check
def tools_streamed(at):
    choice = final(at, scenarios["weather"], tools=offered).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"


@check
def structured(at):
    answer = connect(at).chat.completions.parse(**asked(at, scenarios["city"], response_format=expect.City))
    expect.city(answer.choices[0].message.parsed)


@check
def structured_streamed(at):
    expect.city(final(at, scenarios["city"], response_format=expect.City).choices[0].message.parsed)


@check
def length(at):
    assert create(at, scenarios["long"], max_tokens=16).choices[0].finish_reason == "length"
    short = asked(at, scenarios["tooShort"], response_format=expect.City, max_tokens=5)
    expect.failure(lambda: connect(at).chat.completions.parse(**short), openai.LengthFinishReasonError)


@check
def embeddings(at):
    def ask():
        data = connect(at).embeddings.create(model=at.embedding_model, input=scenarios["texts"]).data
        assert [each.index for each in data] == [0, 1]
        return [each.embedding for each in data]

    expect.vectors(ask(), ask(), at.plain_vectors(scenarios["texts"]))


@check
def models(at):
    found = [model.id for model in connect(at).models.list()]
    assert at.model in found, f"{at.model} is not among {found}"


@check
def early_end(at):
    expect.part_of(pieces(at, scenarios["end"]))
    choice = final(at, scenarios["end"]).choices[0]
    assert choice.finish_reason is None, "what ended early counts as ended"
    return "a text without finish reason"


def too_long(error):
    return error.code == "context_length_exceeded" or "maximum context length" in error.message


classes = {400: openai.BadRequestError, 401: openai.AuthenticationError, 404: openai.NotFoundError}
faults.retry(say)
faults.cut(pieces)
faults.refusals(say, pieces, classes, temperature=-1)
faults.too_long(say, openai.BadRequestError, too_long)
