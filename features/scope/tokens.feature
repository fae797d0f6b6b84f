Feature: Tokens keep their own scopes
  What is granted to one token says nothing about another, and only tokens are
  tokens. A second token goes to another client with another code.

  @SCP-09 @MUST
  Rule: Two tokens in one process keep their own scopes

    Source: RFC 6749 section 1.4

    Scenario: read for A, write for B
      Given a token "A" with the scopes ["read"]
      And a token "B" with the scopes ["write"]
      Then token "A" has the scope "read"
      And token "A" does not have the scope "write"
      And token "B" has the scope "write"
      And token "B" does not have the scope "read"

    Scenario: The other way round, interleaved
      Given a token "A" with the scopes ["{scope_1}"]
      And a token "B" with the scopes ["{scope_2}"]
      Then token "B" does not have the scope "{scope_1}"
      And token "A" has the scope "{scope_1}"
      And token "B" has the scope "{scope_2}"
      And token "A" does not have the scope "{scope_2}"

  @SCP-10 @MUST
  Rule: Checking does not change the answer

    Source: exercise, hint 4

    Scenario: The same question three times
      Given a token with the scopes ["read"]
      Then the token has the scope "read"
      And the token does not have the scope "write"
      And the token does not have the scope "write"
      And the token does not have the scope "write"
      And the token has the scope "read"
      And the token has the scope "read"

  @SCP-11 @MUST
  Rule: What was never issued is not a token

    Source: RFC 6750 section 3.1; RFC 7662 section 2.2

    Scenario Outline: <what>
      Given a token with the scopes ["read"]
      Then the token has the scope "read"
      And "<token>" does not pass for a token with the scope "read"

      Examples:
        | what                     | token           |
        | a random token           | {token_unknown} |
        | an empty token           |                 |
        | the token without its end | {token.prefix} |
        | the end of the token     | {token.suffix}  |
        | the token and more       | {token.longer}  |
        | the token in other case  | {token.swapped} |

  @SCP-12 @MUST
  Rule: Other things are not tokens

    Source: RFC 6749 section 1.4

    Scenario Outline: <what>
      Given a token with the scopes ["read"]
      Then the token has the scope "read"
      And "<token>" does not pass for a token with the scope "read"

      Examples:
        | what              | token        |
        | the code          | {the_code}   |
        | the client_id     | {the_client} |
        | the client_secret | {the_secret} |
        | the scope         | read         |
        | the refresh token | {the_refresh_token} |
