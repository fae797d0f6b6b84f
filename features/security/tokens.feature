Feature: Tokens cannot be guessed, and give nothing away
  An access token is a random value (RFC 6749 section 10.10).

  @TOK-02 @MUST
  Rule: Tokens of different exchanges differ, within a process and between two

    Source: RFC 6749 section 10.10

    Scenario: Fifty tokens of two processes
      Given a registered client
      When 25 codes and tokens are issued
      And the node is started again
      Given a registered client
      When 25 codes and tokens are issued
      Then the tokens are all different

    Scenario: The same exchange in two processes
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      Given the node is started again
      When the client sends exchange_code
      Then the reply is token_issued
      And the tokens are all different

  @TOK-03 @MUST
  Rule: Tokens have at least 22 characters and share no long prefix

    Source: RFC 6749 section 10.10

    Scenario: Fifty tokens
      Given a registered client
      When 50 codes and tokens are issued
      Then the tokens have at least 22 characters
      And the tokens share no long prefix

  @TOK-04 @MUST
  Rule: A token holds neither the code nor the client_secret, in no disguise

    Source: RFC 6749 section 10.3

    Scenario: What a token reveals
      Given a registered client
      And an access token
      Then the token reveals neither code nor client_secret

  @TOK-07 @SHOULD
  Rule: expires_in is positive and less than a year

    Source: RFC 6749 section 5.1

    Scenario: The lifetime of a token
      Given a registered client
      And an authorization code
      When the client sends exchange_code
      Then the reply is token_issued
      And "expires_in" is between 1 and 31536000

  @TOK-30 @MUST
  Rule: No reply holds a secret, or a code or token of another client

    Source: RFC 6749 section 10.3

    Scenario: What errors say
      Given a registered client
      And a registered client "B"
      And an access token
      And an access token "other" of client "B"
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | "{secret_wrong}" |
      Then the request is refused
      When the client sends exchange_code with:
        | code          | "{the_code}"        |
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused
      When the client sends exchange_code with:
        | redirect_uri | "{redirect_wrong}" |
      Then the request is refused
      When the client sends exchange_code with:
        | client_secret | (absent) |
      Then the request is refused
      And no reply holds "{the_secret}"
      And no reply holds "{the_secret.of.B}"
      And no reply holds "{secret_wrong}"
      And no refusal holds "{the_token.of.other}"

    Scenario: What an error says of codes
      Given a registered client
      And a registered client "B"
      And an access token of client "B"
      And an authorization code "A"
      When the client sends exchange_code with:
        | code          | "{code_unknown}"      |
        | client_id     | "{the_client.of.B}"   |
        | client_secret | "{the_secret.of.B}"   |
        | redirect_uri  | "{the_redirect.of.B}" |
      Then the request is refused
      And no refusal holds "{the_code}"

    Scenario: What an error for a wrong client_secret says of codes
      Given a registered client
      And a registered client "B"
      And an access token
      And an authorization code "theirs" of client "B"
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | "{the_secret.but_one_off}" |
      Then the request is refused
      And no refusal holds "{the_code.of.theirs}"

  @TOK-31 @SHOULD
  Rule: Tokens and codes carry at least 96 bits by Shannon's estimate

    Source: RFC 6749 section 10.10

    Scenario: Fifty codes and tokens
      Given a registered client
      When 50 codes and tokens are issued
      Then the tokens carry at least 96 bits
      And the codes carry at least 96 bits

  @REV-01 @MUST
  Rule: A revoked token is dead, an unknown one is revoked too, and one of another client lives on

    Source: RFC 7009 sections 2.1 and 2.2

    Scenario: A token is revoked
      Given a registered client
      And an access token
      Then the token has the scope "read"
      When the client sends revoke_token
      Then the reply is token_revoked
      And the token does not have the scope "read"
      And the token does not have the scope "write"
      When the client sends revoke_token
      Then the reply is token_revoked

    Scenario: A token of a public client is revoked
      Given a registered public client
      And an access token
      Then the token has the scope "read"
      When the client sends revoke_token
      Then the reply is token_revoked
      And the token does not have the scope "read"

    Scenario: Two clients, and one revokes
      Given a registered client
      And a registered client "B"
      And an access token "other" of client "B"
      And an access token
      When the client sends revoke_token
      Then the reply is token_revoked
      And token "other" has the scope "read"

    Scenario: A refresh token is revoked and comes back
      Given a registered client
      And an access token
      When the client sends refresh_token
      Then the reply is token_refreshed
      When the client sends revoke_token with:
        | token | "{the_refresh_token}" |
      Then the reply is token_revoked
      When the client sends refresh_token
      Then the request is refused

    Scenario: An unknown token
      Given a registered client
      And an access token
      When the client sends revoke_token with:
        | token | "{token_unknown}" |
      Then the reply is token_revoked
      And the token has the scope "read"

    Scenario: The token of another client
      Given a registered client
      And a registered client "B"
      And an access token
      When the client sends revoke_token with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the reply is token_revoked or a refusal
      And the token has the scope "read"

    Scenario: The token of another client, by a public client
      Given a registered client
      And a registered public client "B"
      And an access token
      When the client sends revoke_token with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | (absent)            |
      Then the reply is token_revoked or a refusal
      And the token has the scope "read"

    Scenario Outline: Somebody in the client's name, with <what>
      Given a registered client
      And an access token
      When the client sends revoke_token with:
        | client_secret | <secret> |
      Then the reply is token_revoked or a refusal
      And the token has the scope "read"

      Examples:
        | what               | secret                     |
        | a wrong secret     | "{the_secret.but_one_off}" |
        | no secret          | (absent)                   |

    Scenario: The refresh token of another client
      Given a registered client
      And a registered client "B"
      And an access token
      When the client sends revoke_token with:
        | token         | "{the_refresh_token}" |
        | client_id     | "{the_client.of.B}"   |
        | client_secret | "{the_secret.of.B}"   |
      Then the reply is token_revoked or a refusal
      And the token has the scope "read"
      When the client sends refresh_token
      Then the reply is token_refreshed

  @REV-02 @SHOULD
  Rule: Revoking a refresh token ends its access tokens

    Source: RFC 7009 section 2.1

    Scenario: A refresh token is revoked
      Given a registered client
      And an access token
      Then the token has the scope "read"
      When the client sends revoke_token with:
        | token | "{the_refresh_token}" |
      Then the reply is token_revoked
      And the token does not have the scope "read"
