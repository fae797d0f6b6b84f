#!/usr/bin/env bash
# An OAuth 2.0 node in shell and jq: a JSON message per line on stdin, a reply per line on stdout.
#
# Run:  bash oauth.sh          (bash 5.1 or later, jq 1.6 or later)
#
# One jq serves the whole conversation: a jq for every line would cost 5 ms each and could keep nothing.
# jq has no random numbers, so the shell puts 128 bits of them (RFC 6749 section 10.10) before every line.
# jq takes half of a surrogate pair (\ud800 alone) for an error: such a line gets no reply.
export LC_ALL=C # the shell counts bytes; jq speaks UTF-8 whatever the locale

while IFS= read -r line || [[ -n $line ]]; do
  # Of a raw line jq 1.6 takes 4 KiB at a time and breaks the character between two of them; of JSON it does not.
  if ((${#line} > 4000)); then
    line=$(jq -sac 'if length == 1 then .[0] else empty end' <<<"$line" 2>/dev/null)
  fi
  printf '%08x%08x%08x%08x%s\n' "$SRANDOM" "$SRANDOM" "$SRANDOM" "$SRANDOM" "$line"
done | jq --unbuffered -nRc '
  def refusal($code; $error; $text): {type: "error", code: $code, error: $error, text: $text};
  def invalid($text): error(refusal(12; "invalid_request"; $text));

  # The string member called $name: any, or none but "".
  def text($name): .[$name] | if type == "string" then . else invalid($name + " must be a string") end;
  def filled($name): text($name) | if . == "" then invalid($name + " must not be empty") else . end;

  # RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
  def scopes: .scopes
    | if type == "array" and all(.[]; type == "string" and . != "" and (contains(" ") | not)) then .
      else invalid("scopes must be a list of strings without blanks") end;

  # Form encoding (RFC 6749 appendix B): + for a blank.
  def form: @uri | split("%20") | join("+");

  # Each takes the state of the node and gives it back with the reply in it.
  def generate_auth_url($body):
    ($body | [filled("client_id"), filled("redirect_uri")]) as [$client, $redirect]
    | ($body | scopes) as $scopes
    | ([["response_type", "code"], ["client_id", $client], ["redirect_uri", $redirect]]
      + if $scopes == [] then [] else [["scope", ($scopes | join(" "))]] end
      + if $body | has("state") then [["state", ($body | text("state"))]] else [] end) as $query
    | .requested[$client] = $scopes
    | .reply = {type: "auth_url_generated",
        url: ("https://accounts.example.com/authorize?" + ($query | map(.[0] + "=" + (.[1] | form)) | join("&")))};

  def exchange_code($body; $random):
    ($body | [filled("client_id"), filled("code"), filled("redirect_uri")]) as [$client, $code]
    | ($body | if has("client_secret") then text("client_secret") else . end) as $secret
    | ([$client, $code] | tojson) as $use
    | if .used[$use] then .reply = refusal(22; "invalid_grant"; "the code was already used")
      else .used[$use] = true
        | .granted[$random] = (.requested[$client] // [])
        | .reply = {type: "token_issued", access_token: $random, token_type: "Bearer", expires_in: 3600} end;

  def check_scope($body):
    .granted[$body | text("token")] as $granted
    # "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
    | ($body | text("required_scope") | if . == "" then [""] else split(" ") end) as $required
    | .reply = {type: "scope_valid", has_scope: ($required - ($granted // []) == [])};

  def answer($body; $random):
    if $body.type == "generate_auth_url" then generate_auth_url($body)
    elif $body.type == "exchange_code" then exchange_code($body; $random)
    elif $body.type == "check_scope" then check_scope($body)
    else .reply = refusal(10; "unsupported_message_type"; "unknown message type") end;

  def name: if type == "string" then . else "" end;

  # [...][0] ends the try: in jq 1.6 it would catch later errors, too.
  foreach inputs as $line ({requested: {}, granted: {}, used: {}};
    . as $before
    | ([$line[32:] | ltrimstr("\ufeff") | try fromjson catch null][0]) as $message
    | ($message | if type == "object" then .body else null end) as $body
    | if ($body | type == "object" and (.type | type == "string") and (has("in_reply_to") | not)) then
        [try answer($body; $line[:32]) catch (. as $refusal | $before | .reply = $refusal)][0]
        | if $body.msg_id | type == "number" then .reply.in_reply_to = $body.msg_id else . end
        | .reply = {src: ($message.dest | name), dest: ($message.src | name), body: .reply}
      else .reply = null end;
    .reply // empty)
'
