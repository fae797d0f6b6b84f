/* An OAuth 2.0 node in C: a JSON message per line on stdin, a reply per line on stdout.
 *
 * Run:  cc -O2 -o oauth oauth.c && ./oauth          (C11 and POSIX, no libraries)
 *
 * The JSON reader builds no tree: it checks the line as a whole, then finds members in its text.
 * A string with \u0000 or with half of a surrogate pair in it is refused where it matters. */
#define _XOPEN_SOURCE 700
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

/* ---- JSON (RFC 8259): each skip returns the end of what it skips, NULL if that is not there ---- */

enum { MAX_DEPTH = 500 };

static const char *skip_blank(const char *p) { return p + strspn(p, " \t\r\n"); }

static const char *skip_string(const char *p)
{
    if (*p++ != '"')
        return NULL;
    for (; *p != '"'; p++) {
        if ((unsigned char)*p < ' ') /* the NUL at the end, too */
            return NULL;
        if (*p != '\\')
            continue;
        p++;
        if (*p == 'u' && strspn(p + 1, "0123456789abcdefABCDEF") >= 4)
            p += 4;
        else if (*p == '\0' || !strchr("\"\\/bfnrt", *p))
            return NULL;
    }
    return p + 1;
}

static const char *skip_digits(const char *p)
{
    size_t n = strspn(p, "0123456789");
    return n ? p + n : NULL;
}

static const char *skip_number(const char *p)
{
    p += *p == '-';
    p = *p == '0' ? p + 1 : skip_digits(p);
    if (p && *p == '.')
        p = skip_digits(p + 1);
    if (p && (*p == 'e' || *p == 'E')) {
        p++;
        p = skip_digits(p + (*p == '+' || *p == '-'));
    }
    return p;
}

static const char *skip_value(const char *p, int depth);

/* From the text after an opening bracket; where names is set, every value has one. */
static const char *skip_list(const char *p, char close, bool names, int depth)
{
    p = skip_blank(p);
    if (*p == close)
        return p + 1;
    for (;; p = skip_blank(p + 1)) {
        if (names) {
            if (!(p = skip_string(p)) || *(p = skip_blank(p)) != ':')
                return NULL;
            p = skip_blank(p + 1);
        }
        if (!(p = skip_value(p, depth)))
            return NULL;
        p = skip_blank(p);
        if (*p == close)
            return p + 1;
        if (*p != ',')
            return NULL;
    }
}

static const char *skip_value(const char *p, int depth)
{
    if (depth > MAX_DEPTH)
        return NULL;
    switch (*p) {
    case '{': return skip_list(p + 1, '}', true, depth + 1);
    case '[': return skip_list(p + 1, ']', false, depth + 1);
    case '"': return skip_string(p);
    case 't': return strncmp(p, "true", 4) ? NULL : p + 4;
    case 'f': return strncmp(p, "false", 5) ? NULL : p + 5;
    case 'n': return strncmp(p, "null", 4) ? NULL : p + 4;
    default: return skip_number(p);
    }
}

/* RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
static bool is_utf8(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    while (*p) {
        int more = *p < 0x80 ? 0 : *p < 0xC2 ? -1 : *p < 0xE0 ? 1 : *p < 0xF0 ? 2 : *p < 0xF5 ? 3 : -1;
        if (more < 0 || (*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) || (*p == 0xF0 && p[1] < 0x90) ||
            (*p == 0xF4 && p[1] > 0x8F))
            return false;
        for (p++; more > 0; more--)
            if ((*p++ & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static bool is_json(const char *text)
{
    const char *end = is_utf8(text) ? skip_value(skip_blank(text), 0) : NULL;
    return end && *skip_blank(end) == '\0';
}

static unsigned hex4(const char *p)
{
    char digits[5] = {p[0], p[1], p[2], p[3], '\0'};
    return (unsigned)strtoul(digits, NULL, 16);
}

static char *put_utf8(char *out, unsigned c)
{
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    if (c < 0x800)
        *out++ = (char)(0xC0 | c >> 6);
    else {
        if (c < 0x10000)
            *out++ = (char)(0xE0 | c >> 12);
        else {
            *out++ = (char)(0xF0 | c >> 18);
            *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *out++ = (char)(0x80 | (c & 0x3F));
    return out;
}

/* Writes the string at p, which is_json has seen, as UTF-8; NULL if it is no text for C. Else the end, after a NUL. */
static char *decode(const char *p, char *out)
{
    for (p++; *p != '"'; p++) {
        if (*p != '\\') {
            *out++ = *p;
        } else if (*++p != 'u') {
            const char *names = "\"\\/bfnrt";
            *out++ = "\"\\/\b\f\n\r\t"[strchr(names, *p) - names];
        } else {
            unsigned c = hex4(p + 1);
            p += 4;
            /* RFC 8259 section 7: two escapes, one for each half of a surrogate pair, are one character. */
            if (c >= 0xD800 && c < 0xDC00 && p[1] == '\\' && p[2] == 'u') {
                unsigned low = hex4(p + 3);
                if (low >= 0xDC00 && low < 0xE000) {
                    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                    p += 6;
                }
            }
            if (c == 0 || (c >= 0xD800 && c < 0xE000))
                return NULL;
            out = put_utf8(out, c);
        }
    }
    *out++ = '\0';
    return out;
}

