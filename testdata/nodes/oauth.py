#!/usr/bin/env python3
"""An OAuth 2.0 node in Python: a JSON message per line on stdin, a reply per line on stdout.

Run:  python3 oauth.py          (Python 3.8 or later, standard library only)
"""

import json
import secrets
import sys
from urllib.parse import urlencode

ENDPOINT = "https://accounts.example.com/authorize"

requested = {}  # client_id -> scopes of its latest generate_auth_url
granted = {}  # access token -> scopes
used = set()  # (client_id, code): a code is good for one exchange


class Refusal(Exception):
    """A request that gets an error: Maelstrom's code, the RFC 6749 name, a text for people."""


def text(body, name, empty=False):
    """The string member called name; it must be there, and may be "" only where empty says so."""
    value = body.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise Refusal(12, "invalid_request", name + " must be a string")
    return value


def generate_auth_url(body):
    client_id, redirect_uri = text(body, "client_id"), text(body, "redirect_uri")
    scopes = body.get("scopes")
    # RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
    if not isinstance(scopes, list) or not all(isinstance(s, str) and s and " " not in s for s in scopes):
        raise Refusal(12, "invalid_request", "scopes must be a list of strings without blanks")
    query = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect_uri}
    if scopes:
        query["scope"] = " ".join(scopes)
    if "state" in body:
        query["state"] = text(body, "state", empty=True)
    try:
        url = ENDPOINT + "?" + urlencode(query)
    except UnicodeEncodeError:  # half of a surrogate pair has no UTF-8
        raise Refusal(12, "invalid_request", "not Unicode text")
    requested[client_id] = scopes
    return {"type": "auth_url_generated", "url": url}


def exchange_code(body):
    code, client_id = text(body, "code"), text(body, "client_id")
    text(body, "redirect_uri")
    if "client_secret" in body:
        text(body, "client_secret", empty=True)
    if (client_id, code) in used:
        raise Refusal(22, "invalid_grant", "the code was already used")
    used.add((client_id, code))
    token = secrets.token_urlsafe(16)  # RFC 6749 section 10.10: 128 bits
    granted[token] = requested.get(client_id, [])
    return {"type": "token_issued", "access_token": token, "token_type": "Bearer", "expires_in": 3600}


def check_scope(body):
    scopes = granted.get(text(body, "token", empty=True), [])
    # "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
    required = text(body, "required_scope", empty=True).split(" ")
    return {"type": "scope_valid", "has_scope": all(scope in scopes for scope in required)}


HANDLERS = {"generate_auth_url": generate_auth_url, "exchange_code": exchange_code, "check_scope": check_scope}


def answer(body):
    """The body of the reply, without in_reply_to."""
    try:
        if body["type"] not in HANDLERS:
            raise Refusal(10, "unsupported_message_type", "unknown message type")
        return HANDLERS[body["type"]](body)
    except Refusal as refusal:
        code, error, why = refusal.args
        return {"type": "error", "code": code, "error": error, "text": why}


def name(value):
    return value if isinstance(value, str) else ""


def serve(line):
    """The reply to a line of bytes, or None where none is owed: no JSON, no request, or itself a reply."""
    try:
        message = json.loads(line)  # of bytes: UTF-8 whatever the locale says, and a BOM does no harm
    except (ValueError, RecursionError):
        return None
    body = message.get("body") if isinstance(message, dict) else None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str) or "in_reply_to" in body:
        return None
    reply = answer(body)
    if type(body.get("msg_id")) is int:  # 0 is an id too; True, for isinstance an int, is not
        reply["in_reply_to"] = body["msg_id"]
    return {"src": name(message.get("dest")), "dest": name(message.get("src")), "body": reply}


def main():
    for line in sys.stdin.buffer:  # bytes end a line at LF only; str.splitlines() would at U+2028 too
        reply = serve(line)
        if reply:
            print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
