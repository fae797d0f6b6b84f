// An OAuth 2.0 node in Java: a JSON message per line on stdin, a reply per line on stdout.
//
// Run:  java Oauth.java          (JDK 17 or later, no libraries)

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

public class Oauth {
    private static final String ENDPOINT = "https://accounts.example.com/authorize";

    /** A code in the hands of a client: good for one exchange. */
    private record Use(String client, String code) {}

    private final Map<String, List<String>> requested = new HashMap<>(); // client_id -> scopes of its latest request
    private final Map<String, List<String>> granted = new HashMap<>(); // access token -> scopes
    private final Set<Use> used = new HashSet<>();
    private final SecureRandom random = new SecureRandom();

    /** A request that gets an error: Maelstrom's code, the RFC 6749 name, a text for people. */
    @SuppressWarnings("serial")
    private static final class Refusal extends Exception {
        final int code;
        final String error;

        Refusal(int code, String error, String text) {
            super(text);
            this.code = code;
            this.error = error;
        }
    }

    public static void main(String[] args) throws IOException {
        var node = new Oauth();
        var in = new BufferedInputStream(System.in, 1 << 16);
        for (byte[] line = readLine(in); line != null; line = readLine(in)) {
            // UTF-8 by name: without it Java would read with the charset of the locale.
            String reply = node.serve(new String(line, StandardCharsets.UTF_8));
            if (reply != null) {
                System.out.write((reply + "\n").getBytes(StandardCharsets.US_ASCII));
                System.out.flush();
            }
        }
    }

    /** The bytes up to LF or the end, null at the end; BufferedReader.readLine would stop at a lone CR, too. */
    private static byte[] readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    /** The reply to a line, or null where none is owed: no JSON, no request, or itself a reply. */
    private String serve(String line) {
        Object value;
        try {
            value = new Json(line.startsWith("\uFEFF") ? line.substring(1) : line).parse();
        } catch (IllegalArgumentException notJson) {
            return null;
        }
        if (!(value instanceof Map<?, ?> message && message.get("body") instanceof Map<?, ?> body
                && body.get("type") instanceof String type && !body.containsKey("in_reply_to"))) {
            return null;
        }
        Map<String, Object> reply = answer(type, body);
        if (body.get("msg_id") instanceof Json.Num id && id.isInteger()) {
            reply.put("in_reply_to", id);
        }
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("src", message.get("dest") instanceof String dest ? dest : "");
        envelope.put("dest", message.get("src") instanceof String src ? src : "");
        envelope.put("body", reply);
        return Json.write(envelope);
    }

    private Map<String, Object> answer(String type, Map<?, ?> body) {
        try {
            return switch (type) {
                case "generate_auth_url" -> generateAuthUrl(body);
                case "exchange_code" -> exchangeCode(body);
                case "check_scope" -> checkScope(body);
                default -> throw new Refusal(10, "unsupported_message_type", "unknown message type");
            };
        } catch (Refusal r) {
            return reply("error", "code", r.code, "error", r.error, "text", r.getMessage());
        }
    }

    private Map<String, Object> generateAuthUrl(Map<?, ?> body) throws Refusal {
        String client = filled(body, "client_id");
        var query = new StringJoiner("&", ENDPOINT + "?", "");
        query.add("response_type=code");
        query.add("client_id=" + form(client));
        query.add("redirect_uri=" + form(filled(body, "redirect_uri")));
        List<String> scopes = scopes(body.get("scopes"));
        if (!scopes.isEmpty()) {
            query.add("scope=" + form(String.join(" ", scopes)));
        }
        if (body.containsKey("state")) {
            query.add("state=" + form(text(body, "state")));
        }
        requested.put(client, scopes);
        return reply("auth_url_generated", "url", query.toString());
    }

    private Map<String, Object> exchangeCode(Map<?, ?> body) throws Refusal {
        String client = filled(body, "client_id");
        String code = filled(body, "code");
        filled(body, "redirect_uri");
        if (body.containsKey("client_secret")) {
            text(body, "client_secret");
        }
        if (!used.add(new Use(client, code))) {
            throw new Refusal(22, "invalid_grant", "the code was already used");
        }
        byte[] bytes = new byte[16]; // RFC 6749 section 10.10: 128 bits
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        granted.put(token, requested.getOrDefault(client, List.of()));
        return reply("token_issued", "access_token", token, "token_type", "Bearer", "expires_in", 3600);
    }

