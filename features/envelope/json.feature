Feature: A request is JSON, not a pattern of bytes
  Requests that mean the same are answered the same, however they are written
  (RFC 8259).

  @ENV-11 @MUST
  Rule: Unknown members of envelope and body are ignored

    Source: Maelstrom protocol; RFC 6749 section 3.2 asks the same of parameters

    Scenario: Further members in the envelope
      Given a fresh node
      When the client sends generate_auth_url written with further members in the envelope
      Then the reply is auth_url_generated
      And the URL carries everything asked for

    Scenario Outline: A further member in <type>
      Given a token of the sample client
      When the client sends <type> with:
        | x_unknown | {"a": [1, null]} |
        | <member>  | <value>          |
      Then the reply is <reply>

      Examples:
        | type              | member         | value           | reply              |
        | generate_auth_url | state          | "{state_other}" | auth_url_generated |
        | check_scope       | required_scope | "read"          | scope_valid        |

    Scenario: A further member in exchange_code
      Given a fresh node
      When the client sends exchange_code with:
        | x_unknown | "extra" |
      Then the reply is token_issued

  @ENV-12 @MUST
  Rule: The order of the members is irrelevant

    Source: RFC 8259 section 4

    Scenario: Everything the other way round
      Given a fresh node
      When the client sends generate_auth_url written with its members in reverse order
      Then the reply is auth_url_generated
      And the URL carries everything asked for

  @ENV-14 @MUST
  Rule: White space between the tokens of a line is accepted

    Source: RFC 8259 section 2

    Scenario: Blanks and tabs everywhere
      Given a fresh node
      When the client sends generate_auth_url written with blanks and tabs between its tokens
      Then the reply is auth_url_generated
      And the URL carries everything asked for
