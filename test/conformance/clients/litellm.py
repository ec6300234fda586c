import json

import litellm

import expect
from ask import scenarios, weather

litellm.suppress_debug_info = True
tools = [{"type": "function", "function": scenarios["tool"]}]


def completion(at, content, **more):
    messages = content if isinstance(content, list) else [{"role": "user", "content": content}]
    given = {"model": f"openai/{at.model}", "api_base": at.base_url, "api_key": at.api_key, "temperature": 0}
    return litellm.completion(**{**given, "messages": messages, "max_retries": 0, **more})


def calls(message):
    return [(call.id, call.function.name, json.loads(call.function.arguments)) for call in message.tool_calls or []]


def counted(usage):
    expect.usage(usage.prompt_tokens, usage.completion_tokens, usage.total_tokens)


def pieces(chunks):
    return [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]


def chat(at):
    choice = completion(at, scenarios["text"]).choices[0]
    expect.text(choice.message.content)
    assert choice.finish_reason in ("stop", "length")


def stream(at):
    whole = completion(at, scenarios["text"]).choices[0].message.content
    chunks = list(completion(at, scenarios["text"], stream=True))
    expect.streamed(pieces(chunks), whole, at.same)
    built = litellm.stream_chunk_builder(chunks).choices[0]
    assert built.message.content == whole or not at.same
    assert built.finish_reason in ("stop", "length")


def usage(at):
    """LiteLLM counts by itself where it is told nothing, so the two ways must agree."""
    plain = completion(at, scenarios["text"]).usage
    counted(plain)
    chunks = list(completion(at, scenarios["text"], stream=True, stream_options={"include_usage": True}))
    streamed = next(chunk.usage for chunk in reversed(chunks) if getattr(chunk, "usage", None))
    counted(streamed)
    assert streamed.prompt_tokens == plain.prompt_tokens, "streamed, the prompt has another length"
    assert streamed.completion_tokens == plain.completion_tokens or not at.same


def two_calls(at):
    choice = completion(at, scenarios["weather"], tools=tools).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"
    results = [
        {"role": "tool", "tool_call_id": identity, "content": weather(**given)}
        for identity, _, given in calls(choice.message)
    ]
    history = [{"role": "user", "content": scenarios["weather"]}, choice.message.model_dump(), *results]
    expect.text(completion(at, history, tools=tools).choices[0].message.content)


def two_calls_streamed(at):
    chunks = list(completion(at, scenarios["weather"], tools=tools, stream=True))
    choice = litellm.stream_chunk_builder(chunks).choices[0]
    expect.two_calls(calls(choice.message))
    assert choice.finish_reason == "tool_calls"


def structured(at):
    answer = completion(at, scenarios["city"], response_format=expect.City)
    expect.city(json.loads(answer.choices[0].message.content))


def structured_streamed(at):
    chunks = completion(at, scenarios["city"], response_format=expect.City, stream=True)
    expect.city(json.loads("".join(pieces(chunks))))


def length(at):
    assert completion(at, scenarios["long"], max_tokens=16).choices[0].finish_reason == "length"


def embeddings(at):
    given = {"model": f"openai/{at.embedding_model}", "api_base": at.base_url, "api_key": at.api_key}
    ask = lambda: [each["embedding"] for each in litellm.embedding(input=scenarios["texts"], **given).data]
    expect.vectors(ask(), ask(), at.plain_vectors(scenarios["texts"]))


def retry(at):
    expect.text(completion(at, at.retry_prompt, max_retries=2).choices[0].message.content)


def early_end(at):
    """LiteLLM ends by itself what ends without a reason."""
    chunks = list(completion(at, scenarios["end"], stream=True))
    expect.part_of(pieces(chunks))
    return f"finish reason {chunks[-1].choices[0].finish_reason}"


def cut(at):
    return expect.told(expect.thrown(lambda: list(completion(at, scenarios["cut"], stream=True))))


def refused(at):
    run = lambda: completion(at, scenarios["refused"], temperature=-1)
    expect.failure(run, litellm.BadRequestError, 400)


def wrong_key(at):
    run = lambda: completion(at, scenarios["text"], api_key=scenarios["wrongKey"])
    expect.failure(run, litellm.AuthenticationError, 401)


def too_long(at):
    expect.failure(lambda: completion(at, at.long_prompt), litellm.ContextWindowExceededError, 400)


def unknown_model(at):
    run = lambda: completion(at, scenarios["text"], model=f"openai/{scenarios['unknownModel']}")
    expect.failure(run, litellm.NotFoundError, 404)


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
    "retry": retry,
    "early end": early_end,
    "cut": cut,
    "400": refused,
    "401": wrong_key,
    "404": unknown_model,
    "too long": too_long,
}
