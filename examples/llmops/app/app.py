"""A chat page in front of Groq. Both keys come from the environment, as the team's Secret has them."""

import os

import streamlit as st
from openai import OpenAI, OpenAIError

KEYS = ("GROQ_API_KEY", "HUGGINGFACE_API_KEY")

st.set_page_config(page_title="LLMOps assistant", page_icon="💬")
st.title("LLMOps assistant")
for key in KEYS:
    st.sidebar.write(f"{key}: {'there' if os.environ.get(key) else 'missing'}")

history = st.session_state.setdefault("history", [])
for message in history:
    st.chat_message(message["role"]).write(message["content"])


def answer():
    llm = OpenAI(base_url=os.environ["GROQ_BASE_URL"], api_key=os.environ["GROQ_API_KEY"])
    for chunk in llm.chat.completions.create(model=os.environ["GROQ_MODEL"], messages=history, stream=True):
        yield chunk.choices[0].delta.content or ""


if question := st.chat_input("Ask about your deployment"):
    history.append({"role": "user", "content": question})
    st.chat_message("user").write(question)
    try:
        with st.chat_message("assistant"):
            history.append({"role": "assistant", "content": st.write_stream(answer())})
    except OpenAIError as error:
        st.error(f"Groq does not answer: {error}")
