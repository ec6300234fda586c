"""A shop's chatbot: it looks up the customer's orders and lets an LLM answer from them, at once or word by word."""

import asyncio
import json
import os
import signal
import socket
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from openai import AsyncOpenAI
from pydantic import BaseModel

VERSION = os.environ["CHATBOT_VERSION"]
LEAVING_SECONDS = 0.5


@asynccontextmanager
async def lifespan(app):
    """After SIGTERM each answer ends its connection, and only then uvicorn stops: it would cut kept ones in mid-request."""
    loop, stop = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)

    def leave():
        app.state.leaving = True
        loop.call_later(LEAVING_SECONDS, stop, signal.SIGTERM, None)

    app.state.leaving = False
    loop.add_signal_handler(signal.SIGTERM, leave)
    yield


app = FastAPI(title="chatbot-api", version=VERSION, lifespan=lifespan)
llm = AsyncOpenAI(timeout=60)  # reads OPENAI_BASE_URL and OPENAI_API_KEY
orders = httpx.AsyncClient(base_url=os.environ["ORDERS_SERVICE_URL"], timeout=30)
meter = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


class Message(BaseModel):
    customer: int
    text: str


@app.middleware("http")
async def end_connections(request, call_next):
    response = await call_next(request)
    if app.state.leaving:
        response.headers["connection"] = "close"
    return response


@app.get("/health")
def health():
    return {"status": "ok", "version": VERSION}


@app.post("/chat")
async def chat(message: Message):
    completion = await ask(message)
    return {"answer": completion.choices[0].message.content, "version": VERSION}


@app.post("/chat/stream")
async def chat_stream(message: Message):
    chunks = await ask(message, stream=True)

    async def events():
        async for chunk in chunks:
            yield f"data: {json.dumps(chunk.choices[0].delta.content or '')}\n\n"
        yield "data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


async def ask(message, **options):
    found = await orders.get(f"/customers/{message.customer}/orders")
    context = "\n\n".join(found.raise_for_status().json())
    prompt = f"Answer from these documents:\n\n{context}\n\nQuestion: {message.text}"
    meter.sendto(b"chatbot_questions:1|c", ("127.0.0.1", 8125))  # the sidecar counts
    messages = [{"role": "user", "content": prompt}]
    return await llm.chat.completions.create(model=os.environ["LLM_MODEL"], messages=messages, **options)