static char *scratch; /* the strings of one line; decoded, each is shorter than it was in the line */

/* The value of a member, the last of that name; NULL if there is none or p is no object. */
static const char *member(const char *p, const char *name)
{
    const char *found = NULL;
    if (!p || *p != '{')
        return NULL;
    for (p = skip_blank(p + 1); *p != '}'; p = skip_blank(p + (*p == ','))) {
        const char *value = skip_blank(skip_blank(skip_string(p)) + 1);
        if (decode(p, scratch) && strcmp(scratch, name) == 0)
            found = value;
        p = skip_blank(skip_value(value, 0));
    }
    return found;
}

static char *text(const char *value)
{
    char *start = scratch, *end = value && *value == '"' ? decode(value, scratch) : NULL;
    if (!end)
        return NULL;
    scratch = end;
    return start;
}

/* ---- what the node remembers: POSIX search trees of records ---- */

struct record {
    char *name, *second; /* the key; second only for a code */
    char *scopes;        /* joined with blanks */
};

static void *requested; /* client_id: scopes of its latest generate_auth_url */
static void *granted;   /* access token: scopes */
static void *used;      /* client_id and code: a code is good for one exchange */

static void *need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static int compare(const void *a, const void *b)
{
    const struct record *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->second, y->second);
}

static struct record *find(void **table, char *name, char *second)
{
    struct record key = {name, second, NULL}, **found = tfind(&key, table, compare);
    return found ? *found : NULL;
}

static void keep(void **table, char *name, char *second, const char *scopes)
{
    struct record *e = find(table, name, second);
    if (!e) {
        e = need(calloc(1, sizeof *e));
        e->name = need(strdup(name));
        e->second = need(strdup(second));
        need(tsearch(e, table, compare));
    }
    char *old = e->scopes;
    e->scopes = need(strdup(scopes));
    free(old);
}

/* ---- the replies: a function returns the reason of a refusal, or prints the reply's members ---- */

struct refusal {
    int code;
    const char *error, *text;
};

static const struct refusal unknown_type = {10, "unsupported_message_type", "unknown message type"};
static const struct refusal invalid = {12, "invalid_request", "a member is missing or of the wrong type"};
static const struct refusal reused = {22, "invalid_grant", "the code was already used"};

/* Form encoding (RFC 6749 appendix B): UTF-8 bytes, and + for a blank. */
static void print_form(const char *name, const char *value)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*";
    printf("&%s=", name);
    for (; *value; value++) {
        if (strchr(plain, *value))
            putchar(*value);
        else if (*value == ' ')
            putchar('+');
        else
            printf("%%%02X", (unsigned char)*value);
    }
}

/* The scopes joined with blanks; so none may be empty or hold one (RFC 6749 section 3.3). */
static char *scope_list(const char *p)
{
    char *joined = scratch;
    if (!p || *p != '[')
        return NULL;
    for (p = skip_blank(p + 1); *p != ']'; p = skip_blank(p + (*p == ','))) {
        if (scratch > joined)
            scratch[-1] = ' '; /* in place of the NUL of the scope before */
        char *scope = text(p);
        if (!scope || !*scope || strchr(scope, ' '))
            return NULL;
        p = skip_blank(skip_value(p, 0));
    }
    if (scratch == joined)
        *scratch++ = '\0';
    return joined;
}

