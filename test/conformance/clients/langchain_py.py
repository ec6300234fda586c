from functools import reduce

import openai
import tiktoken
from langchain_core.exceptions import ContextOverflowError
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

import expect
from ask import scenarios, weather

tools = [{"type": "function", "function": scenarios["tool"]}]


def connect(at, **more):
    given = {"base_url": at.base_url, "api_key": at.api_key, "model": at.model, "temperature": 0, "max_retries": 0}
    return ChatOpenAI(**{**given, "use_responses_api": False, **more})


def calls(message):
    return [(call["id"], call["name"], call["args"]) for call in message.tool_calls]


def counted(usage):
    expect.usage(usage["input_tokens"], usage["output_tokens"], usage["total_tokens"])


def total(chunks):
    return reduce(lambda sum, chunk: sum + chunk, chunks)


def chat(at):
    answer = connect(at).invoke(scenarios["text"])
    expect.text(answer.content)
    assert answer.response_metadata["finish_reason"] in ("stop", "length")


def stream(at):
    whole = connect(at).invoke(scenarios["text"])
    chunks = list(connect(at).stream(scenarios["text"]))
    expect.streamed([chunk.content for chunk in chunks], whole.content, at.same)
    assert total(chunks).response_metadata["finish_reason"] == whole.response_metadata["finish_reason"]


def usage(at):
    counted(connect(at).invoke(scenarios["text"]).usage_metadata)
    counted(total(connect(at, stream_usage=True).stream(scenarios["text"])).usage_metadata)


def two_calls(at):
    model = connect(at).bind_tools(tools)
    first = model.invoke(scenarios["weather"])
    expect.two_calls(calls(first))
    results = [ToolMessage(weather(**given), tool_call_id=identity) for identity, _, given in calls(first)]
    expect.text(model.invoke([HumanMessage(scenarios["weather"]), first, *results]).content)


def two_calls_streamed(at):
    expect.two_calls(calls(total(connect(at).bind_tools(tools).stream(scenarios["weather"]))))


def structured(at):
    model = connect(at).with_structured_output(expect.City, method="json_schema")
    expect.city(model.invoke(scenarios["city"]))


def structured_streamed(at):
    model = connect(at).with_structured_output(expect.City, method="json_schema")
    expect.city(list(model.stream(scenarios["city"]))[-1])


def length(at):
    answer = connect(at, max_tokens=16).invoke(scenarios["long"])
    assert answer.response_metadata["finish_reason"] == "length"


def embeddings(at):
    """LangChain sends ids of tokens unless it is told to send text: both are asked for."""
    texts = scenarios["texts"]
    tokens = [tiktoken.get_encoding("cl100k_base").encode(text) for text in texts]
    for as_tokens, sent in ((True, tokens), (False, texts)):
        model = OpenAIEmbeddings(
            base_url=at.base_url,
            api_key=at.api_key,
            model=at.embedding_model,
            max_retries=0,
            check_embedding_ctx_length=as_tokens,
        )
        expect.vectors(model.embed_documents(texts), model.embed_documents(texts), at.plain_vectors(sent))


def retry(at):
    expect.text(connect(at, max_retries=2).invoke(at.retry_prompt).content)


def early_end(at):
    chunks = list(connect(at).stream(scenarios["end"]))
    expect.part_of([chunk.content for chunk in chunks])
    assert "finish_reason" not in total(chunks).response_metadata, "what ended early counts as ended"
    return "a text without finish reason"


def cut(at):
    return expect.told(expect.thrown(lambda: list(connect(at).stream(scenarios["cut"]))))


def refused(at):
    expect.failure(lambda: connect(at, temperature=-1).invoke(scenarios["refused"]), openai.BadRequestError, 400)


def wrong_key(at):
    run = lambda: connect(at, api_key=scenarios["wrongKey"]).invoke(scenarios["text"])
    expect.failure(run, openai.AuthenticationError, 401)


def too_long(at):
    expect.failure(lambda: connect(at).invoke(at.long_prompt), ContextOverflowError)


def unknown_model(at):
    run = lambda: connect(at, model=scenarios["unknownModel"]).invoke(scenarios["text"])
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
    "too long": too_long,
}
