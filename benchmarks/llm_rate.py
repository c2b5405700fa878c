"""Articles a second and the cost of a million articles for `--engine llm` and `rules+llm`.

    python -m benchmarks.llm_rate ARTICLES.jsonl.gz --documents 300
    python -m benchmarks.llm_rate ARTICLES.jsonl.gz --url http://127.0.0.1:8080/v1 --model NAME

1. How many questions each engine asks about an article.
2. What the plumbing does at most: a scripted server of this machine answers at once, with what the
   rules find in each article as quotes, so that every step after the answer has work to do.
3. With `--url`, the tokens of a few articles as the server counts them; else a token is taken to be
   `--letters` letters. From tokens and prices (per million tokens) follow the cost of a million
   articles; from the server's time for an answer, how many it reads a second.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.throughput import unpack
from tests.llm import content
from tests.llm_oracle import told_of

from rasd.engines.choice import Endpoint, EngineChoice, EngineName, Model
from rasd.model import Document
from rasd.pipeline import code_document, questions
from rasd.readers import read_inputs
from rasd.run.llm.asker import open_asker

SERVER = """
import hashlib, json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
answers = json.load(open(sys.argv[1], encoding="utf-8"))
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = hashlib.sha256(sent["messages"][-1]["content"].encode()).hexdigest()
        body = answers[key].encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Tokens of an article: mean over those asked about."""

    read: float
    written: float
    seconds: float | None
    """How long the server took for one, alone; `None` where none was asked."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("input", type=Path, help="JSONL of documents, gzipped or not")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--url", help="a real server, to count tokens")
    parser.add_argument("--model", default="local")
    parser.add_argument("--ask", type=int, default=3, help="articles to put to the real server")
    parser.add_argument("--max-tokens", type=int, default=64, help="of the real server's answers")
    parser.add_argument("--letters", type=float, default=3.5, help="letters of a token")
    parser.add_argument("--price-in", type=float, default=0.15)
    parser.add_argument("--price-out", type=float, default=0.60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options, *read(options.input, options.documents, Path(folder)))


def measure(options: argparse.Namespace, source: Path, documents: list[Document]) -> None:
    """Prints everything."""
    print(f"{len(documents)} articles, {mean(len(d.text) for d in documents):,.0f} letters each")
    answers = {document.id: answer(document) for document in documents}
    asked: dict[EngineName, float] = {}
    for name in (EngineName.LLM, EngineName.RULES_LLM):
        engine = chosen(name, "http://127.0.0.1:9")
        put = [questions(document, engine) for document in documents]
        asked[name] = mean(map(len, put))
        share = mean(bool(each) for each in put)
        print(f"{name.value}: asks about {share:.0%} of them, {asked[name]:.2f} questions each")
        rate(name, source, documents, answers, options)
    tokens = counted(documents, answers, options)
    print(
        f"an article asked about: {tokens.read:,.0f} tokens read, {tokens.written:,.0f} written"
        + (f", {tokens.seconds:.1f} s alone" if tokens.seconds else "")
    )
    for name, each in asked.items():
        cost = each * (tokens.read * options.price_in + tokens.written * options.price_out)
        print(
            f"{name.value}: a million articles cost {cost:,.0f} at {options.price_in:g} and "
            f"{options.price_out:g} a million tokens"
        )


def read(path: Path, limit: int, folder: Path) -> tuple[Path, list[Document]]:
    """The first documents of a file, as the commands read them, and the file that holds them."""
    source = folder / "articles.jsonl"
    unpack(path, source, limit)
    return source, [found for found in read_inputs([source]) if isinstance(found, Document)]


def answer(document: Document) -> str:
    """What a model answers that reads as well as the rules do."""
    return content(*map(told_of, code_document(document).mentions))


def chosen(
    name: EngineName, url: str, cache: Path | None = None, *, most: int = 3072
) -> EngineChoice:
    return EngineChoice(
        name=name,
        model=Model(name="local", max_tokens=most),
        endpoint=Endpoint(url=url, cache=cache, seconds=600.0),
    )


def rate(
    name: EngineName,
    source: Path,
    documents: list[Document],
    answers: dict[str, str],
    options: argparse.Namespace,
) -> None:
    """Times the command against a server that answers at once, and again from the cache."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "answers.json")
        engine = chosen(EngineName.LLM, "http://127.0.0.1:9")
        script.write_text(
            json.dumps(
                {
                    question.text_digest: completion(answers[document.id])
                    for document in documents
                    for question in questions(document, engine)
                }
            )
        )
        with subprocess.Popen(
            [sys.executable, "-c", SERVER, script], stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            port = server.stdout.readline().strip()
            command = [
                *(sys.executable, "-c", "from rasd.cli import main; main()", "extract", source),
                *("--workers", str(options.workers), "--engine", name.value),
                *("--llm-url", f"http://127.0.0.1:{port}/v1", "--llm-model", "local"),
                *("--llm-concurrency", str(options.concurrency)),
                *("--llm-cache", Path(folder, "cache.sqlite")),
            ]
            for told in ("a server that answers at once", "answers from the cache"):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                started = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                seconds = time.perf_counter() - started
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                print(
                    f"{name.value}: {told}: {len(documents) / seconds:.0f} articles/s, "
                    f"{1000 * used / len(documents):.0f} ms of processor time each"
                )
            server.kill()


def completion(text: str) -> str:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 1, "completion_tokens": 1}
    return json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage})


def counted(
    documents: list[Document], answers: dict[str, str], options: argparse.Namespace
) -> Tokens:
    """The tokens of an article and its answer, by a real server's count or by letters."""
    engine = chosen(EngineName.LLM, options.url or "http://127.0.0.1:9", most=options.max_tokens)
    asked = [question for d in documents for question in questions(d, engine)]
    letters = [sum(len(m.content) for m in question.messages) for question in asked]
    written = mean(len(text) for text in answers.values())
    if options.url is None:
        return Tokens(
            read=mean(letters) / options.letters, written=written / options.letters, seconds=None
        )
    with (
        tempfile.TemporaryDirectory() as folder,
        open_asker(
            chosen(EngineName.LLM, options.url, Path(folder, "a"), most=options.max_tokens)
        ) as asker,
    ):
        started = time.perf_counter()
        for question in asked[: options.ask]:
            asker.ask([question]).result()
        seconds = (time.perf_counter() - started) / options.ask
        share = asker.costs.tokens_in / sum(letters[: options.ask])
        print(
            f"{options.ask} articles put to {options.model}: {asker.costs.tokens_in:,} tokens read "
            f"for {sum(letters[: options.ask]):,} letters, answers of at most "
            f"{options.max_tokens} tokens in {seconds:.1f} s each"
        )
    return Tokens(read=mean(letters) * share, written=written * share, seconds=seconds)


if __name__ == "__main__":
    main()
