import json

import litellm

import expect
import faults
from ask import check, scenarios, weather

litellm.suppress_debug_info = True
offered = [{"type": "function", "function": scenarios["tool"]}]


def completion(at, content, **more):
    messages = content if isinstance(content, list) else [{"role": "user", "content": content}]
    given = {"model": f"openai/{at.model}", "api_base": at.base_url, "api_key": at.api_key, "temperature": 0}
    return litellm.completion(**{**given, "messages": messages, "max_retries": at.retries, **more})


def calls(message):
    return [(call.id, call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls or []]


def counted(usage):
    expect.usage(usage.prompt_tokens, usage.completion_tokens, usage.total_tokens)


def say(at, content, **more):
    return completion(at, content, **more).choices[0].message.content


def texts(chunks):
    return (chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def pieces(at, content, **more):
    return texts(completion(at, content, stream=True, **more))


@check
def chat(at):
    choice = completion(at, scenarios["text"]).choices[0]
    expect.text(choice.message.content)
    assert choice.finish_reason in ("stop", "length")


@check
def stream(at):
    whole = say(at, scenarios["text"])
    chunks = list(completion(at, scenarios["text"], stream=True))
    expect.streamed(list(texts(chunks)), whole, at.same)
    built = litellm.stream_chunk_builder(chunks).choices[0]
    assert built.message.content == whole or not at.same
    assert built.finish_reason in ("stop", "length")


@check
def usage(at):
    """LiteLLM counts by itself where it is told nothing, so the two ways must agree."""
    plain = completion(at, scenarios["text"]).usage
    counted(plain)
    chunks = list(completion(at, scenarios["text"], stream=True, stream_options={"include_usage": True}))
    streamed = next(chunk.usage for chunk in reversed(chunks) if getattr(chunk, "usage", None))
    counted(streamed)
    assert streamed.prompt_tokens == plain.prompt_tokens, "streamed, the prompt has another length"
    assert streamed.completion_tokens == plain.completion_tokens or not at.same


@check
def tools(at):
    choice = completion(at, scenarios["weather"], tools=offered).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"
    results = [
        {"role": "tool", "tool_call_id": identity, "content": weather(**given)}
        for identity, _, given in calls(choice.message)
    ]
    history = [{"role": "user", "content": scenarios["weather"]}, choice.message.model_dump(), *results]
    expect.text(say(at, history, tools=offered))


@check
def tools_streamed(at):
    chunks = list(completion(at, scenarios["weather"], tools=offered, stream=True))
    choice = litellm.stream_chunk_builder(chunks).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"


@check
def structured(at):
    expect.city(json.loads(say(at, scenarios["city"], response_format=expect.City)))


@check
def structured_streamed(at):
    expect.city(json.loads("".join(pieces(at, scenarios["city"], response_format=expect.City))))


@check
def length(at):
    assert completion(at, scenarios["long"], max_tokens=16).choices[0].finish_reason == "length"


@check
def embeddings(at):
    given = {"model": f"openai/{at.embedding_model}", "api_base": at.base_url, "api_key": at.api_key}
    ask = lambda: [each["embedding"] for each in litellm.embedding(input=scenarios["texts"], **given).data]
    expect.vectors(ask(), ask(), at.plain_vectors(scenarios["texts"]))


@check
def early_end(at):
    """LiteLLM ends by itself what ends without a reason."""
    chunks = list(completion(at, scenarios["end"], stream=True))
    expect.part_of(texts(chunks))
    return f"finish reason {chunks[-1].choices[0].finish_reason}"


classes = {400: litellm.BadRequestError, 401: litellm.AuthenticationError, 404: litellm.NotFoundError}
faults.retry(say)
faults.cut(pieces)
faults.refusals(say, pieces, classes, temperature=-1)
faults.too_long(say, litellm.ContextWindowExceededError)
