Feature: Requests and replies
  Which reply answers which request (Maelstrom's msg_id and in_reply_to).

  @ENV-05 @MUST
  Rule: A well-formed request gets exactly one reply

    Source: Maelstrom protocol, message bodies

    Scenario: Twenty requests one after another
      Given a token of the sample client
      When the client sends 20 requests of mixed types one after another
      Then every request gets exactly one reply
      And the output keeps this rule

  @ENV-06 @SHOULD
  Rule: A msg_id of the node's own is an integer and unique in its process

    Source: Maelstrom protocol, message bodies

    Scenario: Two clients that number their requests alike
      Given a fresh node
      When the client "{client_name_1}" sends generate_auth_url with:
        | msg_id | 11 |
      Then the reply is auth_url_generated
      When the client "{client_name_2}" sends generate_auth_url with:
        | msg_id | 11 |
      Then the reply is auth_url_generated
      And the output keeps this rule

  @ENV-07 @MUST
  Rule: msg_id 0 is answered with in_reply_to 0

    Source: Maelstrom protocol, message bodies ("integer")

    Scenario: The msg_id that is false in many languages
      Given a fresh node
      When the client sends generate_auth_url with:
        | msg_id | 0 |
      Then the reply is auth_url_generated
      And "in_reply_to" is 0

    Scenario: The same of the other requests
      Given a token of the sample client
      When the client sends check_scope with:
        | msg_id         | 0      |
        | required_scope | "read" |
      Then the reply is scope_valid
      And "in_reply_to" is 0

  @ENV-08 @MUST
  Rule: A large msg_id is echoed exactly, as an integer

    Source: RFC 8259 section 6

    Scenario Outline: msg_id <msg_id>
      Given a fresh node
      When the client sends generate_auth_url with:
        | msg_id | <msg_id> |
      Then the reply is auth_url_generated
      And "in_reply_to" is written <msg_id>

      Examples:
        | msg_id           |
        | 2147483648       |
        | 9007199254740991 |

    Scenario: A large msg_id of an exchange
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id    | "{client_a}"   |
        | redirect_uri | "{redirect_a}" |
      Then the reply is auth_url_generated
      When the client sends exchange_code with:
        | msg_id        | 9007199254740991 |
        | code          | "CODE_A"         |
        | client_id     | "{client_a}"     |
        | redirect_uri  | "{redirect_a}"   |
        | client_secret | "{secret_a}"     |
      Then the reply is token_issued
      And "in_reply_to" is written 9007199254740991

  @ENV-09 @SHOULD
  Rule: A request without msg_id does not stop the node, and a reply to it has no in_reply_to

    Source: Maelstrom protocol, message bodies (msg_id is optional)

    Scenario: No msg_id
      Given a fresh node
      When the client sends a malformed generate_auth_url with:
        | msg_id | (absent) |
      Then the node still answers
      And the output keeps this rule

  @ENV-10 @MUST
  Rule: Two clients that use the same msg_id each get their own reply

    Source: Maelstrom protocol, message bodies

    Scenario: The same number from two clients
      Given a fresh node
      When the client "{client_name_1}" sends generate_auth_url with:
        | msg_id | 5 |
      Then the reply is auth_url_generated
      When the client "{client_name_2}" sends generate_auth_url with:
        | msg_id | 5               |
        | state  | "{state_other}" |
      Then the reply is auth_url_generated
      And the URL carries the state asked for
