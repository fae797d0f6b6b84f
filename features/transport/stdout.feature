Feature: What a node writes to stdout
  stdout belongs to the messages; stderr is free for logs.

  @TRN-01 @MUST
  Rule: A reply is flushed while stdin stays open

    Source: Maelstrom protocol, stdin and stdout

    Scenario: The client waits and does not close
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated

  @TRN-02 @MUST
  Rule: Every line that is not blank is one JSON object, in the framing of the first reply

    Source: Maelstrom protocol, stdin and stdout

    Scenario: A whole flow on stdout
      Given a token of the sample client
      When the client sends check_scope with:
        | required_scope | "read" |
      Then the reply is scope_valid
      And the output keeps this rule

  @TRN-03 @MUST
  Rule: Every message ends in a line feed, and no two share a line

    Source: Maelstrom protocol, stdin and stdout

    Scenario: Line ends
      Given a token of the sample client
      When the client sends check_scope with:
        | required_scope | "read" |
      Then the reply is scope_valid
      And the output keeps this rule

  @TRN-19 @MUST
  Rule: No line on stdout without a request

    Source: Maelstrom protocol, message bodies

    Scenario: Nothing but replies
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the output keeps this rule

  @TRN-20 @SHOULD
  Rule: No blank lines on stdout

    Source: Maelstrom protocol, stdin and stdout

    Scenario: No blank line after a reply
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the output keeps this rule

  @TRN-21 @SHOULD
  Rule: No carriage return before the line feed

    Source: Maelstrom protocol, stdin and stdout

    Scenario: A line feed alone ends a line
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the output keeps this rule
