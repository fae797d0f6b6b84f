Feature: Missing and wrongly typed members
  A request that lacks what it needs is refused, and nothing is made up in its
  place.

  @ERR-02 @MUST
  Rule: A request that lacks a required member is refused

    Source: Maelstrom protocol, errors (code 12); RFC 6749 section 5.2 (invalid_request)

    Scenario Outline: <type> without <member>
      Given a fresh node
      When the client sends <type>
      Then the reply is auth_url_generated
      When the client sends a malformed <type> with:
        | <member> | (absent) |
      Then the request is refused

      Examples:
        | type              | member       |
        | generate_auth_url | client_id    |
        | generate_auth_url | redirect_uri |
        | generate_auth_url | scopes       |

    Scenario Outline: exchange_code without <member>
      Given a token of the sample client
      When the client sends a malformed exchange_code with:
        | code     | "{code_2}" |
        | <member> | (absent)   |
      Then the request is refused

      Examples:
        | member       |
        | code         |
        | redirect_uri |
        | client_id    |

    Scenario: check_scope without token
      Given a token of the sample client
      Then the token has the scope "read"
      When the client sends a malformed check_scope with:
        | token          | (absent) |
        | required_scope | "read"   |
      Then the request is refused

    Scenario: check_scope without required_scope
      Given a token of the sample client
      Then the token has the scope "read"
      When the client sends a malformed check_scope
      Then the request is refused

    Scenario: exchange_code without the client_secret of a registered client
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | client_secret | (absent) |
      Then the request is refused

  @ERR-03 @MUST
  Rule: A request with a member of the wrong type is refused

    Source: RFC 8259; protocol, section 6 (invalid_request)

    Scenario Outline: <type> with <member> <value>
      Given a fresh node
      When the client sends <type>
      Then the reply is auth_url_generated
      When the client sends a malformed <type> with:
        | <member> | <value> |
      Then the request is refused

      Examples:
        | type              | member        | value        |
        | generate_auth_url | scopes        | "read write" |
        | generate_auth_url | scopes        | [1, null]    |
        | generate_auth_url | scopes        | ["read", 1]  |
        | generate_auth_url | scopes        | {"read": 1}  |
        | generate_auth_url | state         | 5            |
        | generate_auth_url | state         | ["x"]        |
        | generate_auth_url | client_id     | 7            |
        | generate_auth_url | client_id     | null         |
        | generate_auth_url | redirect_uri  | true         |
        | generate_auth_url | redirect_uri  | {}           |
        | generate_auth_url | scopes        | null         |
        | generate_auth_url | client_id     | ["abc123"]   |

    Scenario Outline: exchange_code with <member> <value>
      Given a token of the sample client
      When the client sends a malformed exchange_code with:
        | code     | "{code_2}" |
        | <member> | <value>    |
      Then the request is refused

      Examples:
        | member       | value      |
        | code         | {}         |
        | code         | 17         |
        | client_id    | ["abc123"] |
        | redirect_uri | null       |
        | client_secret | 5         |

    Scenario Outline: check_scope with <member> <value>
      Given a token of the sample client
      Then the token has the scope "read"
      When the client sends a malformed check_scope with:
        | required_scope | "read"  |
        | <member>       | <value> |
      Then the request is refused

      Examples:
        | member         | value    |
        | token          | 5        |
        | token          | null     |
        | token          | ["x"]    |
        | required_scope | ["read"] |
        | required_scope | true     |
