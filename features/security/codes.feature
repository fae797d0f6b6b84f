Feature: Authorization codes are bound and used once
  A code belongs to the client, the redirect_uri and the request that it was
  issued for (RFC 6749 sections 4.1.2 and 4.1.3).

  @TOK-11 @MUST
  Rule: A wrong client_secret of a registered client is refused

    Source: RFC 6749 sections 2.3.1 and 3.2.1

    Scenario Outline: A client_secret: <what>
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | <secret> |
      Then the request is refused

      Examples:
        | what                  | secret                        |
        | its beginning         | "{the_secret.but_shorter}"    |
        | its end               | "{the_secret.but_headless}"   |
        | more than it          | "{the_secret.but_longer}"     |
        | other case            | "{the_secret.but_other_case}" |
        | a blank at its end    | "{the_secret} "               |
        | a blank before it     | " {the_secret}"               |
        | a line feed at its end | "{the_secret}\u000a"        |
        | one character changed | "{the_secret.but_one_off}"    |
        | empty                 | ""                            |
        | none                  | (absent)                      |

    Scenario: The client_secret of another client
      Given a registered client
      And a registered client "B"
      And an access token of client "B"
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused

    Scenario Outline: A client_secret that is no text: <secret>
      Given a registered client
      And an access token
      And an authorization code
      When the client sends a malformed exchange_code with:
        | client_secret | <secret> |
      Then the request gives no token

      Examples:
        | secret |
        | null   |
        | true   |

    Scenario: A long client_secret whose last character is another
      Given a registered client
      And an access token
      When the client sends register_client with:
        | client_id     | "{client_long}"     |
        | client_secret | "{secret_of_80}"    |
        | redirect_uris | ["{redirect_long}"] |
      Then the reply is client_registered, or the scenario ends with a refusal
      When the client sends generate_auth_url with:
        | client_id    | "{client_long}"   |
        | redirect_uri | "{redirect_long}" |
        | scopes       | ["read"]          |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      When the client sends exchange_code with:
        | client_secret | "{secret_of_80.but_one_off}" |
      Then the request is refused

  @TOK-12 @MUST
  Rule: A code of a registered client is refused to any other client_id

    Source: RFC 6749 section 4.1.3

    Scenario: A client that nobody knows
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_id | "{client_nobody}" |
      Then the request is refused

    Scenario: A client that nobody knows, without a secret
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_id     | "{client_nobody}" |
        | client_secret | (absent)          |
      Then the request is refused

    Scenario Outline: Its own client_id <how>
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_id | "<client_id>" |
      Then the request is refused

      Examples:
        | how                     | client_id                   |
        | in other case           | {the_client.but_other_case} |
        | with a blank at its end | {the_client}\u0020          |

    Scenario: A client that nobody knows, with a code that was used
      Given a registered client
      And an access token
      When the client sends exchange_code with:
        | client_id     | "{client_nobody}" |
        | client_secret | (absent)          |
      Then the request is refused

  @TOK-13 @MUST
  Rule: A code of one client is refused to another with its own credentials

    Source: RFC 6749 section 4.1.3

    Scenario: Client B with the code of A
      Given a registered client
      And a registered client "B"
      And an access token
      And an access token of client "B"
      And an authorization code
      When the client sends exchange_code with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused
      When the client sends exchange_code with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the request is refused

    Scenario: Client B with the code of A and the redirect_uri that both have registered
      Given a registered client
      And an access token
      When the client sends register_client with:
        | client_id     | "{client_too}"      |
        | client_secret | "{secret_too}"      |
        | redirect_uris | ["{the_redirect}"]  |
      Then the reply is client_registered, or the scenario ends with a refusal
      Given an authorization code
      When the client sends exchange_code with:
        | client_id     | "{client_too}" |
        | client_secret | "{secret_too}" |
      Then the request is refused

    Scenario: Client B with the code of A and its own redirect_uri
      Given a registered client
      And a registered client "B"
      And an access token of client "B"
      And an authorization code
      When the client sends exchange_code with:
        | client_id     | "{the_client.of.B}"   |
        | client_secret | "{the_secret.of.B}"   |
        | redirect_uri  | "{the_redirect.of.B}" |
      Then the request is refused

    Scenario: A public client with the code of another and its code_verifier
      Given a registered public client
      And a registered public client "B"
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_id | "{the_client.of.B}" |
      Then the request is refused

    Scenario: A code that was issued to a client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id | "{client_stranger}" |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | client_id | "{client_other}" |
      Then the request is refused

  @TOK-14 @MUST
  Rule: The redirect_uri of the exchange is identical to that of the authorization request

    Source: RFC 6749 section 4.1.3

    Scenario Outline: A redirect_uri: <what>
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | redirect_uri | "<redirect_uri>" |
      Then the request is refused

      Examples:
        | what                  | redirect_uri                  |
        | a slash more          | {the_redirect}/               |
        | a query               | {the_redirect}?x=1            |
        | http                  | {the_redirect.but_http}       |
        | the host in capitals  | {the_redirect.but_upper_host} |
        | its beginning         | {the_redirect.but_shorter}    |
        | a blank at its end    | {the_redirect}\u0020          |
        | the default port      | {the_redirect.but_with_port}  |

    Scenario: Another one of the registration
      Given a registered client
      And an access token
      When the client sends register_client with:
        | client_id     | "{client_of_two}"                       |
        | redirect_uris | ["{redirect_one}", "{redirect_two}"]    |
      Then the reply is client_registered
      When the client sends generate_auth_url with:
        | client_id    | "{client_of_two}" |
        | redirect_uri | "{redirect_one}"  |
        | scopes       | ["read"]          |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | redirect_uri  | "{redirect_two}" |
        | client_secret | "{secret}"       |
      Then the request is refused

    Scenario: The one of a later request, which is the same without its query
      Given a registered client
      And an access token
      When the client sends register_client with:
        | client_id     | "{client_of_two}"                          |
        | redirect_uris | ["{redirect_one}?x=1", "{redirect_one}"]   |
      Then the reply is client_registered, or the scenario ends with a refusal
      When the client sends generate_auth_url with:
        | client_id    | "{client_of_two}"    |
        | redirect_uri | "{redirect_one}?x=1" |
        | scopes       | ["read"]             |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      Given the code is called "first"
      When the client sends generate_auth_url with:
        | client_id    | "{client_of_two}" |
        | redirect_uri | "{redirect_one}"  |
        | scopes       | ["read"]          |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      Given code "first" is in use
      When the client sends exchange_code with:
        | redirect_uri  | "{redirect_one}" |
        | client_secret | "{secret}"       |
      Then the request is refused
      When the client sends exchange_code with:
        | redirect_uri  | "{redirect_one}" |
        | client_secret | "{secret}"       |
      Then the request is refused

    Scenario: Another one, with the right code_verifier
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | redirect_uri | "{redirect_other}" |
      Then the request is refused

    Scenario: None
      Given a registered client
      And an access token
      And an authorization code
      When the client sends a malformed exchange_code with:
        | redirect_uri | (absent) |
      Then the request is refused

    Scenario: Another one, by a public client
      Given a registered public client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | redirect_uri | "{redirect_other}" |
      Then the request is refused

    Scenario: Another one, with a code that was issued to a client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id | "{client_stranger}" |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | redirect_uri | "{redirect_other}" |
      Then the request is refused

  @TOK-15 @MUST
  Rule: A code is good for one exchange

    Source: RFC 6749 section 4.1.2

    Scenario: Twice, and a third time
      Given a registered client
      And an authorization code
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends exchange_code
      Then the request is refused
      When the client sends exchange_code
      Then the request is refused

    Scenario: Twice, by a client that is not registered
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends exchange_code
      Then the request is refused

    Scenario: Twice, with a code that was issued to a client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id | "{client_stranger}" |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code
      Then the reply is token_issued, or the scenario ends with a refusal
      When the client sends exchange_code
      Then the request is refused

    Scenario: Twice, by a public client
      Given a registered public client
      And an access token
      When the client sends exchange_code
      Then the request is refused

  @TOK-16 @SHOULD
  Rule: When a code is replayed, the tokens issued from it are revoked

    Source: RFC 6749 section 4.1.2

    Scenario: The token of a replayed code
      Given a registered client
      And an access token
      Then the token has the scope "read"
      When the client sends exchange_code
      Then the request is refused
      And the token does not have the scope "read"

    Scenario: The token of another client lives on
      Given a registered client
      And a registered client "B"
      And an access token "other" of client "B"
      And an access token
      When the client sends exchange_code
      Then the request is refused
      And token "other" has the scope "read"

  @TOK-17 @MUST
  Rule: Of many exchanges of one code at the same time exactly one succeeds

    Source: RFC 6749 section 10.5

    Scenario: Twenty in one write
      Given a registered client
      And an authorization code
      When the client sends 20 exchange_code in one write
      Then every request gets exactly one reply
      And exactly one reply is token_issued

  @TOK-18 @MUST
  Rule: An unknown code of a registered client is refused

    Source: RFC 6749 section 4.1.3

    Scenario Outline: A code: <what>
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | code | "<code>" |
      Then the request is refused

      Examples:
        | what                 | code                    |
        | a random code        | {code_unknown}          |
        | the exercise's code  | AUTH_CODE               |
        | part of a real code  | {the_code.but_shorter}  |
        | other case           | {the_code.but_other_case} |
        | a real code and more | {the_code.but_longer}   |
        | a blank at its end   | {the_code}\u0020        |

    Scenario: A random code, by a public client
      Given a registered public client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | code | "{code_unknown}" |
      Then the request is refused

    Scenario: A random code, by a client that asked for a URL before it was registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id    | "{client_early}"   |
        | redirect_uri | "{redirect_early}" |
        | scopes       | ["read"]           |
      Then the reply is auth_url_generated
      When the client sends register_client with:
        | client_id     | "{client_early}"     |
        | client_secret | "{secret_early}"     |
        | redirect_uris | ["{redirect_early}"] |
      Then the reply is client_registered, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | code          | "{code_unknown}"   |
        | client_id     | "{client_early}"   |
        | client_secret | "{secret_early}"   |
        | redirect_uri  | "{redirect_early}" |
      Then the request is refused

  @TOK-19 @SHOULD
  Rule: A failed attempt does not help a later one with the same defect, nor spoil the right one

    Source: RFC 6749 section 5.2

    Scenario: Wrong secret, wrong secret, right secret
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | "{the_secret.but_one_off}" |
      Then the request is refused
      When the client sends exchange_code with:
        | client_secret | "{the_secret.but_one_off}" |
      Then the request is refused
      When the client sends exchange_code
      Then the reply is token_issued

  @TOK-20 @MUST
  Rule: Codes differ, cannot be guessed, and are printable ASCII

    Source: RFC 6749 section 10.10

    Scenario: Fifty codes
      Given a registered client
      When 25 codes and tokens are issued
      And the node is started again
      Given a registered client
      When 25 codes and tokens are issued
      And the client sends authorize
      Then the reply is code_issued
      When the client sends authorize
      Then the reply is code_issued
      And the codes are all different
      And the codes have at least 22 characters
      And the codes share no long prefix