static const struct refusal *generate_auth_url(const char *body)
{
    char *client = text(member(body, "client_id"));
    char *redirect = text(member(body, "redirect_uri"));
    char *scopes = scope_list(member(body, "scopes"));
    const char *given = member(body, "state");
    char *state = text(given);
    if (!client || !*client || !redirect || !*redirect || !scopes || (given && !state))
        return &invalid;
    keep(&requested, client, "", scopes);
    printf("\"type\":\"auth_url_generated\",\"url\":\"https://accounts.example.com/authorize?response_type=code");
    print_form("client_id", client);
    print_form("redirect_uri", redirect);
    if (*scopes)
        print_form("scope", scopes);
    if (state)
        print_form("state", state);
    putchar('"');
    return NULL;
}

/* RFC 6749 section 10.10: 128 bits that nobody can guess. */
static void random_token(char token[33])
{
    unsigned char bytes[16];
    FILE *random = need(fopen("/dev/urandom", "rb"));
    if (fread(bytes, sizeof bytes, 1, random) != 1)
        abort();
    fclose(random);
    for (int i = 0; i < 16; i++)
        sprintf(token + 2 * i, "%02x", bytes[i]);
}

static const struct refusal *exchange_code(const char *body)
{
    char *client = text(member(body, "client_id"));
    char *code = text(member(body, "code"));
    char *redirect = text(member(body, "redirect_uri"));
    const char *secret = member(body, "client_secret");
    if (!client || !*client || !code || !*code || !redirect || !*redirect || (secret && !text(secret)))
        return &invalid;
    if (find(&used, client, code))
        return &reused;
    keep(&used, client, code, "");
    char token[33];
    random_token(token);
    struct record *asked = find(&requested, client, "");
    keep(&granted, token, "", asked ? asked->scopes : "");
    printf("\"type\":\"token_issued\",\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600", token);
    return NULL;
}

static bool holds(const char *scopes, const char *scope, size_t length)
{
    for (; *scopes; scopes += strspn(scopes, " ")) {
        size_t n = strcspn(scopes, " ");
        if (n == length && strncmp(scopes, scope, n) == 0)
            return true;
        scopes += n;
    }
    return false;
}

static const struct refusal *check_scope(const char *body)
{
    char *token = text(member(body, "token"));
    char *required = text(member(body, "required_scope"));
    if (!token || !required)
        return &invalid;
    struct record *grant = find(&granted, token, "");
    bool has = grant;
    /* "read write" asks for both; "" and "write " hold an empty name, which nobody was granted. */
    for (char *p = required; has; p++) {
        size_t n = strcspn(p, " ");
        has = holds(grant->scopes, p, n);
        if (!*(p += n))
            break;
    }
    printf("\"type\":\"scope_valid\",\"has_scope\":%s", has ? "true" : "false");
    return NULL;
}

/* Prints a value as it stands in the request, or "" where that holds no string. */
static void print_name(const char *value)
{
    if (value && *value == '"')
        fwrite(value, 1, (size_t)(skip_string(value) - value), stdout);
    else
        fputs("\"\"", stdout);
}

/* Answers a line; one that is no JSON, no request, or itself a reply, gets none. */
static void serve(const char *line)
{
    if (!is_json(line))
        return;
    const char *message = skip_blank(line), *body = member(message, "body");
    char *type = text(member(body, "type"));
    if (!type || member(body, "in_reply_to"))
        return;
    printf("{\"src\":");
    print_name(member(message, "dest"));
    printf(",\"dest\":");
    print_name(member(message, "src"));
    printf(",\"body\":{");
    const struct refusal *r = strcmp(type, "generate_auth_url") == 0 ? generate_auth_url(body)
                              : strcmp(type, "exchange_code") == 0   ? exchange_code(body)
                              : strcmp(type, "check_scope") == 0     ? check_scope(body)
                                                                     : &unknown_type;
    if (r)
        printf("\"type\":\"error\",\"code\":%d,\"error\":\"%s\",\"text\":\"%s\"", r->code, r->error, r->text);
    /* The id goes back letter by letter: no number is too large. */
    const char *id = member(body, "msg_id"), *end = id ? skip_number(id) : NULL;
    if (end && !memchr(id, '.', (size_t)(end - id)) && !memchr(id, 'e', (size_t)(end - id)) &&
        !memchr(id, 'E', (size_t)(end - id)))
        printf(",\"in_reply_to\":%.*s", (int)(end - id), id);
    puts("}}");
    fflush(stdout);
}

int main(void)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    while ((length = getline(&line, &size, stdin)) > 0) {
        if (strlen(line) != (size_t)length) /* a NUL byte: not JSON */
            continue;
        char *memory = scratch = need(malloc((size_t)length + 1));
        serve(line + (strncmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0)); /* a byte order mark does no harm */
        free(memory);
    }
    free(line);
    return 0;
}
