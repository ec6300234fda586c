import openai
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike

import expect
from ask import scenarios, weather


def get_weather(city: str) -> str:
    return weather(city)


tool = FunctionTool.from_defaults(get_weather, description=scenarios["tool"]["description"])


def connect(at, **more):
    given = {"api_base": at.base_url, "api_key": at.api_key, "model": at.model, "temperature": 0, "max_retries": 0}
    models = {"is_chat_model": True, "is_function_calling_model": True, "should_use_structured_outputs": True}
    return OpenAILike(**{**given, **models, **more})


def user(content):
    return [ChatMessage(role="user", content=content)]


def calls(model, response):
    found = model.get_tool_calls_from_response(response, error_on_no_tool_call=False)
    return [(call.tool_id, call.tool_name, call.tool_kwargs) for call in found]


def counted(usage):
    expect.usage(usage.prompt_tokens, usage.completion_tokens, usage.total_tokens)


def chat(at):
    expect.text(connect(at).chat(user(scenarios["text"])).message.content)


def stream(at):
    whole = connect(at).chat(user(scenarios["text"])).message.content
    parts = list(connect(at).stream_chat(user(scenarios["text"])))
    expect.streamed([part.delta or "" for part in parts], whole, at.same)
    assert parts[-1].message.content == "".join(part.delta or "" for part in parts)


def usage(at):
    counted(connect(at).chat(user(scenarios["text"])).raw.usage)
    model = connect(at, additional_kwargs={"stream_options": {"include_usage": True}})
    counted(list(model.stream_chat(user(scenarios["text"])))[-1].raw.usage)


def two_calls(at):
    model = connect(at)
    first = model.chat_with_tools([tool], scenarios["weather"], allow_parallel_tool_calls=True)
    expect.two_calls(calls(model, first))
    results = [
        ChatMessage(role="tool", content=get_weather(**given), additional_kwargs={"tool_call_id": identity})
        for identity, _, given in calls(model, first)
    ]
    history = [*user(scenarios["weather"]), first.message, *results]
    expect.text(model.chat_with_tools([tool], chat_history=history).message.content)


def two_calls_streamed(at):
    model = connect(at)
    parts = list(model.stream_chat_with_tools([tool], scenarios["weather"], allow_parallel_tool_calls=True))
    expect.two_calls(calls(model, parts[-1]))


def structured(at):
    expect.city(connect(at).as_structured_llm(expect.City).chat(user(scenarios["city"])).raw)


def structured_streamed(at):
    parts = list(connect(at).as_structured_llm(expect.City).stream_chat(user(scenarios["city"])))
    expect.city(parts[-1].raw)


def length(at):
    answer = connect(at, max_tokens=16).chat(user(scenarios["long"]))
    assert answer.raw.choices[0].finish_reason == "length"


def embeddings(at):
    model = OpenAILikeEmbedding(
        api_base=at.base_url, api_key=at.api_key, model_name=at.embedding_model, max_retries=0
    )
    plain = at.plain_vectors(scenarios["texts"])
    expect.vectors(
        model.get_text_embedding_batch(scenarios["texts"]), model.get_text_embedding_batch(scenarios["texts"]), plain
    )
    expect.near(model.get_query_embedding(scenarios["texts"][0]), plain[0], "a question has another vector")


def retry(at):
    expect.text(connect(at, max_retries=2).chat(user(at.retry_prompt)).message.content)


def early_end(at):
    parts = list(connect(at).stream_chat(user(scenarios["end"])))
    expect.part_of([part.delta or "" for part in parts])
    assert parts[-1].raw.choices[0].finish_reason is None, "what ended early counts as ended"
    return "a text without finish reason"


def cut(at):
    return expect.told(expect.thrown(lambda: list(connect(at).stream_chat(user(scenarios["cut"])))))


def refused(at):
    model = connect(at, additional_kwargs={"temperature": -1})
    expect.failure(lambda: model.chat(user(scenarios["refused"])), openai.BadRequestError, 400)


def wrong_key(at):
    run = lambda: connect(at, api_key=scenarios["wrongKey"]).chat(user(scenarios["text"]))
    expect.failure(run, openai.AuthenticationError, 401)


def unknown_model(at):
    run = lambda: connect(at, model=scenarios["unknownModel"]).chat(user(scenarios["text"]))
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
    "retry": retry,
    "early end": early_end,
    "cut": cut,
    "400": refused,
    "401": wrong_key,
    "404": unknown_model,
}
