Feature: init -> init_ok
  Maelstrom's handshake gives a node its name.

  @INI-01 @MUST
  Rule: init is answered with init_ok, once

    Source: Maelstrom protocol, initialization

    Scenario: The handshake
      Given a fresh node
      And the node is initialised as "n3"
      Then the reply is init_ok
      And nothing but requests was answered

  @INI-02 @MUST
  Rule: After init, src of a reply is the node_id

    Source: Maelstrom protocol, initialization

    Scenario: The name that init gave
      Given a fresh node
      And the node is initialised as "n3"
      When the client sends generate_auth_url
      Then the reply comes from "n3"

  @INI-03 @SHOULD
  Rule: A request before init is served or refused, and never hangs

    Source: Maelstrom protocol, initialization

    Scenario: No handshake
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated or a refusal

  @INI-04 @MAY
  Rule: A second init is answered or refused, and tokens issued before it live on

    Source: Maelstrom protocol, initialization

    Scenario: The handshake again
      Given a fresh node
      And the node is initialised as "n3"
      And a token of the sample client
      When the client sends init with:
        | node_id  | "n3"   |
        | node_ids | ["n3"] |
      Then the reply is init_ok or a refusal
      And the token has the scope "read"
