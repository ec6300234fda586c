"""tiny_gguf.py: a two-layer Llama with random weights as a GGUF file of 1.4 MB, which writes letters and nothing else.

https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import random, struct

HIDDEN, INNER, LAYERS, HEADS, KV_HEADS, CONTEXT = 128, 256, 2, 4, 2, 2048
HEAD = HIDDEN // HEADS
ALIGNMENT = 32
U32, F32, STRING, ARRAY, I32, BOOL = 4, 6, 8, 9, 5, 7


def tiny_gguf():
    words = ["<s>", "</s>", *alphabet(), "he", "ll"]
    settings = {
        "general.architecture": (STRING, "llama"),
        "general.alignment": (U32, ALIGNMENT),
        "llama.context_length": (U32, CONTEXT),
        "llama.embedding_length": (U32, HIDDEN),
        "llama.block_count": (U32, LAYERS),
        "llama.feed_forward_length": (U32, INNER),
        "llama.attention.head_count": (U32, HEADS),
        "llama.attention.head_count_kv": (U32, KV_HEADS),
        "llama.attention.layer_norm_rms_epsilon": (F32, 1e-5),
        "llama.rope.dimension_count": (U32, HEAD),
        "llama.vocab_size": (U32, len(words)),
        "tokenizer.ggml.model": (STRING, "gpt2"),
        "tokenizer.ggml.pre": (STRING, "gpt-2"),
        "tokenizer.ggml.tokens": (ARRAY, (STRING, words)),
        "tokenizer.ggml.token_type": (ARRAY, (I32, [3, 3] + [1] * (len(words) - 2))),
        "tokenizer.ggml.merges": (ARRAY, (STRING, ["h e", "l l"])),
        "tokenizer.ggml.bos_token_id": (U32, 0),
        "tokenizer.ggml.eos_token_id": (U32, 1),
        "tokenizer.ggml.add_bos_token": (BOOL, True),
        "tokenizer.chat_template": (STRING, "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant:"),
    }
    return write(settings, tensors(words))


def alphabet():
    """The characters that stand for bytes in GPT-2's vocabulary."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = (chr(256 + index) for index in range(256))
    return [chr(byte) if byte in plain else next(others) for byte in range(256)]


def tensors(words):
    chance = random.Random(0)
    noise = lambda *shape: (shape, [chance.gauss(0, 0.02) for _ in range(size(shape))])
    ones = ((HIDDEN,), [1.0] * HIDDEN)
    found = {"token_embd.weight": noise(len(words), HIDDEN), "output.weight": letters(words, chance), "output_norm.weight": ones}
    for layer in range(LAYERS):
        block = {
            "attn_norm": ones,
            "ffn_norm": ones,
            "attn_q": noise(HEADS * HEAD, HIDDEN),
            "attn_k": noise(KV_HEADS * HEAD, HIDDEN),
            "attn_v": noise(KV_HEADS * HEAD, HIDDEN),
            "attn_output": noise(HIDDEN, HEADS * HEAD),
            "ffn_gate": noise(INNER, HIDDEN),
            "ffn_up": noise(INNER, HIDDEN),
            "ffn_down": noise(HIDDEN, INNER),
        }
        found.update({f"blk.{layer}.{name}.weight": tensor for name, tensor in block.items()})
    return found


def letters(words, chance):
    """Of two opposite rows one scores above the zeros of all other words."""
    rows = {}
    for pair in range(97, 122, 2):
        row = [chance.gauss(0, 1) for _ in range(HIDDEN)]
        rows[chr(pair)], rows[chr(pair + 1)] = row, [-value for value in row]
    return (len(words), HIDDEN), [value for word in words for value in rows.get(word, [0.0] * HIDDEN)]


def size(shape):
    return shape[0] * (shape[1] if len(shape) > 1 else 1)


def write(settings, found):
    head = b"GGUF" + struct.pack("<IQQ", 3, len(found), len(settings))
    for key, (kind, value) in settings.items():
        head += text(key) + struct.pack("<I", kind) + encoded(kind, value)
    body = b""
    for name, (shape, values) in found.items():
        # The innermost dimension comes first.
        head += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *reversed(shape), 0, len(body))
        body += padded(struct.pack(f"<{len(values)}f", *values))
    return padded(head) + body


def encoded(kind, value):
    if kind == STRING:
        return text(value)
    if kind == ARRAY:
        item, values = value
        return struct.pack("<IQ", item, len(values)) + b"".join(encoded(item, one) for one in values)
    return struct.pack({U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}[kind], value)


def text(value):
    return struct.pack("<Q", len(value.encode())) + value.encode()


def padded(data):
    return data + b"\0" * (-len(data) % ALIGNMENT)
