"""A question in, the model's answer out. Which model answers, it does not know: its environment says where one is."""

import os
import socket

from fastapi import FastAPI
from openai import AsyncOpenAI
from pydantic import BaseModel

app = FastAPI(title="llm-app")
llm = AsyncOpenAI()  # reads OPENAI_BASE_URL and OPENAI_API_KEY


class Question(BaseModel):
    question: str


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/ask")
async def ask(asked: Question):
    completion = await llm.chat.completions.create(
        model=os.environ["LLM_MODEL"],
        messages=[{"role": "user", "content": asked.question}],
        temperature=0,
    )
    return {"answer": completion.choices[0].message.content, "model": completion.model, "pod": socket.gethostname()}
