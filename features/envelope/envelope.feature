Feature: Envelopes
  Maelstrom's conventions: a message is an envelope with src, dest and body, and
  a reply goes back to where the request came from. The exercise does not settle
  whether replies are envelopes; a node that answers with bare bodies conforms,
  and the checks of src and dest are skipped for it.

  @ENV-01 @MUST
  Rule: A reply is one JSON object with a string src, a string dest and an object body

    Source: Maelstrom protocol, messages

    Scenario: The shape of a reply
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is an envelope

  @ENV-02 @MUST
  Rule: dest of the reply is src of the request

    Source: Maelstrom protocol, messages

    Scenario Outline: A client named <name>
      Given a fresh node
      When the client "<name>" sends generate_auth_url
      Then the reply goes to "<name>"

      Examples:
        | name           |
        | client         |
        | c7             |
        | käse-1         |
        | {client_name}  |
        | c\u00227\u005c1 |
        | 0              |
        | \u0020C9       |

    Scenario: Two clients at the same time
      Given a fresh node
      When the client sends 20 generate_auth_url in one write
      Then every request gets exactly one reply
      And the output keeps this rule

  @ENV-03 @MUST
  Rule: src of the reply is dest of the request

    Source: Maelstrom protocol, messages

    Scenario: The node answers under the name that it was called by
      Given a fresh node
      When the client "{client_name}" sends generate_auth_url
      Then the reply comes from "oauth"

  @ENV-04 @MUST
  Rule: The type of a reply is the success name of its request or a refusal, and in_reply_to stands in the body

    Source: Maelstrom protocol, message bodies

    Scenario: The types of the three replies
      Given a token of the sample client
      When the client sends check_scope with:
        | required_scope | "read" |
      Then the reply is scope_valid
      And the output keeps this rule

  @ENV-13 @MAY
  Rule: A message to another node may be dropped or served, under either name; the node survives it

    Source: Maelstrom protocol, messages

    Scenario: A message for somebody else
      Given a fresh node
      When the client sends generate_auth_url to "other"
      Then the node still answers
