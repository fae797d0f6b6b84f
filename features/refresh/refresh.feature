Feature: refresh_token -> token_refreshed
  A refresh token stands for the grant: it gives new access tokens to the client
  that it was issued to (RFC 6749 section 6). A node that issues none does not
  claim this profile.

  @REF-01 @MUST
  Rule: A refresh gives another access token, of the same type

    Source: RFC 6749 sections 1.5 and 6

    Scenario: A new access token
      Given a registered client
      And an access token "old"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And "token_type" is "Bearer"
      And "access_token" is a whole [A-Za-z0-9_-]+
      And "access_token" is not "{the_token.of.old}"
      Given the token is called "second"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And "token_type" is "Bearer"
      And "access_token" is not "{the_token.of.second}"

  @REF-02 @MUST
  Rule: Without a scope the new token has the scopes of the old one

    Source: RFC 6749 section 6

    Scenario: The same scopes
      Given a registered client with the scope "read write admin"
      And an access token with the scopes ["read", "write"]
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "read"
      And the token has the scope "write"
      And the token does not have the scope "admin"

    Scenario: The scopes that the user granted
      Given a registered client
      And an authorization code
      When the client sends authorize with:
        | scope | "read" |
      Then the reply is code_issued
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "read"
      And the token does not have the scope "write"

  @REF-03 @MUST
  Rule: A narrower scope narrows the new access token only

    Source: RFC 6749 section 6

    Scenario: Narrow, and full again
      Given a registered client
      And an access token
      When the client sends refresh_token with:
        | scope | "read" |
      Then the reply is token_refreshed
      And the token has the scope "read"
      And the token does not have the scope "write"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "write"

    Scenario: Narrow, and full again by name
      Given a registered client
      And an access token
      When the client sends refresh_token with:
        | scope | "read" |
      Then the reply is token_refreshed
      When the client sends refresh_token with:
        | scope | "read write" |
      Then the reply is token_refreshed
      And the token has the scope "write"

    Scenario: The scopes in another order
      Given a registered client
      And an access token
      When the client sends refresh_token with:
        | scope | "write read" |
      Then the reply is token_refreshed
      And the token has the scope "read"
      And the token has the scope "write"

  @REF-04 @MUST
  Rule: A scope beyond the grant is refused, and the refresh token still works

    Source: RFC 6749 section 6

    Scenario: A scope of the client that this grant does not have
      Given a registered client with the scope "read write admin"
      And an access token with the scopes ["read", "write"]
      When the client sends refresh_token with:
        | scope | "read write" |
      Then the reply is token_refreshed
      When the client sends refresh_token with:
        | scope | "read admin" |
      Then the request is refused
      When the client sends refresh_token with:
        | scope | "admin read" |
      Then the request is refused
      When the client sends refresh_token with:
        | scope | "READ" |
      Then the request is refused
      When the client sends refresh_token with:
        | scope | "rea" |
      Then the request is refused
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "read"
      And the token does not have the scope "admin"

    Scenario: A scope beyond the grant of a public client
      Given a registered public client with the scope "read write admin"
      And an access token with the scopes ["read", "write"]
      When the client sends refresh_token with:
        | scope | "read write" |
      Then the reply is token_refreshed
      When the client sends refresh_token with:
        | scope | "read admin" |
      Then the request is refused

    Scenario: A scope that was asked for and that the user did not grant
      Given a registered client
      And an authorization code
      When the client sends authorize with:
        | scope | "read" |
      Then the reply is code_issued
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends refresh_token with:
        | scope | "read" |
      Then the reply is token_refreshed
      When the client sends refresh_token with:
        | scope | "read write" |
      Then the request is refused

  @REF-05 @SHOULD
  Rule: Refresh tokens of a confidential client rotate

    Source: RFC 9700 section 4.14.2

    Scenario: A new refresh token, and the old one is refused
      Given a registered client
      And an access token "old"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And "refresh_token" is a string
      And "refresh_token" is not "{the_refresh_token.of.old}"
      Given token "old" is in use
      When the client sends refresh_token
      Then the request is refused

    Scenario: The second refresh ends the refresh token of the first
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given the token is called "first"
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given token "first" is in use
      When the client sends refresh_token
      Then the request is refused

  @REF-06 @SHOULD
  Rule: Reuse of a rotated refresh token ends the whole family

    Source: RFC 9700 section 4.14.2

    Scenario: The newest refresh token dies too
      Given a registered client
      And an access token "old"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "read"
      Given the token is called "new"
      And token "old" is in use
      When the client sends refresh_token
      Then the request is refused
      Given token "new" is in use
      When the client sends refresh_token
      Then the request is refused
      And the token does not have the scope "read"

    Scenario: The oldest of three comes back
      Given a registered client
      And an access token "oldest"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "read"
      Given the token is called "middle"
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given the token is called "newest"
      And token "oldest" is in use
      When the client sends refresh_token
      Then the request is refused
      And token "middle" does not have the scope "read"
      Given token "newest" is in use
      When the client sends refresh_token
      Then the request is refused

    Scenario: The refresh token of a public client
      Given a registered public client
      And an access token "old"
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given the token is called "new"
      And token "old" is in use
      When the client sends refresh_token
      Then the request is refused
      Given token "new" is in use
      When the client sends refresh_token
      Then the request is refused

  @REF-07 @SHOULD
  Rule: Two refreshes with one token at the same time give at most one live family

    Source: RFC 9700 section 4.14.2

    Scenario: Two in one write
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      When the client sends 2 refresh_token in one write
      Then at most one reply is token_refreshed

  @REF-08 @MUST
  Rule: A refresh token is bound to its client

    Source: RFC 6749 section 6

    Scenario: Another client with its own credentials
      Given a registered client
      And a registered client "B"
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends refresh_token with:
        | client_id     | "{client_nobody}" |
        | client_secret | (absent)          |
      Then the request is refused
      When the client sends refresh_token with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused
      When the client sends refresh_token with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused
      Given an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      When the client sends refresh_token with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused

    Scenario: A public client with the token of another
      Given a registered public client
      And a registered public client "B"
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends refresh_token with:
        | client_id | "{the_client.of.B}" |
      Then the request is refused

  @REF-09 @MUST
  Rule: A confidential client authenticates to refresh

    Source: RFC 6749 section 6

    Scenario Outline: <what>
      Given a registered client
      And a registered client "B"
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends refresh_token with:
        | client_secret | <secret> |
      Then the request is refused

      Examples:
        | what         | secret                     |
        | wrong secret | "{the_secret.but_one_off}" |
        | no secret    | (absent)                   |
        | its beginning | "{the_secret.but_shorter}" |
        | that of another client | "{the_secret.of.B}" |

  @REF-10 @MUST
  Rule: Access tokens, codes and refresh tokens are not one another

    Source: RFC 6749 sections 1.4 and 1.5

    Scenario: An access token for a refresh token
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      When the client sends refresh_token with:
        | refresh_token | "{the_token}" |
      Then the request is refused
      Given an access token
      When the client sends refresh_token with:
        | refresh_token | "{the_token}" |
      Then the request is refused

    Scenario: A code for a refresh token
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends refresh_token with:
        | refresh_token | "{the_code}" |
      Then the request is refused
      Given an authorization code
      When the client sends refresh_token with:
        | refresh_token | "{the_code}" |
      Then the request is refused

    Scenario: A refresh token for an access token
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      And the token has the scope "read"
      And "{the_refresh_token}" does not pass for a token with the scope "read"
      Given an access token
      Then the token has the scope "read"
      And "{the_refresh_token}" does not pass for a token with the scope "read"

  @REF-11 @MUST
  Rule: Unknown and empty refresh tokens are refused

    Source: RFC 6749 section 5.2

    Scenario: An unknown token
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends refresh_token with:
        | refresh_token | "{token_unknown}" |
      Then the request is refused
      And the node still answers

    Scenario Outline: The refresh token <what>
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends refresh_token with:
        | refresh_token | "<token>" |
      Then the request is refused

      Examples:
        | what            | token                              |
        | in other case   | {the_refresh_token.but_other_case} |
        | without its end | {the_refresh_token.but_shorter}    |
        | with more at its end | {the_refresh_token.but_longer} |
        | with a blank at its end | {the_refresh_token}\u0020 |

    Scenario: An empty token
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends a malformed refresh_token with:
        | refresh_token | "" |
      Then the request is refused
      And the node still answers

  @REF-12 @MAY
  Rule: A token_issued need not carry a refresh_token; then this profile is skipped

    Source: RFC 6749 section 5.1

    Scenario: A refresh token, or none
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed

  @REF-13 @SHOULD
  Rule: When a code is replayed, its refresh token dies

    Source: RFC 6749 section 4.1.2

    Scenario: Replay of the code
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given an access token
      When the client sends exchange_code
      Then the request is refused
      When the client sends refresh_token
      Then the request is refused

  @REF-14 @excluded
  Rule: The old access token after a refresh

    Source: RFC 6749 section 6
    Excluded: the RFC leaves open whether it lives on

  @REF-15 @MUST
  Rule: expires_in of a refreshed token is the lifetime of the node's tokens, a number

    Source: RFC 6749 section 5.1

    Scenario: The lifetime
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      And "expires_in" is 3600
      When the client sends refresh_token
      Then the reply is token_refreshed
      And "expires_in" is 3600

  @REF-16 @MUST
  Rule: Refresh tokens of a public client rotate

    Source: RFC 9700 section 2.2.2

    Scenario: A public client
      Given a registered public client
      And an access token "old"
      When the client sends refresh_token
      Then the reply is token_refreshed
      And "refresh_token" is a string
      And "refresh_token" is not "{the_refresh_token.of.old}"
      Given token "old" is in use
      When the client sends refresh_token
      Then the request is refused

    Scenario: A public client that refreshes again
      Given a registered public client
      And an access token "old"
      When the client sends refresh_token with:
        | scope | "read" |
      Then the reply is token_refreshed
      And "refresh_token" is not "{the_refresh_token.of.old}"
      Given the token is called "first"
      When the client sends refresh_token
      Then the reply is token_refreshed
      Given token "first" is in use
      When the client sends refresh_token
      Then the request is refused
