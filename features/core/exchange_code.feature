Feature: exchange_code -> token_issued
  Step 2 of the authorization code flow. The exchange stands for a POST to the
  token endpoint (RFC 6749 sections 4.1.3 and 4.1.4; exercise, hint 3).

  @SMP-02 @MUST
  Rule: A fresh node answers the sample exchange with a Bearer token that lives for 3600 seconds

    Source: exercise, sample 2

    Scenario: Sample 2, exchange code for token
      Given a fresh node
      When the client sends only:
        """
        {"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":1,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}
        """
      Then the reply body, with access_token as a pattern, is:
        """
        {"type": "token_issued", "in_reply_to": 1, "access_token": "[A-Za-z0-9-_]+", "token_type": "Bearer", "expires_in": 3600}
        """

  @TOK-01 @MUST
  Rule: The whole access_token matches [A-Za-z0-9_-]+

    Source: exercise, sample 2

    Scenario: The alphabet of the token
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      And "access_token" is a whole [A-Za-z0-9_-]+

  @TOK-05 @MUST
  Rule: expires_in is a JSON number

    Source: RFC 6749 section 5.1

    Scenario: The type of expires_in
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      And "expires_in" is a number

  @TOK-06 @excluded
  Rule: expires_in is written without a fraction

    Source: RFC 6749 appendix A.14
    Excluded: 3600.0 and 3600 are equal as JSON numbers

  @TOK-08 @MUST
  Rule: token_type is "Bearer"

    Source: exercise, sample 2

    Scenario: The type of the token
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
      And "token_type" is "Bearer"

  @TOK-09 @MAY
  Rule: A token_issued may carry refresh_token and scope

    Source: RFC 6749 section 5.1

    Scenario: Further members are free
      Given a fresh node
      When the client sends exchange_code
      Then the reply is token_issued
