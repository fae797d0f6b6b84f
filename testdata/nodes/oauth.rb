# frozen_string_literal: true

# An OAuth 2.0 node in Ruby: a JSON message per line on stdin, a reply per line on stdout.
#
# Run:  ruby oauth.rb          (Ruby 3.0 or later, standard library only)
#
# The parser takes half of a surrogate pair (\ud800 alone) for an error: such a line gets no reply.
require 'json'
require 'securerandom'
require 'set'
require 'uri'

# A request that gets an error: Maelstrom's code, the RFC 6749 name, a text for people.
class Refusal < StandardError
  attr_reader :code, :error

  def initialize(code, error, text)
    super(text)
    @code = code
    @error = error
  end
end

class Node
  ENDPOINT = 'https://accounts.example.com/authorize'

  def initialize
    @requested = Hash.new([].freeze) # client_id -> scopes of its latest generate_auth_url
    @granted = Hash.new([].freeze)   # access token -> scopes
    @used = Set.new                  # [client_id, code]: a code is good for one exchange
  end

  # The reply to a line, or nil where none is owed: no JSON, no request, or itself a reply.
  def serve(line)
    message = parse(line)
    body = message['body'] if message.is_a?(Hash)
    return unless body.is_a?(Hash) && body['type'].is_a?(String) && !body.key?('in_reply_to')

    reply = answer(body)
    reply[:in_reply_to] = body['msg_id'] if body['msg_id'].is_a?(Integer)
    { src: name(message['dest']), dest: name(message['src']), body: reply }
  end

  private

  def parse(line)
    JSON.parse(line.force_encoding(Encoding::UTF_8).delete_prefix("\uFEFF"))
  rescue JSON::ParserError, ArgumentError, EncodingError # ArgumentError: bytes that are not UTF-8
    nil
  end

  # The second half of a surrogate pair gets through the parser, as bytes that are no UTF-8.
  def name(value)
    value.is_a?(String) && value.valid_encoding? ? value : ''
  end

  def answer(body)
    case body['type']
    when 'generate_auth_url' then generate_auth_url(body)
    when 'exchange_code' then exchange_code(body)
    when 'check_scope' then check_scope(body)
    else raise Refusal.new(10, 'unsupported_message_type', 'unknown message type')
    end
  rescue Refusal => e
    { type: 'error', code: e.code, error: e.error, text: e.message }
  end

  def generate_auth_url(body)
    query = { response_type: 'code', client_id: text(body, 'client_id'), redirect_uri: text(body, 'redirect_uri') }
    scopes = scope_list(body['scopes'])
    query[:scope] = scopes.join(' ') unless scopes.empty?
    query[:state] = text(body, 'state', empty: true) if body.key?('state')
    @requested[query[:client_id]] = scopes
    { type: 'auth_url_generated', url: "#{ENDPOINT}?#{URI.encode_www_form(query)}" }
  end

  def exchange_code(body)
    client = text(body, 'client_id')
    code = text(body, 'code')
    text(body, 'redirect_uri')
    text(body, 'client_secret', empty: true) if body.key?('client_secret')
    raise Refusal.new(22, 'invalid_grant', 'the code was already used') unless @used.add?([client, code])

    token = SecureRandom.urlsafe_base64(16) # RFC 6749 section 10.10: 128 bits
    @granted[token] = @requested[client]
    { type: 'token_issued', access_token: token, token_type: 'Bearer', expires_in: 3600 }
  end

  def check_scope(body)
    scopes = @granted[text(body, 'token', empty: true)]
    # "read write" asks for both; "" and "write " hold an empty name, which nobody was granted.
    # (-1 keeps the empty names, which split would drop; of "" it makes no name at all.)
    required = text(body, 'required_scope', empty: true).split(/ /, -1)
    { type: 'scope_valid', has_scope: required.any? && required.all? { |scope| scopes.include?(scope) } }
  end

  # The string member called name; "" only where allowed.
  def text(body, name, empty: false)
    value = body[name]
    return value if value.is_a?(String) && value.valid_encoding? && (empty || value != '')

    raise Refusal.new(12, 'invalid_request', "#{name} must be a string")
  end

  # RFC 6749 section 3.3: scopes are joined with blanks, so none may be empty or hold one.
  def scope_list(value)
    good = ->(s) { s.is_a?(String) && s.valid_encoding? && s != '' && !s.include?(' ') }
    return value if value.is_a?(Array) && value.all?(&good)

    raise Refusal.new(12, 'invalid_request', 'scopes must be a list of strings without blanks')
  end
end

$stdout.sync = true
node = Node.new
$stdin.binmode.each_line("\n") do |line| # bytes, whatever the locale
  reply = node.serve(line)
  puts JSON.generate(reply) if reply
end
