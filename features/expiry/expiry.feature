Feature: Lifetimes
  A virtual second is a real second plus what advance_clock added.

  @EXP-01 @MUST
  Rule: An access token is valid for 3600 seconds

    Source: exercise, sample 2 (expires_in)

    Scenario: Before and after
      Given a registered client
      And an access token
      Then the token has the scope "read"
      When 3590 seconds pass
      Then the token has the scope "read"
      When 11 seconds pass
      Then the token does not have the scope "read"

    Scenario: The token of a client that is not registered
      Given a token of the sample client
      Then the token has the scope "read"
      When 3601 seconds pass
      Then the token does not have the scope "read"

    Scenario: The token of a public client, for its other scope first
      Given a registered public client
      And an access token
      Then the token has the scope "write"
      And the token has the scope "read"
      When 3601 seconds pass
      Then the token does not have the scope "write"
      And the token does not have the scope "read"

  @EXP-02 @MUST
  Rule: A code expires

    Source: RFC 6749 section 4.1.2

    Scenario: After five seconds
      Given a registered client
      And an authorization code
      When 5 seconds pass
      And the client sends exchange_code
      Then the reply is token_issued

    Scenario: After two hours
      Given a registered client
      And an access token
      And an authorization code
      When 7201 seconds pass
      And the client sends exchange_code
      Then the request is refused

    Scenario: After it has expired, tried again
      Given a registered client
      And an access token
      And an authorization code
      When 7201 seconds pass
      And the client sends exchange_code
      And the client sends exchange_code
      Then the request is refused

    Scenario: After two hours, for a part of the scopes and with PKCE, of a client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id | "{client_stranger}" |
        | scopes    | ["read", "write"]   |
      Then the reply is auth_url_generated
      When the client sends authorize with:
        | url   | "https://accounts.example.com/authorize?response_type=code&client_id={client_stranger}&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256" |
        | scope | "read" |
      Then the reply is code_issued, or the scenario ends with a refusal
      When 7201 seconds pass
      And the client sends exchange_code with:
        | redirect_uri  | "https://app.com/callback"                    |
        | code_verifier | "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" |
      Then the request is refused

  @EXP-03 @MUST
  Rule: Each token has its own lifetime

    Source: RFC 6749 section 5.1

    Scenario: Two tokens, half an hour apart
      Given a registered client
      And an access token "older"
      Then the token has the scope "read"
      When 1800 seconds pass
      Given an access token "younger"
      When 1801 seconds pass
      Then token "older" does not have the scope "read"
      And token "younger" has the scope "read"

    Scenario: A refresh does not renew the older token
      Given a registered client
      And an access token "older"
      Then the token has the scope "read"
      When 1800 seconds pass
      And the client sends refresh_token
      Then the reply is token_refreshed
      When 1801 seconds pass
      Then token "older" does not have the scope "read"

  @EXP-04 @MUST
  Rule: A refresh works after the access token has expired, and gives a full lifetime

    Source: RFC 6749 section 1.5

    Scenario: A refresh after an hour
      Given a registered client
      And an access token
      When 3601 seconds pass
      And the client sends refresh_token
      Then the reply is token_refreshed
      When 3590 seconds pass
      Then the token has the scope "read"
      When 11 seconds pass
      Then the token does not have the scope "read"
      When the client sends refresh_token with:
        | scope | "read" |
      Then the reply is token_refreshed
      When 3590 seconds pass
      Then the token has the scope "read"
      When 11 seconds pass
      Then the token does not have the scope "read"

  @EXP-05 @SHOULD
  Rule: A token does not expire after 3600 milliseconds

    Source: RFC 6749 section 5.1 (seconds)

    Scenario: After four seconds
      Given a registered client
      And an access token
      When 4 seconds pass
      Then the token has the scope "read"

  @EXP-06 @SHOULD
  Rule: A code lives for ten minutes at most

    Source: RFC 6749 section 4.1.2

    Scenario: After 601 seconds
      Given a registered client
      And an access token
      And an authorization code
      When 601 seconds pass
      And the client sends exchange_code
      Then the request is refused
