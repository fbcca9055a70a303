"""A real LLM server on this machine: llama.cpp's, with a random model of 0.4 MB that is written here.

It knows nothing and says noise, but the server is the real one: it tokenizes, samples, and holds replies to a schema.
Import the fixture `llama` to use it; it gives the base URL. Skips where `gguf` or `xllamacpp` is not installed.

Traps: without `add_space_prefix` off the noise cannot begin a JSON object; without a chat template the server guesses
one by the model's name; a string or array without a bound in the schema runs until the context is full.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

CONTEXT = 4096
_WIDTH, _HEADS, _HIDDEN = 64, 4, 128
_LIKELY = {"</s>": 0.1, '"': 0.1}
_TEMPLATE = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant: "


def write_model(path: Path) -> None:
    """Write a Llama of one layer with random weights (the same each time) and a vocabulary of bytes and ASCII."""
    gguf = pytest.importorskip("gguf", reason="gguf is not installed, so no model can be written")
    import numpy as np

    normal, byte, control, unknown = (gguf.TokenType[name] for name in ("NORMAL", "BYTE", "CONTROL", "UNKNOWN"))
    tokens = [("<unk>", unknown), ("<s>", control), ("</s>", control)]
    tokens += [(f"<0x{number:02X}>", byte) for number in range(256)]
    tokens += [(chr(number).replace(" ", "▁"), normal) for number in range(32, 127)]

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("noise")
    writer.add_context_length(CONTEXT)
    writer.add_block_count(1)
    writer.add_embedding_length(_WIDTH)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([token for token, _ in tokens])
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([kind for _, kind in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(_TEMPLATE)

    random = np.random.default_rng(0)
    square, up, down, words = (_WIDTH, _WIDTH), (_HIDDEN, _WIDTH), (_WIDTH, _HIDDEN), (len(tokens), _WIDTH)
    weights = {"token_embd": words, "output": words}
    weights |= {f"blk.0.attn_{part}": square for part in ("q", "k", "v", "output")}
    weights |= {"blk.0.ffn_gate": up, "blk.0.ffn_up": up, "blk.0.ffn_down": down}
    for name, shape in weights.items():
        values = (random.standard_normal(shape) * 0.1).astype(np.float32)
        # One number of every token's vector is always high, and counts against bytes and for the end of strings and
        # text: half a character would make the server answer 500, and endless noise would take time.
        if name == "token_embd":
            values[:, 0] = 2.0
        elif name == "output":
            values[:, 0] = [_LIKELY.get(token, -2.0 if kind == byte else 0.0) for token, kind in tokens]
        writer.add_tensor(f"{name}.weight", values)
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of the server, up for the whole session."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed, so no LLM server can run")
    model = tmp_path_factory.mktemp("llama") / "noise.gguf"
    write_model(model)
    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.model_alias = {"noise"}
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.warmup = False
    params.port = 0  # any that is free
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server  # stops it