    private Map<String, Object> checkScope(Map<?, ?> body) throws Refusal {
        List<String> scopes = granted.getOrDefault(text(body, "token"), List.of());
        // "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
        String[] required = text(body, "required_scope").split(" ", -1);
        return reply("scope_valid", "has_scope", scopes.containsAll(List.of(required)));
    }

    private static Map<String, Object> reply(String type, Object... members) {
        var reply = new LinkedHashMap<String, Object>();
        reply.put("type", type);
        for (int i = 0; i < members.length; i += 2) {
            reply.put((String) members[i], members[i + 1]);
        }
        return reply;
    }

    private static String form(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Half of a surrogate pair has no UTF-8; URLEncoder would write a question mark. */
    private static boolean isText(Object value) {
        return value instanceof String s && StandardCharsets.UTF_8.newEncoder().canEncode(s);
    }

    private static String text(Map<?, ?> body, String name) throws Refusal {
        if (!isText(body.get(name))) {
            throw new Refusal(12, "invalid_request", name + " must be a string");
        }
        return (String) body.get(name);
    }

    private static String filled(Map<?, ?> body, String name) throws Refusal {
        String value = text(body, name);
        if (value.isEmpty()) {
            throw new Refusal(12, "invalid_request", name + " must not be empty");
        }
        return value;
    }

    /** RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one. */
    private static List<String> scopes(Object value) throws Refusal {
        var scopes = new ArrayList<String>();
        for (Object each : value instanceof List<?> list ? list : List.of("")) {
            if (!isText(each) || ((String) each).isEmpty() || ((String) each).contains(" ")) {
                throw new Refusal(12, "invalid_request", "scopes must be a list of strings without blanks");
            }
            scopes.add((String) each);
        }
        return scopes;
    }
}

/** JSON (RFC 8259) as Map, List, String, Num, Boolean and null. A text that is no JSON: IllegalArgumentException. */
final class Json {
    /** A number as it was written: nothing is lost, however large it is. */
    record Num(String literal) {
        boolean isInteger() {
            return literal.matches("-?[0-9]+");
        }
    }

    private static final int MAX_DEPTH = 500;

    private final String text;
    private int at;
    private int depth;

    Json(String text) {
        this.text = text;
    }

    Object parse() {
        Object value = value();
        if (peek() != '\0' || at < text.length()) {
            throw bad();
        }
        return value;
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("not JSON at character " + at);
    }

    /** The next character that is no whitespace; NUL, which JSON has none of, at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean accept(char c) {
        boolean found = peek() == c;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw bad();
        }
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object() {
        var members = new HashMap<String, Object>();
        for (open('{'); !accept('}'); ) {
            if (!members.isEmpty()) {
                expect(',');
            }
            peek();
            String name = string();
            expect(':');
            members.put(name, value());
        }
        depth--;
        return members;
    }

    private List<Object> array() {
        var elements = new ArrayList<Object>();
        for (open('['); !accept(']'); ) {
            if (!elements.isEmpty()) {
                expect(',');
            }
            elements.add(value());
        }
        depth--;
        return elements;
    }

    private void open(char bracket) {
        expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw bad();
        }
    }

    private String string() {
        var s = new StringBuilder();
        expect('"');
        for (; ; at++) {
            char c = at < text.length() ? text.charAt(at) : '\0';
            if (c == '"') {
                at++;
                return s.toString();
            }
            if (c < ' ') {
                throw bad();
            }
            s.append(c == '\\' ? escape() : c);
        }
    }

    /** The character that an escape stands for; leaves at on its last character. */
    private char escape() {
        char c = ++at < text.length() ? text.charAt(at) : '\0';
        if (c == 'u' && at + 4 < text.length() && text.substring(at + 1, at + 5).matches("[0-9A-Fa-f]{4}")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        int which = "\"\\/bfnrt".indexOf(c);
        if (which < 0) {
            throw bad();
        }
        return "\"\\/\b\f\n\r\t".charAt(which);
    }

    private Object literal() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            default:
                if (!word.matches("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?")) {
                    throw bad();
                }
                return new Num(word);
        }
    }

    /** In ASCII: whatever is not goes as an escape, and half of a surrogate pair survives. */
    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            var members = new StringJoiner(",", "{", "}");
            map.forEach((name, member) -> members.add(write(name) + ":" + write(member)));
            return members.toString();
        }
        if (!(value instanceof String s)) {
            return value instanceof Num n ? n.literal() : String.valueOf(value);
        }
        var quoted = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
            quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }
}
