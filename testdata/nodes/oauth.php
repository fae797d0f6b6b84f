<?php
// An OAuth 2.0 node in PHP: a JSON message per line on stdin, a reply per line on stdout.
//
// Run:  php oauth.php          (PHP 8.1 or later, no packages)
//
// json_decode takes half of a surrogate pair (\ud800 alone) for an error: such a line gets no reply.
declare(strict_types=1);

/** A request that gets an error: Maelstrom's code, the RFC 6749 name, a text for people. */
final class Refusal extends Exception
{
    public function __construct(int $code, public readonly string $error, string $text)
    {
        parent::__construct($text, $code);
    }
}

final class Node
{
    private array $requested = []; // client_id => scopes of its latest generate_auth_url
    private array $granted = [];   // access token => scopes
    private array $used = [];      // client_id and code as JSON: a code is good for one exchange

    /** The reply to a line, or null where none is owed: no JSON, no request, or itself a reply. */
    public function serve(string $line): ?array
    {
        $line = str_starts_with($line, "\u{FEFF}") ? substr($line, 3) : $line;
        $message = json_decode($line); // objects, not arrays: [] and {} stay apart; null if not JSON
        $body = $message->body ?? null;
        if (!is_object($body) || !is_string($body->type ?? null) || isset($body->in_reply_to)) {
            return null;
        }
        $reply = $this->answer($body);
        if (is_int($body->msg_id ?? null)) {
            $reply['in_reply_to'] = $body->msg_id;
        }
        $name = fn($value) => is_string($value) ? $value : '';
        return ['src' => $name($message->dest ?? ''), 'dest' => $name($message->src ?? ''), 'body' => $reply];
    }

    private function answer(object $body): array
    {
        try {
            return match ($body->type) {
                'generate_auth_url' => $this->generateAuthUrl($body),
                'exchange_code' => $this->exchangeCode($body),
                'check_scope' => $this->checkScope($body),
                default => throw new Refusal(10, 'unsupported_message_type', 'unknown message type'),
            };
        } catch (Refusal $r) {
            return ['type' => 'error', 'code' => $r->getCode(), 'error' => $r->error, 'text' => $r->getMessage()];
        }
    }

    private function generateAuthUrl(object $body): array
    {
        $client = $this->text($body, 'client_id');
        $redirect = $this->text($body, 'redirect_uri');
        $query = ['response_type' => 'code', 'client_id' => $client, 'redirect_uri' => $redirect];
        $scopes = $body->scopes ?? null;
        // RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
        $bad = fn($scope) => !is_string($scope) || $scope === '' || str_contains($scope, ' ');
        if (!is_array($scopes) || array_filter($scopes, $bad)) {
            throw new Refusal(12, 'invalid_request', 'scopes must be a list of strings without blanks');
        }
        if ($scopes) {
            $query['scope'] = implode(' ', $scopes);
        }
        if (property_exists($body, 'state')) {
            $query['state'] = $this->text($body, 'state', empty: true);
        }
        $this->requested[$client] = $scopes;
        $url = 'https://accounts.example.com/authorize?' . http_build_query($query, '', '&', PHP_QUERY_RFC1738);
        return ['type' => 'auth_url_generated', 'url' => $url];
    }

    private function exchangeCode(object $body): array
    {
        [$client, $code] = [$this->text($body, 'client_id'), $this->text($body, 'code')];
        $this->text($body, 'redirect_uri');
        if (property_exists($body, 'client_secret')) {
            $this->text($body, 'client_secret', empty: true);
        }
        $use = json_encode([$client, $code]);
        if (isset($this->used[$use])) {
            throw new Refusal(22, 'invalid_grant', 'the code was already used');
        }
        $this->used[$use] = true;
        $token = bin2hex(random_bytes(16)); // RFC 6749 section 10.10: 128 bits
        $this->granted[$token] = $this->requested[$client] ?? [];
        return ['type' => 'token_issued', 'access_token' => $token, 'token_type' => 'Bearer', 'expires_in' => 3600];
    }

    private function checkScope(object $body): array
    {
        $scopes = $this->granted[$this->text($body, 'token', empty: true)] ?? [];
        // "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
        $required = explode(' ', $this->text($body, 'required_scope', empty: true));
        // array_diff compares as strings; in_array without its third argument has "1e3" equal "1000".
        return ['type' => 'scope_valid', 'has_scope' => !array_diff($required, $scopes)];
    }

    /** The string member called $name; "" only where allowed. */
    private function text(object $body, string $name, bool $empty = false): string
    {
        $value = $body->$name ?? null;
        if (!is_string($value) || ($value === '' && !$empty)) {
            throw new Refusal(12, 'invalid_request', "$name must be a string");
        }
        return $value;
    }
}

$node = new Node();
while (($line = fgets(STDIN)) !== false) {
    $reply = $node->serve($line);
    if ($reply !== null) {
        fwrite(STDOUT, json_encode($reply, JSON_UNESCAPED_SLASHES) . "\n");
    }
}
