import anthropic

import expect
import faults
from ask import check, scenarios, weather

named = {key: value for key, value in scenarios["tool"].items() if key != "parameters"}
offered = [{**named, "input_schema": scenarios["tool"]["parameters"]}]


def connect(at):
    return anthropic.Anthropic(base_url=at.host, api_key=at.api_key, max_retries=at.retries)


def asked(at, content, **more):
    return {"model": at.model, "max_tokens": 500, "messages": [{"role": "user", "content": content}], **more}


def create(at, content, **more):
    return connect(at).messages.create(**asked(at, content, **more))


def final(at, content, **more):
    with connect(at).messages.stream(**asked(at, content, **more)) as stream:
        return stream.get_final_message()


def said(message):
    return "".join(block.text for block in message.content if block.type == "text")


def say(at, content, **more):
    return said(create(at, content, **more))


def pieces(at, content, **more):
    with connect(at).messages.stream(**asked(at, content, **more)) as stream:
        yield from stream.text_stream


def calls(message):
    return [(block.id, block.name, block.input) for block in message.content if block.type == "tool_use"]


def counted(usage):
    expect.usage(usage.input_tokens, usage.output_tokens)


@check
def chat(at):
    message = create(at, scenarios["text"])
    expect.text(said(message))
    assert message.role == "assistant" and message.stop_reason in ("end_turn", "max_tokens")


@check
def stream(at):
    whole = create(at, scenarios["text"])
    with connect(at).messages.stream(**asked(at, scenarios["text"])) as events:
        found = list(events.text_stream)
        message = events.get_final_message()
    expect.streamed(found, said(whole), at.same)
    assert said(message) == "".join(found) and message.stop_reason == whole.stop_reason


@check
def usage(at):
    counted(create(at, scenarios["text"]).usage)
    counted(final(at, scenarios["text"]).usage)


@check
def tools(at):
    first = create(at, scenarios["weather"], tools=offered)
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
    expect.text(said(connect(at).messages.create(**{**asked(at, "", tools=offered), "messages": messages})))


@check
def tools_streamed(at):
    message = final(at, scenarios["weather"], tools=offered)
    expect.two_calls(calls(message))
    assert message.stop_reason == "tool_use"


@check
def structured(at):
    message = connect(at).messages.parse(**asked(at, scenarios["city"], output_format=expect.City))
    expect.city(message.parsed_output)


@check
def structured_streamed(at):
    expect.city(final(at, scenarios["city"], output_format=expect.City).parsed_output)


@check
def length(at):
    assert create(at, scenarios["long"], max_tokens=16).stop_reason == "max_tokens"


@check
def early_end(at):
    message = final(at, scenarios["end"])
    expect.part_of([said(message)])
    assert message.stop_reason is None, "what ended early counts as ended"
    return "a message without stop reason"


def too_long(error):
    return "prompt is too long" in error.message or "maximum context length" in error.message


classes = {400: anthropic.BadRequestError, 401: anthropic.AuthenticationError, 404: anthropic.NotFoundError}
faults.retry(say)
faults.cut(pieces)
faults.refusals(say, pieces, classes, max_tokens=-1)
faults.too_long(say, anthropic.BadRequestError, too_long)
