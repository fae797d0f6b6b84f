#!/usr/bin/env python3
"""Odd but right: the whole node of full/ with one liberty that the protocol leaves open.

Run:  python3 odd/whole.py short-tokens          (or another liberty: the names are those of odd.json)
"""

import json
import os
import secrets
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "full"))
import node as whole  # noqa: E402
import wire  # noqa: E402


class Liberty:
    """None: the node as it is."""

    def hears(self, body):
        """Changes a request before the node sees it."""

    def says(self, request, body):
        """Changes a reply before the client sees it."""


class AnyCharacters(Liberty):
    """RFC 6749 appendix A.11: a code is VSCHAR, blanks, quotes and braces among it."""

    mark = '{a} "b\\%+&=#'

    def hears(self, body):
        code = body.get("code")
        if body["type"] == "exchange_code" and isinstance(code, str) and code.startswith(self.mark):
            body["code"] = code[len(self.mark) :]

    def says(self, request, body):
        if body["type"] == "code_issued":
            body["code"] = self.mark + body["code"]


class ShortTokens(Liberty):
    """128 random bits fit into 22 characters."""

    def __init__(self):
        self.own = {}  # the short token -> the node's

    def hears(self, body):
        if isinstance(body.get("token"), str):
            body["token"] = self.own.get(body["token"], body["token"])

    def says(self, request, body):
        if "access_token" in body:
            short = secrets.token_urlsafe(16)
            self.own[short] = body["access_token"]
            body["access_token"] = short


class NoRefreshForPublic(Liberty):
    """RFC 6749 section 5.1: refresh_token is optional."""

    def says(self, request, body):
        if body["type"] == "token_issued" and "client_secret" not in request:
            del body["refresh_token"]


class OwnWord(Liberty):
    """Protocol, section 6: how an unknown type is called is the node's own word."""

    def says(self, request, body):
        if body.get("error") == "unsupported_message_type":
            body["error"] = "not_supported"


class MethodNotSupported(Liberty):
    """Maelstrom's 10 is "not supported", which another code_challenge_method is too; the number is a SHOULD."""

    def says(self, request, body):
        if "code_challenge_method" in body.get("text", ""):
            body["code"] = 10


class StateDemanded(Liberty):
    """Protocol, section 5: a request without state may be refused, when its URL is opened too."""

    def says(self, request, body):
        if body["type"] == "code_issued" and "state" not in body:
            body.clear()
            body.update({"type": "error", "code": 12, "error": "invalid_request"})
            body["in_reply_to"] = request["msg_id"]


class AccessTokensStay(Liberty):
    """RFC 7009 section 2: a server should revoke access tokens; one whose tokens are signed, not stored, says that it does not."""

    def __init__(self):
        self.issued = set()

    def hears(self, body):
        if body["type"] == "revoke_token" and body.get("token") in self.issued:
            body["token"] = "unknown"
            body["kept"] = True

    def says(self, request, body):
        self.issued.add(body.get("access_token"))
        if request.get("kept"):
            body.update({"type": "error", "code": 22, "error": "unsupported_token_type"})


LIBERTIES = {
    "any-characters": AnyCharacters,
    "short-tokens": ShortTokens,
    "no-refresh-for-public": NoRefreshForPublic,
    "own-word": OwnWord,
    "method-not-supported": MethodNotSupported,
    "state-demanded": StateDemanded,
    "access-tokens-stay": AccessTokensStay,
}


def serve(node, liberty, line):
    message = wire.decode(line)
    body = message.get("body") if isinstance(message, dict) else None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        return whole.serve(node, line)
    liberty.hears(body)
    answer = whole.serve(node, wire.encode(message))
    if not answer:
        return answer
    reply = json.loads(answer)
    liberty.says(body, reply["body"])
    return wire.encode(reply)


def main(name):
    if name not in LIBERTIES:
        sys.exit("usage: whole.py " + "|".join(LIBERTIES))
    node, liberty = whole.Node(), LIBERTIES[name]()
    for lines in wire.batches():
        wire.write(b"".join(serve(node, liberty, line) for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
