import anthropic

import expect
from ask import scenarios, weather

named = {key: value for key, value in scenarios["tool"].items() if key != "parameters"}
tools = [{**named, "input_schema": scenarios["tool"]["parameters"]}]


def connect(at, **more):
    return anthropic.Anthropic(**{"base_url": at.host, "api_key": at.api_key, "max_retries": 0, **more})


def asked(at, content, **more):
    return {"model": at.model, "max_tokens": 500, "messages": [{"role": "user", "content": content}], **more}


def create(at, content, **more):
    return connect(at).messages.create(**asked(at, content, **more))


def final(at, content, **more):
    with connect(at).messages.stream(**asked(at, content, **more)) as stream:
        return stream.get_final_message()


def said(message):
    return "".join(block.text for block in message.content if block.type == "text")


def calls(message):
    return [(block.id, block.name, block.input) for block in message.content if block.type == "tool_use"]


def counted(usage):
    expect.usage(usage.input_tokens, usage.output_tokens)


def chat(at):
    message = create(at, scenarios["text"])
    expect.text(said(message))
    assert message.role == "assistant" and message.stop_reason in ("end_turn", "max_tokens")


def stream(at):
    whole = create(at, scenarios["text"])
    with connect(at).messages.stream(**asked(at, scenarios["text"])) as events:
        found = list(events.text_stream)
        message = events.get_final_message()
    expect.streamed(found, said(whole), at.same)
    assert said(message) == "".join(found) and message.stop_reason == whole.stop_reason


def usage(at):
    counted(create(at, scenarios["text"]).usage)
    counted(final(at, scenarios["text"]).usage)


def two_calls(at):
    first = create(at, scenarios["weather"], tools=tools)
    expect.two_calls(calls(first))
    assert first.stop_reason == "tool_use"
    results = [
        {"type": "tool_result", "tool_use_id": identity, "content": weather(**given)}
        for identity, _, given in calls(first)
    ]
    messages = [
        {"role": "user", "content": scenarios["weather"]},
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": results},
    ]
    expect.text(said(connect(at).messages.create(**{**asked(at, "", tools=tools), "messages": messages})))


def two_calls_streamed(at):
    message = final(at, scenarios["weather"], tools=tools)
    expect.two_calls(calls(message))
    assert message.stop_reason == "tool_use"


def structured(at):
    message = connect(at).messages.parse(**asked(at, scenarios["city"], output_format=expect.City))
    expect.city(message.parsed_output)


def structured_streamed(at):
    expect.city(final(at, scenarios["city"], output_format=expect.City).parsed_output)


def length(at):
    assert create(at, scenarios["long"], max_tokens=16).stop_reason == "max_tokens"


def retry(at):
    client = connect(at, max_retries=2)
    expect.text(said(client.messages.create(**asked(at, at.retry_prompt))))


def early_end(at):
    message = final(at, scenarios["end"])
    expect.part_of([said(message)])
    assert message.stop_reason is None, "what ended early counts as ended"
    return "a message without stop reason"


def cut(at):
    return expect.told(expect.thrown(lambda: final(at, scenarios["cut"])))


def refused(at):
    run = lambda: create(at, scenarios["refused"], max_tokens=-1)
    expect.failure(run, anthropic.BadRequestError, 400)


def wrong_key(at):
    client = connect(at, api_key=scenarios["wrongKey"])
    run = lambda: client.messages.create(**asked(at, scenarios["text"]))
    expect.failure(run, anthropic.AuthenticationError, 401)


def too_long(at):
    error = expect.failure(lambda: create(at, at.long_prompt), anthropic.BadRequestError, 400)
    assert "prompt is too long" in error.message or "maximum context length" in error.message, error.message


def unknown_model(at):
    run = lambda: create(at, scenarios["text"], model=scenarios["unknownModel"])
    expect.failure(run, anthropic.NotFoundError, 404)


checks = {
    "chat": chat,
    "stream": stream,
    "usage": usage,
    "tools": two_calls,
    "tools streamed": two_calls_streamed,
    "structured": structured,
    "structured streamed": structured_streamed,
    "length": length,
    "retry": retry,
    "early end": early_end,
    "cut": cut,
    "400": refused,
    "401": wrong_key,
    "404": unknown_model,
    "too long": too_long,
}
