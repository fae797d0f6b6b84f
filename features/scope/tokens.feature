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

    Scenario: Five more tokens
      Given a token "A" with the scopes ["read"]
      And a token "B" with the scopes ["{scope_1}"]
      And a token "C" with the scopes ["{scope_1}"]
      And a token "D" with the scopes ["{scope_1}"]
      And a token "E" with the scopes ["{scope_1}"]
      And a token "F" with the scopes ["{scope_1}"]
      Then token "A" has the scope "read"
      And token "A" does not have the scope "write"

    Scenario: The same client asks for other scopes later
      Given a token with the scopes ["read"]
      When the client sends generate_auth_url with:
        | client_id    | "{the_client}"             |
        | redirect_uri | "https://app.com/callback" |
        | scopes       | ["write"]                  |
      Then the reply is auth_url_generated
      And the token has the scope "read"
      And the token does not have the scope "write"

    Scenario: The other way round, interleaved
      Given a token "A" with the scopes ["{scope_1}"]
      And a token "B" with the scopes ["{scope_2}"]
      Then token "B" has the scope "{scope_2}"
      And token "B" does not have the scope "{scope_1}"
      And token "A" has the scope "{scope_1}"
      And token "A" does not have the scope "{scope_2}"

    Scenario: Another client asks before the code is exchanged
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id    | "{client_a}"    |
        | redirect_uri | "{redirect_a}"  |
        | scopes       | ["{scope_a}"]   |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | client_id    | "{client_b}"    |
        | redirect_uri | "{redirect_b}"  |
        | scopes       | ["{scope_b}"]   |
      Then the reply is auth_url_generated
      When the client sends exchange_code with:
        | code          | "CODE_A"       |
        | client_id     | "{client_a}"   |
        | redirect_uri  | "{redirect_a}" |
        | client_secret | "{secret_a}"   |
      Then the reply is token_issued
      And the token has the scope "{scope_a}"
      And the token does not have the scope "{scope_b}"

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
        | the token without its end | {the_token.but_shorter} |
        | the end of the token     | {the_token.but_headless}  |
        | the token and more       | {the_token.but_longer}  |
        | the token in other case  | {the_token.but_other_case} |
        | the token with another last character | {the_token.but_one_off} |
        | the token and a blank | {the_token}\u0020 |
        | the token and what fills up base64 | {the_token}= |
        | the token behind its type | Bearer {the_token} |
        | a name that every object has | constructor |

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
