Feature: Unicode on the wire
  Messages are UTF-8 (RFC 8259 section 8.1), and an escaped character is the
  character itself.

  @TRN-13 @MUST
  Rule: UTF-8 and escaped forms mean the same, and output is UTF-8 without a byte order mark

    Source: RFC 8259 sections 7 and 8.1

    Scenario Outline: <what>, raw and escaped
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | <state> |
      Then the reply is auth_url_generated or a refusal
      When the client sends generate_auth_url written with \u escapes with:
        | state | <state> |
      Then the reply is auth_url_generated or a refusal
      And the replies are alike
      And the output keeps this rule

      Examples:
        | what                   | state                  |
        | letters of Europe      | "{state_1}é€"          |
        | a character in 4 bytes | "{state_2}😀"          |

  @TRN-14 @SHOULD
  Rule: Raw U+2028, U+2029 and U+0085 do not end a line, nor does an escaped U+000B

    Source: RFC 8259 section 7

    Scenario Outline: U+<code> in a state
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | <state> |
      Then the reply is auth_url_generated or a refusal
      And the node still answers

      Examples:
        | code | state               |
        | 2028 | "{state_1}\u2028b"  |
        | 2029 | "{state_2}\u2029b"  |
        | 0085 | "{state_3}\u0085b"  |
        | 000B | "{state_4}\u000bb"  |
