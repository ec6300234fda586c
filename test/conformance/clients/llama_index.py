import openai
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike

import expect
import faults
from ask import check, scenarios, weather


def get_weather(city: str) -> str:
    return weather(city)


tool = FunctionTool.from_defaults(get_weather, description=scenarios["tool"]["description"])


def connect(at, **more):
    given = {"api_base": at.base_url, "api_key": at.api_key, "model": at.model, "max_retries": at.retries}
    models = {"is_chat_model": True, "is_function_calling_model": True, "should_use_structured_outputs": True}
    return OpenAILike(**{**given, **models, "temperature": 0, **more})


def user(content):
    return [ChatMessage(role="user", content=content)]


def say(at, content, **more):
    return connect(at, **more).chat(user(content)).message.content


def pieces(at, content, **more):
    return (part.delta or "" for part in connect(at, **more).stream_chat(user(content)))


def calls(model, response):
    found = model.get_tool_calls_from_response(response, error_on_no_tool_call=False)
    return [(call.tool_id, call.tool_name, call.tool_kwargs) for call in found]


def counted(usage):
    expect.usage(usage.prompt_tokens, usage.completion_tokens, usage.total_tokens)


@check
def chat(at):
    expect.text(say(at, scenarios["text"]))


@check
def stream(at):
    whole = say(at, scenarios["text"])
    parts = list(connect(at).stream_chat(user(scenarios["text"])))
    expect.streamed([part.delta or "" for part in parts], whole, at.same)
    assert parts[-1].message.content == "".join(part.delta or "" for part in parts)


@check
def usage(at):
    counted(connect(at).chat(user(scenarios["text"])).raw.usage)
    model = connect(at, additional_kwargs={"stream_options": {"include_usage": True}})
    counted(list(model.stream_chat(user(scenarios["text"])))[-1].raw.usage)


@check
def tools(at):
    model = connect(at)
    first = model.chat_with_tools([tool], scenarios["weather"], allow_parallel_tool_calls=True)
    expect.two_calls(calls(model, first))
    results = [
        ChatMessage(role="tool", content=get_weather(**given), additional_kwargs={"tool_call_id": identity})
        for identity, _, given in calls(model, first)
    ]
    history = [*user(scenarios["weather"]), first.message, *results]
    expect.text(model.chat_with_tools([tool], chat_history=history).message.content)


@check
def tools_streamed(at):
    model = connect(at)
    parts = list(model.stream_chat_with_tools([tool], scenarios["weather"], allow_parallel_tool_calls=True))
    expect.two_calls(calls(model, parts[-1]))


@check
def structured(at):
    expect.city(connect(at).as_structured_llm(expect.City).chat(user(scenarios["city"])).raw)


@check
def structured_streamed(at):
    parts = list(connect(at).as_structured_llm(expect.City).stream_chat(user(scenarios["city"])))
    expect.city(parts[-1].raw)


@check
def length(at):
    answer = connect(at, max_tokens=16).chat(user(scenarios["long"]))
    assert answer.raw.choices[0].finish_reason == "length"


@check
def embeddings(at):
    model = OpenAILikeEmbedding(
        api_base=at.base_url, api_key=at.api_key, model_name=at.embedding_model, max_retries=0
    )
    plain = at.plain_vectors(scenarios["texts"])
    expect.vectors(
        model.get_text_embedding_batch(scenarios["texts"]), model.get_text_embedding_batch(scenarios["texts"]), plain
    )
    expect.near(model.get_query_embedding(scenarios["texts"][0]), plain[0], "a question has another vector")


@check
def early_end(at):
    parts = list(connect(at).stream_chat(user(scenarios["end"])))
    expect.part_of([part.delta or "" for part in parts])
    assert parts[-1].raw.choices[0].finish_reason is None, "what ended early counts as ended"
    return "a text without finish reason"


classes = {400: openai.BadRequestError, 401: openai.AuthenticationError, 404: openai.NotFoundError}
faults.retry(say)
faults.cut(pieces)
faults.refusals(say, pieces, classes, additional_kwargs={"temperature": -1})
