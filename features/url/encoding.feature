Feature: Every parameter and every character is encoded
  The parameters of the authorization request are added to the query in the
  format application/x-www-form-urlencoded (RFC 6749 section 4.1.1 and
  appendix B). URLs are compared by meaning: any encoding that every decoder
  reads alike is right.

  @URL-03 @MUST
  Rule: A state of any printable ASCII survives one decode

    Source: RFC 6749 section 4.1.1 and appendix B

    Scenario Outline: state <state>
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "<state>" |
      Then the reply is auth_url_generated
      And the URL carries the state asked for

      Examples:
        | state                                 |
        | {state_1}a+b&c=d#e%41;f,g~*!'()[]@?/: |
        | \u0020a b {state_2}\u0020             |
        | <>{state_3}^`$.-_                     |
        | 100%{state_4}%2541                    |
        | {state_5}\u0020\u0020b                |
        | $&{state_6}$1{0}%s&amp;&lt;           |

  @URL-04 @MUST
  Rule: Characters beyond ASCII are percent-encoded as UTF-8, or the request is refused

    Source: RFC 6749 appendices A.1, A.5 and B

    Scenario Outline: <member> beyond ASCII
      Given a fresh node
      When the client sends generate_auth_url with:
        | <member> | "{state_1}é€😀" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the <member> asked for

      Examples:
        | member    |
        | state     |
        | client_id |

    Scenario: A letter and its accent, and two letters in one
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_1}e\u0301\ufb01" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the state asked for

  @URL-05 @MUST
  Rule: A client_id with reserved characters is encoded

    Source: RFC 6749 appendix B

    Scenario Outline: client_id <client_id>
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id | "<client_id>" |
      Then the reply is auth_url_generated
      And the URL carries the client_id asked for

      Examples:
        | client_id             |
        | {client_1}a b&c=d     |
        | {client_2}+x/y?z#%41;[\|] |
        | \u0020{client_3}\u0020 |

  @URL-06 @MUST
  Rule: The values of scopes are encoded, and the separator stays the only blank

    Source: RFC 6749 section 3.3 and appendix B

    Scenario: Scopes with characters of their own
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | ["read:user", "User.Read", "https://x/y.z", "a+b", "c%41d#e", "f&g=h", "{scope_1}"] |
      Then the reply is auth_url_generated
      And the URL carries the scope asked for

  @URL-07 @MUST
  Rule: A redirect_uri that holds encoded characters is encoded again, exactly once

    Source: exercise, hint 2

    Scenario: redirect_uri with %3A in it
      Given a fresh node
      When the client sends generate_auth_url with:
        | redirect_uri | "https://app.com/callback?u=https%3A%2F%2Fx&v={state_1}" |
      Then the reply is auth_url_generated
      And the URL carries the redirect_uri asked for

    Scenario Outline: redirect_uri <what>
      Given a fresh node
      When the client sends generate_auth_url with:
        | redirect_uri | "<redirect_uri>" |
      Then the reply is auth_url_generated
      And the URL carries everything asked for

      Examples:
        | what                                  | redirect_uri                                           |
        | without a path, with parameters of ours | https://app.com?state=%3A{state_1}&client_id=x       |
        | that could be written more shortly    | https://app.com:443/a/../b//%7eu?y=%3a&x={state_1}&x=1 |

  @URL-08 @MUST
  Rule: Only characters that a query may hold stand in it, and no raw semicolon

    Source: RFC 3986 section 3.4

    Scenario: Characters that no query may hold
      Given a fresh node
      When the client sends generate_auth_url with:
        | state  | "{state_1} \"<>{}\\\\^`;" |
        | scopes | ["{scope_1}", "a;b"]            |
      Then the reply is auth_url_generated
      And the URL carries the state asked for

  @URL-15 @MUST
  Rule: Values that look like numbers or booleans stay text

    Source: RFC 6749 section 3.1

    Scenario Outline: client_id <value>
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id | "<value>" |
        | state     | "<state>" |
      Then the reply is auth_url_generated
      And the URL carries the client_id asked for
      And the URL carries the state asked for

      Examples:
        | value | state |
        | 00123 | 1e3   |
        | 1e3   | true  |
        | true  | 00123 |
        | 123   | 0     |
        | 0     | null  |
        | None  | 12345678901234567890 |

    Scenario: A scope that is 0
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | ["0", "{scope_1}"] |
      Then the reply is auth_url_generated
      And the URL carries the scope asked for

  @URL-18 @MUST
  Rule: A redirect_uri with a fragment is refused, or its # is encoded

    Source: RFC 6749 section 3.1.2

    Scenario: redirect_uri with a fragment
      Given a fresh node
      When the client sends generate_auth_url with:
        | redirect_uri | "https://a.example/cb#{state_1}" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the redirect_uri asked for

  @URL-19 @SHOULD
  Rule: Hexadecimal digits are in upper case

    Source: RFC 3986 sections 2.1 and 6.2.2.1

    Scenario: The case of hexadecimal digits
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the output keeps this rule

  @URL-20 @MUST
  Rule: JSON escapes are decoded before a value is encoded

    Source: RFC 8259 section 7

    Scenario: A request full of escapes
      Given a fresh node
      When the client sends generate_auth_url written with \u escapes with:
        | redirect_uri | "https://app.com/cb?a=1&b={state_1}" |
        | state        | "{state_2}&\"x\\\\"                   |
      Then the reply is auth_url_generated
      And the URL carries everything asked for

  @URL-23 @SHOULD
  Rule: Only A-Z a-z 0-9 - . _ ~ * ! ' ( ) stand raw in a value, and + for a blank

    Source: RFC 6749 appendix B

    Scenario: Characters that form encoding encodes
      Given a fresh node
      When the client sends generate_auth_url with:
        | state  | "{state_1}/:@?,$="        |
        | scopes | ["a/b:c", "{scope_1}@,$="] |
      Then the reply is auth_url_generated
      And the output keeps this rule
