from functools import reduce

import openai
import tiktoken
from langchain_core.exceptions import ContextOverflowError
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

import expect
import faults
from ask import check, scenarios, weather

offered = [{"type": "function", "function": scenarios["tool"]}]


def connect(at, **more):
    given = {"base_url": at.base_url, "api_key": at.api_key, "model": at.model, "max_retries": at.retries}
    return ChatOpenAI(**{**given, "temperature": 0, "use_responses_api": False, **more})


def say(at, content, **more):
    return connect(at, **more).invoke(content).content


def pieces(at, content, **more):
    return (chunk.content for chunk in connect(at, **more).stream(content))


def calls(message):
    return [(call["id"], call["name"], call["args"]) for call in message.tool_calls]


def counted(usage):
    expect.usage(usage["input_tokens"], usage["output_tokens"], usage["total_tokens"])


def total(chunks):
    return reduce(lambda sum, chunk: sum + chunk, chunks)


@check
def chat(at):
    answer = connect(at).invoke(scenarios["text"])
    expect.text(answer.content)
    assert answer.response_metadata["finish_reason"] in ("stop", "length")


@check
def stream(at):
    whole = connect(at).invoke(scenarios["text"])
    chunks = list(connect(at).stream(scenarios["text"]))
    expect.streamed([chunk.content for chunk in chunks], whole.content, at.same)
    assert total(chunks).response_metadata["finish_reason"] == whole.response_metadata["finish_reason"]


@check
def usage(at):
    counted(connect(at).invoke(scenarios["text"]).usage_metadata)
    counted(total(connect(at, stream_usage=True).stream(scenarios["text"])).usage_metadata)


@check
def tools(at):
    model = connect(at).bind_tools(offered)
    first = model.invoke(scenarios["weather"])
    expect.two_calls(calls(first))
    results = [ToolMessage(weather(**given), tool_call_id=identity) for identity, _, given in calls(first)]
    expect.text(model.invoke([HumanMessage(scenarios["weather"]), first, *results]).content)


@check
def tools_streamed(at):
    expect.two_calls(calls(total(connect(at).bind_tools(offered).stream(scenarios["weather"]))))


@check
def structured(at):
    model = connect(at).with_structured_output(expect.City, method="json_schema")
    expect.city(model.invoke(scenarios["city"]))


@check
def structured_streamed(at):
    model = connect(at).with_structured_output(expect.City, method="json_schema")
    expect.city(list(model.stream(scenarios["city"]))[-1])


@check
def length(at):
    answer = connect(at, max_tokens=16).invoke(scenarios["long"])
    assert answer.response_metadata["finish_reason"] == "length"


@check
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


@check
def early_end(at):
    chunks = list(connect(at).stream(scenarios["end"]))
    expect.part_of([chunk.content for chunk in chunks])
    assert "finish_reason" not in total(chunks).response_metadata, "what ended early counts as ended"
    return "a text without finish reason"


classes = {400: openai.BadRequestError, 401: openai.AuthenticationError, 404: openai.NotFoundError}
faults.retry(say)
faults.cut(pieces)
faults.refusals(say, pieces, classes, temperature=-1)
faults.too_long(say, ContextOverflowError)
