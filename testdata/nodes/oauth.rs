//! An OAuth 2.0 node in Rust: a JSON message per line on stdin, a reply per line on stdout.
//!
//! Run:  rustc --edition 2021 -O oauth.rs && ./oauth          (no crates)
//!
//! A Rust string cannot hold half of a surrogate pair: \ud800 alone is read as U+FFFD.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, Read, Write};

const ENDPOINT: &str = "https://accounts.example.com/authorize";

fn main() -> io::Result<()> {
    let mut node = Node::default();
    let mut out = io::stdout().lock();
    // split, not lines: bytes that are no UTF-8 spoil one line, not the loop.
    for line in io::stdin().lock().split(b'\n') {
        if let Some(reply) = node.serve(&line?) {
            writeln!(out, "{reply}")?;
            out.flush()?;
        }
    }
    Ok(())
}

/// A request that gets an error: Maelstrom's code, the RFC 6749 name, a text for people.
struct Refusal(u32, &'static str, String);

fn invalid(text: impl Into<String>) -> Refusal {
    Refusal(12, "invalid_request", text.into())
}

type Object = HashMap<String, Json>;

#[derive(Default)]
struct Node {
    /// client_id -> scopes of its latest generate_auth_url
    requested: HashMap<String, Vec<String>>,
    /// access token -> scopes
    granted: HashMap<String, Vec<String>>,
    /// (client_id, code): a code is good for one exchange
    used: HashSet<(String, String)>,
}

impl Node {
    /// The reply to a line, or None where none is owed: no JSON, no request, or itself a reply.
    fn serve(&mut self, line: &[u8]) -> Option<String> {
        let line = std::str::from_utf8(line).ok()?;
        let Json::Object(message) = Json::parse(line.trim_start_matches('\u{feff}'))? else { return None };
        let Json::Object(body) = message.get("body")? else { return None };
        let Json::String(kind) = body.get("type")? else { return None };
        if body.contains_key("in_reply_to") {
            return None;
        }
        let mut reply = self.answer(kind, body).unwrap_or_else(|Refusal(code, error, text)| {
            format!(r#""type":"error","code":{code},"error":"{error}","text":{}"#, quote(&text))
        });
        match body.get("msg_id") {
            Some(Json::Number(id)) if !id.contains(['.', 'e', 'E']) => reply += &format!(r#","in_reply_to":{id}"#),
            _ => {}
        }
        let name = |key| match message.get(key) {
            Some(Json::String(s)) => quote(s),
            _ => quote(""),
        };
        Some(format!(r#"{{"src":{},"dest":{},"body":{{{reply}}}}}"#, name("dest"), name("src")))
    }

    /// The members of a reply, in JSON and without the braces.
    fn answer(&mut self, kind: &str, body: &Object) -> Result<String, Refusal> {
        match kind {
            "generate_auth_url" => self.generate_auth_url(body),
            "exchange_code" => self.exchange_code(body),
            "check_scope" => self.check_scope(body),
            _ => Err(Refusal(10, "unsupported_message_type", "unknown message type".into())),
        }
    }

    fn generate_auth_url(&mut self, body: &Object) -> Result<String, Refusal> {
        let client = filled(body, "client_id")?;
        let mut url = format!("{ENDPOINT}?response_type=code&client_id={}", form(client));
        url += &format!("&redirect_uri={}", form(filled(body, "redirect_uri")?));
        let scopes = scope_list(body)?;
        if !scopes.is_empty() {
            url += &format!("&scope={}", form(&scopes.join(" ")));
        }
        if body.contains_key("state") {
            url += &format!("&state={}", form(text(body, "state")?));
        }
        self.requested.insert(client.into(), scopes);
        Ok(format!(r#""type":"auth_url_generated","url":"{url}""#))
    }

    fn exchange_code(&mut self, body: &Object) -> Result<String, Refusal> {
        let (client, code) = (filled(body, "client_id")?, filled(body, "code")?);
        filled(body, "redirect_uri")?;
        if body.contains_key("client_secret") {
            text(body, "client_secret")?;
        }
        if !self.used.insert((client.into(), code.into())) {
            return Err(Refusal(22, "invalid_grant", "the code was already used".into()));
        }
        let token = random_token().map_err(|e| Refusal(13, "server_error", e.to_string()))?;
        self.granted.insert(token.clone(), self.requested.get(client).cloned().unwrap_or_default());
        Ok(format!(r#""type":"token_issued","access_token":"{token}","token_type":"Bearer","expires_in":3600"#))
    }

    fn check_scope(&self, body: &Object) -> Result<String, Refusal> {
        let (token, required) = (text(body, "token")?, text(body, "required_scope")?);
        let scopes = self.granted.get(token).map_or(&[][..], Vec::as_slice);
        // "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
        let has_scope = required.split(' ').all(|name| scopes.iter().any(|scope| scope == name));
        Ok(format!(r#""type":"scope_valid","has_scope":{has_scope}"#))
    }
}

fn text<'a>(body: &'a Object, name: &str) -> Result<&'a str, Refusal> {
    match body.get(name) {
        Some(Json::String(s)) => Ok(s),
        _ => Err(invalid(format!("{name} must be a string"))),
    }
}

fn filled<'a>(body: &'a Object, name: &str) -> Result<&'a str, Refusal> {
    match text(body, name)? {
        "" => Err(invalid(format!("{name} must not be empty"))),
        s => Ok(s),
    }
}

/// RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
fn scope_list(body: &Object) -> Result<Vec<String>, Refusal> {
    let Some(Json::Array(list)) = body.get("scopes") else {
        return Err(invalid("scopes must be a list"));
    };
    let scope = |value: &Json| match value {
        Json::String(s) if !s.is_empty() && !s.contains(' ') => Ok(s.clone()),
        _ => Err(invalid("a scope must be a string without blanks")),
    };
    list.iter().map(scope).collect()
}

/// Form encoding (RFC 6749 appendix B): UTF-8 bytes, and + for a blank.
fn form(value: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => char::from(byte).to_string(),
        b' ' => "+".into(),
        _ => format!("%{byte:02X}"),
    };
    value.bytes().map(encode).collect()
}

/// RFC 6749 section 10.10: 128 bits that nobody can guess.
fn random_token() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A JSON string.
fn quote(value: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c < ' ' => format!("\\u{:04x}", c as u32),
        c => c.to_string(),
    };
    format!("\"{}\"", value.chars().map(escape).collect::<String>())
}

/// A JSON value (RFC 8259). A number stays as it was written, so that none is too large.
enum Json {
    Null,
    Bool,
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Object),
}

impl Json {
    /// None if the text is not one JSON value.
    fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader { rest: text, depth: 0 };
        let value = reader.value()?;
        reader.skip_whitespace();
        reader.rest.is_empty().then_some(value)
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: u32,
}

const MAX_DEPTH: u32 = 500;

impl Reader<'_> {
    fn skip_whitespace(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    /// Consumes a token, and the whitespace before it, if it comes next.
    fn accept(&mut self, token: &str) -> bool {
        self.skip_whitespace();
        let after = self.rest.strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn expect(&mut self, token: &str) -> Option<()> {
        self.accept(token).then_some(())
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        Some(c)
    }

    fn value(&mut self) -> Option<Json> {
        self.skip_whitespace();
        match self.rest.as_bytes().first()? {
            b'{' => self.object(),
            b'[' => self.array(),
            b'"' => self.string().map(Json::String),
            b'-' | b'0'..=b'9' => self.number(),
            _ if self.accept("null") => Some(Json::Null),
            _ if self.accept("true") || self.accept("false") => Some(Json::Bool),
            _ => None,
        }
    }

    fn open(&mut self, bracket: &str) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH && self.accept(bracket)).then_some(())
    }

    fn object(&mut self) -> Option<Json> {
        let mut members = Object::new();
        self.open("{")?;
        while !self.accept("}") {
            if !members.is_empty() {
                self.expect(",")?;
            }
            self.skip_whitespace();
            let name = self.string()?;
            self.expect(":")?;
            members.insert(name, self.value()?);
        }
        self.depth -= 1;
        Some(Json::Object(members))
    }

    fn array(&mut self) -> Option<Json> {
        let mut elements = Vec::new();
        self.open("[")?;
        while !self.accept("]") {
            if !elements.is_empty() {
                self.expect(",")?;
            }
            elements.push(self.value()?);
        }
        self.depth -= 1;
        Some(Json::Array(elements))
    }

    fn string(&mut self) -> Option<String> {
        let mut units = String::new();
        self.expect("\"")?;
        loop {
            match self.next()? {
                '"' => return Some(units),
                '\\' => units.push(self.escape()?),
                c if c < ' ' => return None,
                c => units.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            c @ ('"' | '\\' | '/') => c,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unicode()?,
            _ => return None,
        })
    }

    /// RFC 8259 section 7: two escapes, one for each half of a surrogate pair, are one character.
    fn unicode(&mut self) -> Option<char> {
        let high = self.hex4()?;
        if let (0xd800..=0xdbff, Some(after)) = (high, self.rest.strip_prefix("\\u")) {
            let before = std::mem::replace(&mut self.rest, after);
            match self.hex4()? {
                low @ 0xdc00..=0xdfff => return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
                _ => self.rest = before,
            }
        }
        Some(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex4(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |value, _| Some(value * 16 + self.next()?.to_digit(16)?))
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.rest;
        self.rest = start.strip_prefix('-').unwrap_or(start);
        match self.rest.strip_prefix('0') {
            Some(after) => self.rest = after, // and no digit may follow it
            None => self.digits()?,
        }
        if let Some(after) = self.rest.strip_prefix('.') {
            self.rest = after;
            self.digits()?;
        }
        if let Some(after) = self.rest.strip_prefix(['e', 'E']) {
            self.rest = after.strip_prefix(['+', '-']).unwrap_or(after);
            self.digits()?;
        }
        Some(Json::Number(start[..start.len() - self.rest.len()].into()))
    }

    fn digits(&mut self) -> Option<()> {
        let after = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let found = after.len() < self.rest.len();
        self.rest = after;
        found.then_some(())
    }
}
