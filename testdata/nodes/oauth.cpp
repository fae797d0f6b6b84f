// An OAuth 2.0 node in C++: a JSON message per line on stdin, a reply per line on stdout.
//
// Run:  c++ -std=c++17 -O2 -o oauth oauth.cpp && ./oauth          (no libraries)
//
// Half of a surrogate pair (\ud800 alone) is read as U+FFFD, and that is what the URL then holds.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::string_literals;

// A JSON value (RFC 8259). A number stays as it was written: none is too large.
struct Json {
    enum Kind { null, boolean, number, string, array, object } kind = null;
    std::string text;               // of a string or a number
    std::vector<Json> items;        // of an array or an object
    std::vector<std::string> names; // of an object: one for each item

    // The member called name, the last one; nullptr if there is none.
    const Json* find(std::string_view name) const {
        for (auto i = names.size(); i-- > 0;)
            if (names[i] == name) return &items[i];
        return nullptr;
    }
};

struct NotJson : std::runtime_error {
    NotJson() : runtime_error("not JSON") {}
};

class Reader {
public:
    static Json read(std::string_view text) {
        Reader reader{text};
        Json value = reader.value();
        if (reader.peek() != end) throw NotJson();
        return value;
    }

private:
    static constexpr int max_depth = 500, end = -1;
    std::string_view text;
    std::size_t at = 0;
    int depth = 0;

    explicit Reader(std::string_view text) : text(text) {}

    int here() const { return at < text.size() ? static_cast<unsigned char>(text[at]) : end; }

    // The next byte that is no whitespace.
    int peek() {
        at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
        return here();
    }

    bool accept(char c) {
        bool found = peek() == c;
        at += found;
        return found;
    }

    void expect(char c) {
        if (!accept(c)) throw NotJson();
    }

    Json value() {
        switch (peek()) {
        case '{': return list('}', true);
        case '[': return list(']', false);
        case '"': return {Json::string, string(), {}, {}};
        case 't': return word("true", Json::boolean);
        case 'f': return word("false", Json::boolean);
        case 'n': return word("null", Json::null);
        default: return number();
        }
    }

    Json list(char close, bool named) {
        if (++depth > max_depth) throw NotJson();
        Json list;
        list.kind = named ? Json::object : Json::array;
        for (at++; !accept(close);) {
            if (!list.items.empty()) expect(',');
            if (named) {
                list.names.push_back(string());
                expect(':');
            }
            list.items.push_back(value());
        }
        depth--;
        return list;
    }

    Json word(std::string_view word, Json::Kind kind) {
        if (text.substr(at, word.size()) != word) throw NotJson();
        at += word.size();
        return {kind, {}, {}, {}};
    }

    Json number() {
        auto start = at;
        at += here() == '-';
        if (here() == '0') at++; // and no digit may follow it
        else digits();
        if (here() == '.') {
            at++;
            digits();
        }
        if (here() == 'e' || here() == 'E') {
            at++;
            at += here() == '+' || here() == '-';
            digits();
        }
        return {Json::number, std::string(text.substr(start, at - start)), {}, {}};
    }

    void digits() {
        auto start = at;
        at = std::min(text.find_first_not_of("0123456789", at), text.size());
        if (at == start) throw NotJson();
    }

    std::string string() {
        std::string s;
        for (expect('"'); here() != '"'; at++) {
            if (here() < ' ') throw NotJson(); // the end, too
            if (here() != '\\') {
                s += text[at];
                continue;
            }
            at++;
            constexpr std::string_view names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
            if (here() == 'u') {
                append(s, unicode());
                continue;
            }
            auto which = at < text.size() ? names.find(text[at]) : names.npos;
            if (which == names.npos) throw NotJson();
            s += meanings[which];
        }
        at++;
        return s;
    }

