Feature: Errors
  What a refusal looks like: Maelstrom's error body with the names of RFC 6749
  section 5.2.

  @ERR-01 @MUST
  Rule: An unknown message type is answered with an error that says which request it answers

    Source: Maelstrom protocol, errors (code 10)

    Scenario Outline: A message of type "<type>"
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a message of type "<type>"
      Then the request is refused
      And "type" is "error"
      And the node still answers

      Examples:
        | type               |
        | frobnicate         |
        | Generate_Auth_URL  |
        | generate_auth_url2 |

    Scenario: A type that ends in a blank
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a message of type "generate_auth_url "
      Then the request is refused
      And "type" is "error"

    Scenario: An empty type
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a message of type ""
      Then the request is refused
      And "type" is "error"

  @ERR-04 @MUST
  Rule: An error has type "error", a number in in_reply_to, an integer code, and text that is a string if there is one

    Source: Maelstrom protocol, errors

    Scenario: The shape of an error
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a message of type "frobnicate"
      Then the request is refused
      And "type" is "error"
      And "in_reply_to" is a number
      And "code" is a number
      And the output keeps this rule

    Scenario: An error for msg_id 0
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends a malformed exchange_code with:
        | msg_id | 0        |
        | code   | (absent) |
      Then the request is refused
      And "in_reply_to" is 0

  @ERR-05 @MUST
  Rule: error is a name of an RFC or of this protocol, and descriptions are in its characters

    Source: RFC 6749 section 5.2

    Scenario: The characters of an error
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends a malformed exchange_code with:
        | code | (absent) |
      Then the request is refused
      And the output keeps this rule

  @ERR-07 @MUST
  Rule: A refusal carries no token and no string code

    Source: RFC 6749 section 5.2

    Scenario: Nothing in a refusal
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | "{the_secret.but_one_off}" |
      Then the request is refused
      And the output keeps this rule

    Scenario: No code in a callback that is invalid
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "{state_wrong}" |
      Then the callback is invalid or refused
      And the output keeps this rule

  @ERR-08 @SHOULD
  Rule: An unknown token has no scope: has_scope false, or invalid_token

    Source: RFC 6750 section 3.1

    Scenario: A token that nobody issued
      Given a token of the sample client
      Then the token has the scope "read"
      When the client sends check_scope with:
        | token          | "{token_unknown}" |
        | required_scope | "read"            |
      Then the answer is no, or a refusal with invalid_token

  @ERR-09 @MUST
  Rule: Replies are not answered

    Source: Maelstrom protocol, message bodies

    Scenario Outline: A message of type <type> that is a reply
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends the line:
        """
        {"src":"client","dest":"oauth","body":{"type":"<type>","in_reply_to":1,"code":10,"text":"no","access_token":"t","token_type":"Bearer","expires_in":3600}}
        """
      Then the node still answers
      And nothing but requests was answered

      Examples:
        | type         |
        | error        |
        | token_issued |

  @ERR-10 @SHOULD
  Rule: The numbers of errors are those of the protocol

    Source: protocol, section 6

    Scenario: A missing member
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends a malformed exchange_code with:
        | code | (absent) |
      Then the request is refused
      And the output keeps this rule

    Scenario: An unknown type
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a message of type "frobnicate"
      Then the request is refused
      And "code" is 10
