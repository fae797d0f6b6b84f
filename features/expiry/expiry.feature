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