    // RFC 8259 section 7: two escapes, one for each half of a surrogate pair, are one character.
    // Leaves at on the last digit.
    unsigned unicode() {
        unsigned high = hex4();
        if (high >= 0xD800 && high < 0xDC00 && text.substr(at + 1, 2) == "\\u") {
            auto before = at;
            at += 2;
            unsigned low = hex4();
            if (low >= 0xDC00 && low < 0xE000) return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            at = before;
        }
        return high >= 0xD800 && high < 0xE000 ? 0xFFFD : high;
    }

    unsigned hex4() {
        auto digits = text.substr(at + 1, 4);
        if (digits.size() < 4 || digits.find_first_not_of("0123456789abcdefABCDEF") != digits.npos) throw NotJson();
        at += 4;
        return static_cast<unsigned>(std::stoul(std::string(digits), nullptr, 16));
    }

    static void append(std::string& s, unsigned c) {
        if (c < 0x80) {
            s += static_cast<char>(c);
            return;
        }
        int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        s += static_cast<char>((0xFF00 >> (more + 1) & 0xFF) | c >> 6 * more);
        while (more-- > 0) s += static_cast<char>(0x80 | (c >> 6 * more & 0x3F));
    }
};

// RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool is_utf8(std::string_view s) {
    auto byte = [&](std::size_t i) -> unsigned { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0; };
    for (std::size_t i = 0; i < s.size();) {
        unsigned b = byte(i), next = byte(i + 1);
        int more = b < 0x80 ? 0 : b < 0xC2 ? -1 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : b < 0xF5 ? 3 : -1;
        bool bad = (b == 0xE0 && next < 0xA0) || (b == 0xED && next > 0x9F) || (b == 0xF0 && next < 0x90) ||
                   (b == 0xF4 && next > 0x8F);
        if (more < 0 || bad) return false;
        for (i++; more > 0; more--, i++)
            if ((byte(i) & 0xC0) != 0x80) return false;
    }
    return true;
}

// A string as JSON. The rest of UTF-8 goes as it is.
std::string quote(std::string_view value) {
    std::string quoted = "\"";
    for (char c : value) {
        char escape[7];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned char>(c));
        bool plain = static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\';
        quoted += plain ? std::string(1, c) : escape;
    }
    return quoted + '"';
}

// Form encoding (RFC 6749 appendix B): UTF-8 bytes, and + for a blank.
std::string form(std::string_view value) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*";
    std::string encoded;
    for (char c : value) {
        char escape[4];
        std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned char>(c));
        encoded += c == ' ' ? "+"s : plain.find(c) != plain.npos ? std::string(1, c) : escape;
    }
    return encoded;
}

// The parts between single blanks: "" has one, which is empty.
std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts{""};
    for (char c : text) {
        if (c == ' ') parts.emplace_back();
        else parts.back() += c;
    }
    return parts;
}

// A request that gets an error: Maelstrom's code, the RFC 6749 name, a text for people.
struct Refusal : std::runtime_error {
    int code;
    std::string error;
    Refusal(int code, std::string error, const std::string& text)
        : runtime_error(text), code(code), error(std::move(error)) {}
};

Refusal invalid(const std::string& text) { return {12, "invalid_request", text}; }

const std::string& text(const Json& body, const std::string& name) {
    auto value = body.find(name);
    if (!value || value->kind != Json::string) throw invalid(name + " must be a string");
    return value->text;
}

const std::string& filled(const Json& body, const std::string& name) {
    if (text(body, name).empty()) throw invalid(name + " must not be empty");
    return text(body, name);
}

// RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
std::vector<std::string> scope_list(const Json* value) {
    if (!value || value->kind != Json::array) throw invalid("scopes must be a list");
    std::vector<std::string> scopes;
    for (auto& item : value->items) {
        if (item.kind != Json::string || item.text.empty() || item.text.find(' ') != item.text.npos)
            throw invalid("a scope must be a string without blanks");
        scopes.push_back(item.text);
    }
    return scopes;
}

