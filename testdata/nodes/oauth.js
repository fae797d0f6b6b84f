// An OAuth 2.0 node in JavaScript: a JSON message per line on stdin, a reply per line on stdout.
//
// Run:  node oauth.js          (Node 20 or later, no packages)
'use strict';
const { randomBytes } = require('node:crypto');

// Map and Set, not plain objects: "__proto__" and "constructor" are names like any other.
const requested = new Map(); // client_id -> scopes of its latest generate_auth_url
const granted = new Map(); // access token -> Set of scopes
const used = new Set(); // [client_id, code] as JSON: a code is good for one exchange

class Refusal extends Error {
  constructor(code, error, text) {
    super(text);
    Object.assign(this, { code, error });
  }
}

const invalid = (text) => new Refusal(12, 'invalid_request', text);

// The string member called name; "" only where allowed, half a surrogate pair never.
function text(body, name, { empty = false } = {}) {
  const value = body[name];
  if (typeof value !== 'string' || !value.isWellFormed() || !(value || empty)) {
    throw invalid(`${name} must be a string`);
  }
  return value;
}

function generateAuthURL(body) {
  const client = text(body, 'client_id');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client,
    redirect_uri: text(body, 'redirect_uri'),
  });
  const { scopes } = body;
  // RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
  const good = (s) => typeof s === 'string' && s.isWellFormed() && s !== '' && !s.includes(' ');
  if (!Array.isArray(scopes) || !scopes.every(good)) throw invalid('scopes must be a list of strings without blanks');
  if (scopes.length > 0) query.set('scope', scopes.join(' '));
  if (body.state !== undefined) query.set('state', text(body, 'state', { empty: true }));
  requested.set(client, scopes);
  return { type: 'auth_url_generated', url: `https://accounts.example.com/authorize?${query}` };
}

function exchangeCode(body) {
  const [client, code] = [text(body, 'client_id'), text(body, 'code')];
  text(body, 'redirect_uri');
  if (body.client_secret !== undefined) text(body, 'client_secret', { empty: true });
  const use = JSON.stringify([client, code]);
  if (used.has(use)) throw new Refusal(22, 'invalid_grant', 'the code was already used');
  used.add(use);
  const token = randomBytes(16).toString('base64url'); // RFC 6749 section 10.10: 128 bits
  granted.set(token, new Set(requested.get(client)));
  return { type: 'token_issued', access_token: token, token_type: 'Bearer', expires_in: 3600 };
}

function checkScope(body) {
  const scopes = granted.get(text(body, 'token', { empty: true })) ?? new Set();
  // "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
  const required = text(body, 'required_scope', { empty: true }).split(' ');
  return { type: 'scope_valid', has_scope: required.every((scope) => scopes.has(scope)) };
}

function answer(body) {
  try {
    switch (body.type) {
      case 'generate_auth_url': return generateAuthURL(body);
      case 'exchange_code': return exchangeCode(body);
      case 'check_scope': return checkScope(body);
      default: throw new Refusal(10, 'unsupported_message_type', 'unknown message type');
    }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { type: 'error', code: refusal.code, error: refusal.error, text: refusal.message };
  }
}

function serve(line) {
  let message;
  try {
    message = JSON.parse(line.trim()); // trim takes a byte order mark and a CR, too
  } catch {
    return; // a blank line, or not JSON: nobody to answer
  }
  const body = message?.body;
  if (typeof body?.type !== 'string' || body.in_reply_to !== undefined) return;
  const reply = answer(body);
  if (Number.isInteger(body.msg_id)) reply.in_reply_to = body.msg_id;
  const name = (value) => (typeof value === 'string' ? value : '');
  console.log(JSON.stringify({ src: name(message.dest), dest: name(message.src), body: reply }));
}

// Split at LF by hand: node:readline ends a line at U+2028 and U+2029, too.
async function main() {
  let rest = '';
  process.stdin.setEncoding('utf8'); // keeps a character whole that two chunks share
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    lines.forEach(serve);
  }
  serve(rest);
}

main();
