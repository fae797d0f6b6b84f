#!/usr/bin/env python3
"""Odd but right: the node of oauth.py with one liberty that the protocol leaves open, or one SHOULD it does not meet.

Run:  python3 odd/odd.py bare          (or another liberty: the names are those of odd.json)
"""

import json
import os
import re
import secrets
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import oauth  # noqa: E402


def refused(reply, error):
    body = {"type": "error", "code": 12 if error == "invalid_request" else 22, "error": error}
    if "in_reply_to" in reply["body"]:
        body["in_reply_to"] = reply["body"]["in_reply_to"]
    return {**reply, "body": body}


def with_url(reply, change):
    """The reply with another URL; a reply that has none stays as it is."""
    body = reply["body"]
    return {**reply, "body": {**body, "url": change(body["url"])}} if "url" in body else reply


# ---- liberties with the reply: (request, reply) -> the odd reply, None for silence ----


def bare(request, reply):
    return reply["body"]


def own_msg_id(request, reply):
    own_msg_id.last += 1
    return {**reply, "body": {**reply["body"], "msg_id": own_msg_id.last}}


own_msg_id.last = 0


def extra_members(request, reply):
    body = {**reply["body"], "note": {"served": [1, None]}}
    if body["type"] == "token_issued":  # RFC 6749 section 5.1 knows these two
        body.update(refresh_token=secrets.token_urlsafe(16), scope=" ".join(oauth.granted[body["access_token"]]))
    return {**reply, "id": 7, "body": body}


def float_lifetime(request, reply):
    if "expires_in" in reply["body"]:
        reply["body"]["expires_in"] = 3600.0
    return reply


def scope_invalid(request, reply):
    if reply["body"].get("has_scope") is False:
        reply["body"] = {**reply["body"], "type": "scope_invalid"}
    return reply


def invalid_token(request, reply):
    if reply["body"]["type"] == "scope_valid" and request["body"]["token"] not in oauth.granted:
        return refused(reply, "invalid_token")
    return reply


def ascii_only(request, reply):
    """RFC 6749 appendix A.1 and A.5: client_id and state are VSCHAR."""
    values = (request["body"].get(name) for name in ("client_id", "state"))
    ok = all(re.fullmatch("[ -~]*", value) for value in values if isinstance(value, str))
    return reply if ok else refused(reply, "invalid_request")


def state_required(request, reply):
    return refused(reply, "invalid_request") if "url" in reply["body"] and "state" not in request["body"] else reply


def scopes_required(request, reply):
    return refused(reply, "invalid_request") if "url" in reply["body"] and not request["body"]["scopes"] else reply


def extra_parameter(request, reply):
    """Not for the client of the samples, whose URL the exercise gives to the letter."""
    if request["body"].get("client_id") == "abc123":
        return reply
    return with_url(reply, lambda url: url + "&nonce=" + secrets.token_urlsafe(8))


def with_scopes(request, reply, change):
    """The reply to the same request with other scopes, where it has a URL."""
    if "url" not in reply["body"]:
        return reply
    body = {**request["body"], "scopes": change(request["body"]["scopes"])}
    return {**reply, "body": {**reply["body"], **oauth.generate_auth_url(body)}}


def scopes_once(request, reply):
    return with_scopes(request, reply, lambda scopes: list(dict.fromkeys(scopes)))


def scopes_turned(request, reply):
    """Another order each time, as a set without order may give it; not for the client of the samples."""
    scopes_turned.next = not scopes_turned.next
    if request["body"].get("client_id") == "abc123" or not scopes_turned.next:
        return reply
    return with_scopes(request, reply, lambda scopes: scopes[::-1])


scopes_turned.next = False


def scopes_sorted(request, reply):
    return with_scopes(request, reply, sorted)


def empty_state_dropped(request, reply):
    return with_url(reply, lambda url: re.sub(r"&state=\Z", "", url))


def empty_scope_kept(request, reply):
    return with_url(reply, lambda url: url if "&scope=" in url else url + "&scope=")


def blank_as_percent_20(request, reply):
    return with_url(reply, lambda url: url.replace("+", "%20"))


def lower_case_hex(request, reply):
    return with_url(reply, lambda url: re.sub("%..", lambda hex: hex[0].lower(), url))


def raw_slash(request, reply):
    return with_url(reply, lambda url: url.replace("%2F", "/"))


def other_order(request, reply):
    def turn(url):
        endpoint, query = url.split("?")
        return endpoint + "?" + "&".join(reversed(query.split("&")))

    return with_url(reply, turn)


def silent_without_id(request, reply):
    return reply if "msg_id" in request["body"] else None


# ---- liberties with the line: reply -> text ----


def plain_line(reply):
    return json.dumps(reply) + "\n"


def spaced(reply):
    """Members in reverse order, blanks and tabs wherever JSON takes them."""
    reply["body"] = dict(reversed(reply["body"].items()))
    return "\t" + json.dumps(dict(reversed(reply.items())), separators=(" ,\t", " : ")) + " \n"


def escaped(reply):
    """Every character of every string as an escape, the surrogate pairs of the others included."""

    def escape(string):
        units = json.loads(string[0]).encode("utf-16-be", "surrogatepass")
        return '"' + "".join("\\u" + units[i : i + 2].hex() for i in range(0, len(units), 2)) + '"'

    return re.sub(r'"(?:[^"\\]|\\.)*"', escape, json.dumps(reply)) + "\n"


def carriage_return(reply):
    return json.dumps(reply) + "\r\n"


def chatty(reply):
    """Not a word too much on stdout; stderr is free."""
    print("answered\n{not json}", file=sys.stderr, flush=True)
    return plain_line(reply)


# ---- liberties with the process ----


def reverse_order(replies):
    """The replies to what was read at once, the last one first."""
    return list(reversed(replies))


def exit_status_3():
    return 3


REPLIES = (
    bare, own_msg_id, extra_members, float_lifetime, scope_invalid, invalid_token, ascii_only, state_required,
    scopes_required, extra_parameter, scopes_once, scopes_turned, scopes_sorted, empty_state_dropped, empty_scope_kept,
    blank_as_percent_20, lower_case_hex, raw_slash, other_order, silent_without_id,
)  # fmt: skip
LINES = (spaced, escaped, carriage_return, chatty)
PROCESS = (reverse_order, exit_status_3)


def batches():
    """Lists of lines that could be read at once; the last line may have no line feed."""
    rest = b""
    while chunk := os.read(0, 1 << 20):
        *lines, rest = (rest + chunk).split(b"\n")
        yield lines
    yield [rest]


def serve(line, odd):
    reply = oauth.serve(line)
    return odd(json.loads(line), reply) if reply and odd in REPLIES else reply


def main(liberty):
    known = {odd.__name__.replace("_", "-"): odd for odd in REPLIES + LINES + PROCESS}
    if liberty not in known:
        sys.exit("usage: odd.py " + "|".join(known))
    odd = known[liberty]
    write = odd if odd in LINES else plain_line
    for lines in batches():
        replies = [reply for reply in (serve(line, odd) for line in lines) if reply]
        for reply in reverse_order(replies) if odd is reverse_order else replies:
            sys.stdout.write(write(reply))
        sys.stdout.flush()
    return exit_status_3() if odd is exit_status_3 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