class Node {
public:
    // The reply to a line, "" where none is owed: no JSON, no request, or itself a reply.
    std::string serve(const std::string& line) try {
        auto message = Reader::read(line);
        auto body = message.find("body");
        auto type = body ? body->find("type") : nullptr;
        if (!is_utf8(line) || !type || type->kind != Json::string || body->find("in_reply_to")) return "";
        auto reply = answer(type->text, *body);
        auto id = body->find("msg_id");
        if (id && id->kind == Json::number && id->text.find_first_of(".eE") == id->text.npos)
            reply += ",\"in_reply_to\":" + id->text;
        auto name = [&](const char* key) {
            auto value = message.find(key);
            return quote(value && value->kind == Json::string ? value->text : "");
        };
        return "{\"src\":" + name("dest") + ",\"dest\":" + name("src") + ",\"body\":{" + reply + "}}";
    } catch (const NotJson&) {
        return "";
    }

private:
    std::map<std::string, std::vector<std::string>> requested; // client_id -> scopes of its latest generate_auth_url
    std::map<std::string, std::set<std::string>> granted;      // access token -> scopes
    std::set<std::pair<std::string, std::string>> used;        // client_id, code: a code is good for one exchange

    // The members of a reply.
    std::string answer(const std::string& type, const Json& body) try {
        if (type == "generate_auth_url") return generate_auth_url(body);
        if (type == "exchange_code") return exchange_code(body);
        if (type == "check_scope") return check_scope(body);
        throw Refusal(10, "unsupported_message_type", "unknown message type");
    } catch (const Refusal& r) {
        auto code = std::to_string(r.code);
        return "\"type\":\"error\",\"code\":" + code + ",\"error\":" + quote(r.error) + ",\"text\":" + quote(r.what());
    }

    std::string generate_auth_url(const Json& body) {
        auto& client = filled(body, "client_id");
        auto url = "https://accounts.example.com/authorize?response_type=code&client_id=" + form(client);
        url += "&redirect_uri=" + form(filled(body, "redirect_uri"));
        auto scopes = scope_list(body.find("scopes"));
        std::string separator = "&scope=";
        for (auto& scope : scopes) {
            url += separator + form(scope);
            separator = "+";
        }
        if (body.find("state")) url += "&state=" + form(text(body, "state"));
        requested[client] = scopes;
        return "\"type\":\"auth_url_generated\",\"url\":" + quote(url);
    }

    std::string exchange_code(const Json& body) {
        auto &client = filled(body, "client_id"), &code = filled(body, "code");
        filled(body, "redirect_uri");
        if (body.find("client_secret")) text(body, "client_secret");
        if (!used.emplace(client, code).second) throw Refusal(22, "invalid_grant", "the code was already used");
        auto token = random_token();
        auto& scopes = requested[client];
        granted[token] = {scopes.begin(), scopes.end()};
        return "\"type\":\"token_issued\",\"access_token\":" + quote(token) +
               ",\"token_type\":\"Bearer\",\"expires_in\":3600";
    }

    std::string check_scope(const Json& body) {
        auto grant = granted.find(text(body, "token"));
        // "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
        auto required = split(text(body, "required_scope"));
        auto holds = [&](const std::string& scope) { return grant->second.count(scope) > 0; };
        bool has = grant != granted.end() && std::all_of(required.begin(), required.end(), holds);
        return "\"type\":\"scope_valid\",\"has_scope\":"s + (has ? "true" : "false");
    }

    // RFC 6749 section 10.10: 128 bits from the system, not from a generator that can be guessed.
    static std::string random_token() {
        std::random_device random;
        std::string token;
        for (int i = 0; i < 4; i++) {
            char word[9];
            std::snprintf(word, sizeof word, "%08x", random());
            token += word;
        }
        return token;
    }
};

int main() {
    Node node;
    for (std::string line; std::getline(std::cin, line);) {
        if (line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3); // a byte order mark does no harm
        auto reply = node.serve(line);
        if (!reply.empty()) std::cout << reply << std::endl; // endl flushes
    }
}
