"""A client for language servers: JSON-RPC 2.0 over pipes (LSP's specification, "Base Protocol")."""

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from .projects import PATIENCE

Position = tuple[int, int]
"""A position in a document: line and character, both counted from 0."""


class LanguageServer:
    """Context manager: a running language server, in which documents can be opened.

    ``command``: the command that starts the server. ``root``: the workspace folder. ``settings``:
    maps the name of a section to the editor's settings in this section.
    """

    def __init__(self, command: Sequence[str], root: Path, settings: Mapping[str, Any]) -> None:
        self._root = root
        self._settings = settings
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._received: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._asked = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> "LanguageServer":
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True},
        }
        uri = self._root.as_uri()
        self.ask(
            "initialize",
            processId=None,
            rootUri=uri,
            workspaceFolders=[{"uri": uri, "name": self._root.name}],
            capabilities=capabilities,
        )
        self._tell("initialized")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, texts: Mapping[Path, str]) -> dict[Path, list[dict[str, Any]]]:
        """Open documents with these texts; return the server's diagnostics for each document."""
        for path, text in texts.items():
            uri = path.as_uri()
            assert uri not in self._diagnostics, "a document is opened once"
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self._tell("textDocument/didOpen", textDocument=document)
        while not all(path.as_uri() in self._diagnostics for path in texts):
            self._take()
        return {path: self._diagnostics[path.as_uri()] for path in texts}

    def completions(self, path: Path, at: Position) -> list[dict[str, Any]]:
        """Return the server's completions at a position in an open document."""
        found = self._at("textDocument/completion", path, at)
        return list(found["items"] if isinstance(found, dict) else found)

    def hover(self, path: Path, at: Position) -> str:
        """Return the server's hover text at a position in an open document, as Markdown."""
        found = self._at("textDocument/hover", path, at)
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a request, wait for the server's response, and return its result."""
        self._asked += 1
        asked = self._asked
        self._send({"id": asked, "method": method, "params": parameters})
        while True:
            message = self._take()
            if message.get("id") == asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _at(self, method: str, path: Path, at: Position) -> Any:
        position = {"line": at[0], "character": at[1]}
        return self.ask(method, textDocument={"uri": path.as_uri()}, position=position)

    def _tell(self, method: str, **parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """Wait for the server's next message, handle it, and return it.

        Diagnostics are stored, and requests of the server are answered.
        """
        message = self._received.get(timeout=PATIENCE)
        assert message is not None, "the language server has ended"
        method, told = message.get("method"), message.get("params")
        if method == "textDocument/publishDiagnostics" and told:
            self._diagnostics[told["uri"]] = told["diagnostics"]
        elif method and "id" in message:
            answer = None
            if told and method == "workspace/configuration":
                answer = [self._settings.get(item["section"]) for item in told["items"]]
            self._send({"id": message["id"], "result": answer})
        return message

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._received.put(json.loads(stream.read(length)))
        self._received.put(None)
