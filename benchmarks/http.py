"""A small HTTP client for load: fresh respondents with cookies and CSRF, light on the machine."""

import asyncio
import html
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
ACTION = re.compile(
    rb'<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*data-benchmark|<form[^>]*action="([^"]*)"'
)
PATIENCE = 60


@dataclass
class Reply:
    status: int
    location: str
    body: bytes

    @property
    def token(self) -> str:
        found = TOKEN.search(self.body)
        return html.unescape(found.group(1).decode()) if found else ""


@dataclass
class Respondent:
    """One fresh person: their own cookies, one request at a time."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    async def get(self, path: str) -> Reply:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, fields: dict[str, str]) -> Reply:
        return await self._ask("POST", path, urlencode(fields).encode())

    async def _ask(self, method: str, path: str, body: bytes) -> Reply:
        self.requests += 1
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                lines = [f"{method} {path} HTTP/1.0", "Host: 127.0.0.1", "Accept-Language: en"]
                if self.cookies:
                    lines.append(
                        "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items())
                    )
                if method == "POST":
                    lines += [
                        "Content-Type: application/x-www-form-urlencoded",
                        f"Content-Length: {len(body)}",
                    ]
                writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
                await writer.drain()
                whole = await reader.read()
            finally:
                writer.close()
        return self._read(whole)

    def _read(self, whole: bytes) -> Reply:
        head, _gap, body = whole.partition(b"\r\n\r\n")
        if not head:
            raise ConnectionError("the server closed the connection without a word")
        first, *rest = head.decode("latin-1").split("\r\n")
        location, promised = "", 0
        for line in rest:
            name, _colon, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _rest = value.split(";", 1)
                key, _equals, kept = cookie.partition("=")
                self.cookies[key] = kept
            elif name.lower() == "location":
                location = value
            elif name.lower() == "content-length":
                promised = int(value)
        if len(body) < promised:
            raise ConnectionError("the server closed the connection in the middle of a page")
        return Reply(int(first.split()[1]), location.removeprefix(f"http://127.0.0.1:{self.port}"), body)
