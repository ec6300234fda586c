"""Notes in a vector database: written down, found again by their meaning, and asked about."""

import os
import socket
from logging import getLogger
from logging.handlers import RotatingFileHandler

import psycopg
from fastapi import FastAPI, HTTPException
from openai import APIConnectionError, AsyncOpenAI
from pydantic import BaseModel

# A sidecar reads the access log from here and sends it on.
getLogger("uvicorn.access").addHandler(RotatingFileHandler("/var/log/app/access.log", maxBytes=1_000_000, backupCount=1))

app = FastAPI(title="notes")
llm = AsyncOpenAI(max_retries=0, timeout=60)
embedder = AsyncOpenAI(base_url=os.environ["EMBEDDING_BASE_URL"], api_key=os.environ["EMBEDDING_API_KEY"])


class Note(BaseModel):
    text: str


class Question(BaseModel):
    question: str


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/notes")
async def write(note: Note):
    sql = "insert into notes (text, embedding) values (%s, %s) returning id"
    [[number]] = await query(sql, note.text, await embed(note.text))
    return {"id": number, "pod": socket.gethostname()}


@app.get("/notes")
async def find(like: str):
    rows = await query("select text from notes order by embedding <=> %s::vector limit 3", await embed(like))
    return {"notes": [text for [text] in rows], "pod": socket.gethostname()}


@app.post("/ask")
async def ask(asked: Question):
    context = "\n".join((await find(asked.question))["notes"])
    prompt = f"Answer from these documents:\n\n{context}\n\nQuestion: {asked.question}"
    messages = [{"role": "user", "content": prompt}]
    try:
        completion = await llm.chat.completions.create(model=os.environ["LLM_MODEL"], messages=messages)
    except APIConnectionError as error:
        raise HTTPException(503, "the model is away; notes can be written and found without it") from error
    return {"answer": completion.choices[0].message.content, "pod": socket.gethostname()}


async def embed(text):
    answer = await embedder.embeddings.create(model=os.environ["EMBEDDING_MODEL"], input=text)
    return str(answer.data[0].embedding)


async def query(sql, *values):
    async with await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"]) as connection:
        return await (await connection.execute(sql, values)).fetchall()
