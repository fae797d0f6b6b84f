Feature: The parameters of the URL
  Which parameters there are, and what they follow from (RFC 6749 sections 3.1
  and 4.1.1).

  @URL-01 @MUST
  Rule: The part before the query is exactly https://accounts.example.com/authorize, and there is no fragment

    Source: RFC 6749 sections 3.1 and 4.1.1

    Scenario: The authorization endpoint
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the output keeps this rule

  @URL-02 @MUST
  Rule: No parameter stands twice

    Source: RFC 6749 section 3.1

    Scenario: Three scopes, one parameter
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | ["{scope_1}", "{scope_2}", "{scope_3}"] |
      Then the reply is auth_url_generated
      And the output keeps this rule

  @URL-09 @SHOULD
  Rule: Scopes stand in the order of the request

    Source: protocol, section 7

    Scenario: Scopes in no alphabetical order
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | ["c{scope_1}", "a{scope_2}", "e{scope_3}", "b{scope_4}", "d{scope_5}"] |
      Then the reply is auth_url_generated
      And the output keeps this rule

  @URL-10 @MAY
  Rule: Repeated scopes are kept or collapsed, and never become another string

    Source: RFC 6749 section 3.3

    Scenario: A scope twice
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | ["{scope_1}", "{scope_1}"] |
      Then the reply is auth_url_generated
      And the URL carries the scope asked for

  @URL-11 @MAY
  Rule: Without scopes the parameter is absent or empty, or the request is refused

    Source: RFC 6749 sections 3.1 and 3.3

    Scenario: No scopes
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | [] |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the scope asked for

  @URL-12 @SHOULD
  Rule: Without a state the URL has no state parameter, or the request is refused

    Source: RFC 6749 section 4.1.1

    Scenario: No state, after a request with one
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | state | (absent) |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the state asked for

  @URL-13 @MAY
  Rule: An empty state gives no state parameter or an empty one, or the request is refused

    Source: RFC 6749 section 3.1; protocol, section 6 (empty members)

    Scenario: An empty state
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the state asked for

  @URL-14 @MUST
  Rule: A long state is returned whole or refused, never cut

    Source: RFC 6749 section 4.1.1 (no limit is stated)

    Scenario Outline: A state of <length> characters
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_of_<length>}" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the state asked for

      Examples:
        | length |
        | 512    |
        | 4096   |

    Scenario: Other long values
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id    | "{client_of_300}"                     |
        | redirect_uri | "https://app.example/{state_of_600}"  |
        | scopes       | ["{scope_of_300}", "{scope_1}"]       |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries everything asked for

  @URL-16 @MUST
  Rule: The same request gives the same parameters, whatever was asked before

    Source: protocol, section 7

    Scenario: The same request twice, another one between
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | client_id    | "{client_other}"           |
        | redirect_uri | "{redirect_other}"         |
        | scopes       | ["{scope_3}", "{scope_4}"] |
        | state        | "{state_other}"            |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the URL carries everything asked for

    Scenario: The same request three times
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the URL carries everything asked for

  @URL-17 @excluded
  Rule: An endpoint with a query of its own keeps it

    Source: RFC 6749 section 3.1
    Excluded: the protocol has no way to configure the endpoint
