Feature: Many requests before any reply is read
  A client need not wait for a reply before it sends the next request. How many
  requests are sent follows from the pace of the node, measured before.

  @TRN-04 @MUST
  Rule: Requests that are written before any reply is read are all answered, in any order

    Source: Maelstrom protocol, message bodies

    Scenario: Up to 100 requests of mixed types in one write
      Given a token of the sample client
      When the client sends up to 100 requests of mixed types in one write
      Then every request gets exactly one reply

  @TRN-05 @MUST
  Rule: A pipelined reply is computed from its own request

    Source: Maelstrom protocol, message bodies

    Scenario: Twenty requests, twenty URLs
      Given a fresh node
      When the client sends 20 generate_auth_url in one write
      Then every request gets exactly one reply
      And each URL carries what its own request asked for

  @TRN-06 @MUST
  Rule: Replies that are written at the same time never mix their bytes

    Source: Maelstrom protocol, stdin and stdout

    Scenario: Up to 500 requests in one write
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends up to 500 generate_auth_url in one write
      Then every request gets exactly one reply
      And every line parses

  @TRN-11 @MUST
  Rule: Several messages in one write are several messages

    Source: Maelstrom protocol, stdin and stdout

    Scenario: Five lines in one write
      Given a fresh node
      When the client sends 5 generate_auth_url in one write
      Then every request gets exactly one reply

  @TRN-18 @SHOULD
  Rule: The node neither fails nor slows down under 5 seconds of requests

    Source: Maelstrom protocol (a node is a long-running process)

    Scenario: 5 seconds or 10,000 requests, whichever is first
      Given a token of the sample client
      When the client sends requests one after another for 5 seconds, at most 10000
      Then every request gets exactly one reply
      And the latency does not grow tenfold
