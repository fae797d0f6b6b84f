Feature: authorize -> code_issued
  The user approves: the browser opens a URL that the node or the suite has
  built, and the authorization server answers with a code (RFC 6749 section
  4.1.2) or an error.

  @TOK-10 @MUST
  Rule: When the granted scope differs from the requested one, token_issued names it

    Source: RFC 6749 sections 3.3 and 5.1

    Scenario: The user grants a part
      Given a registered client
      And an authorization code
      When the client sends authorize with:
        | scope | "read" |
      Then the reply is code_issued
      When the client sends exchange_code
      Then the reply is token_issued
      And "scope" is "read"
      And the token has the scope "read"
      And the token does not have the scope "write"

    Scenario: Each of two codes of one client has the scopes of its own request
      Given a registered client
      And an authorization code "A" with the scopes ["read"]
      And an access token "B" with the scopes ["write"]
      And code "A" is in use
      When the client sends exchange_code
      Then the reply is token_issued, or the scenario ends with a refusal
      And token "B" has the scope "write"
      And the token does not have the scope "write"

    Scenario: The user grants a part to a public client
      Given a registered public client
      And an authorization code
      When the client sends authorize with:
        | scope | "read" |
      Then the reply is code_issued
      When the client sends exchange_code
      Then the reply is token_issued
      And "scope" is "read"

    Scenario: A code of a client that is not registered, which asks for other scopes since
      Given a registered client
      And an access token
      Then the token has the scope "read"
      When the client sends generate_auth_url with:
        | client_id    | "{client_stranger}"   |
        | redirect_uri | "{redirect_stranger}" |
        | scopes       | ["read"]              |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      Given the code is called "first"
      When the client sends generate_auth_url with:
        | client_id    | "{client_stranger}"   |
        | redirect_uri | "{redirect_stranger}" |
        | scopes       | ["write"]             |
      Then the reply is auth_url_generated
      Given code "first" is in use
      When the client sends exchange_code
      Then the reply is token_issued, or the scenario ends with a refusal
      And the token does not have the scope "write"

  @TOK-21 @MUST
  Rule: A redirect_uri that is not registered, character by character, is refused

    Source: RFC 6749 section 3.1.2.3; RFC 9700 section 2.1

    Scenario Outline: <what>
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its redirect_uri "<redirect_uri>"
      Then the request is refused

      Examples:
        | what             | redirect_uri                     |
        | a path upwards   | {the_redirect}/../evil           |
        | a longer host    | {the_redirect.but_evil_host}     |
        | a query          | {the_redirect}?x                 |
        | a path below     | {the_redirect}/more              |
        | its beginning    | {the_redirect.but_shorter}       |
        | another one      | {redirect_other}                 |
        | it in the query of a stranger | {redirect_other}?{the_redirect} |
        | a slash more     | {the_redirect}/                  |
        | other case       | {the_redirect.but_other_case}    |
        | the host in capitals | {the_redirect.but_upper_host} |
        | http             | {the_redirect.but_http}          |
        | the default port | {the_redirect.but_with_port}     |
        | a blank at its end | {the_redirect}\u0020           |
        | a fragment       | {the_redirect}#x                 |
        | a semicolon      | {the_redirect};x                 |
        | one character percent-encoded | {the_redirect.but_escaped} |

    Scenario: That of another client
      Given a registered client
      And a registered client "B"
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its redirect_uri "{the_redirect.of.B}"
      Then the request is refused

    Scenario: Another one, of a public client
      Given a registered public client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its redirect_uri "{redirect_other}"
      Then the request is refused

    Scenario Outline: The <which> of two that are registered
      Given a registered client
      When the client sends register_client with:
        | client_id     | "{client_of_two}"                    |
        | redirect_uris | ["{redirect_one}", "{redirect_two}"] |
      Then the reply is client_registered
      When the client sends generate_auth_url with:
        | client_id    | "{client_of_two}"  |
        | redirect_uri | "{redirect_<uri>}" |
        | scopes       | ["read"]           |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued

      Examples:
        | which  | uri |
        | first  | one |
        | second | two |

  @TOK-22 @MUST
  Rule: The state comes back exactly, decoded once

    Source: RFC 6749 section 4.1.2

    Scenario Outline: A state <what>
      Given a registered client
      When the client sends authorize with the URL, its state "<state>"
      Then the reply is code_issued
      And "state" is "<state>"

      Examples:
        | what                  | state             |
        | that looks encoded    | {state_1}%41+&x=1 |
        | with a quotation mark | {state_1}\u0022b  |
        | with a backslash      | {state_1}\u005cb  |
        | with blanks around it | \u0020{state_1}\u0020 |

    Scenario: A state beyond ASCII
      Given a registered client
      And an authorization code
      When the client sends authorize with the URL, its state "{state_1}ée\u0301"
      Then the reply is code_issued, or the scenario ends with a refusal
      And "state" is "{state_1}ée\u0301"

    Scenario: A long state
      Given a registered client
      And an authorization code
      When the client sends authorize with the URL, its state "{state_of_300}"
      Then the reply is code_issued, or the scenario ends with a refusal
      And "state" is "{state_of_300}"

    Scenario: Another state than that of the request before
      Given a registered client
      And an authorization code
      When the client sends authorize with the URL, its state "{state_other}"
      Then the reply is code_issued
      And "state" is "{state_other}"

  @TOK-23 @MUST
  Rule: Without a state in the URL there is none in code_issued

    Source: RFC 6749 section 4.1.2

    Scenario: No state, after a request with one
      Given a registered client
      And an authorization code
      When the client sends authorize with the URL, without state
      Then the reply is code_issued, or the scenario ends with a refusal
      And "state" is absent

  @TOK-24 @MUST
  Rule: A user who refuses gives access_denied with the same state and no code

    Source: RFC 6749 section 4.1.2.1

    Scenario: approved is false
      Given a registered client
      And an authorization code
      When the client sends authorize with:
        | approved | false |
      Then the error is access_denied
      And "state" is "{the_state}"
      When the client sends authorize with:
        | approved | false  |
        | scope    | "read" |
      Then the request is refused

    Scenario: approved is false, for a public client
      Given a registered public client
      And an authorization code
      When the client sends authorize with:
        | approved | false |
      Then the request is refused

    Scenario: approved is false, and the state has special characters
      Given a registered client
      And an authorization code
      When the client sends generate_auth_url with:
        | client_id    | "{the_client}"      |
        | redirect_uri | "{the_redirect}"    |
        | scopes       | ["read"]            |
        | state        | "{state_1}a+b %41&" |
      Then the reply is auth_url_generated
      When the client sends authorize with:
        | approved | false |
      Then the error is access_denied
      And "state" is "{state_1}a+b %41&"

    Scenario: approved is false, and the URL has no state
      Given a registered client
      And an authorization code
      When the client sends generate_auth_url with:
        | client_id    | "{the_client}"   |
        | redirect_uri | "{the_redirect}" |
        | scopes       | ["read"]         |
        | state        | (absent)         |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends authorize with:
        | approved | false |
      Then the request is refused
      And "state" is absent

  @TOK-25 @MUST
  Rule: Without response_type, or with another one than code, the request is refused

    Source: RFC 6749 section 3.1.1

    Scenario: No response_type
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, without response_type
      Then the request is refused

    Scenario: response_type token
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its response_type "token"
      Then the request is refused

    Scenario Outline: response_type <response_type>
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its response_type "<response_type>"
      Then the request is refused

      Examples:
        | response_type |
        | code token    |
        | Code          |

    Scenario: response_type token, for a public client
      Given a registered public client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its response_type "token"
      Then the request is refused

  @TOK-26 @MUST
  Rule: An unknown parameter of the URL is ignored

    Source: RFC 6749 section 3.1

    Scenario: Two that nobody knows
      Given a registered client
      When the client sends authorize with the URL with an unknown parameter
      Then the reply is code_issued

  @TOK-27 @MUST
  Rule: A URL with a parameter twice is refused

    Source: RFC 6749 section 3.1

    Scenario: Two states
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL with its state twice
      Then the request is refused

    Scenario Outline: <parameter> twice, with the same value
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL with <parameter> repeated
      Then the request is refused

      Examples:
        | parameter    |
        | state        |
        | scope        |
        | redirect_uri |
        | client_id    |

  @TOK-28 @MUST
  Rule: Any encoding of the URL that means the same is accepted

    Source: RFC 6749 appendix B

    Scenario Outline: The URL <how>
      Given a registered client
      When the client sends authorize with the URL <how>
      Then the reply is code_issued
      When the client sends exchange_code
      Then the reply is token_issued
      And the token has the scope "write"

      Examples:
        | how                                |
        | in another order                   |
        | with blanks as %20                 |
        | with lower-case hexadecimal digits |

  @TOK-29 @MUST
  Rule: The order of scopes is irrelevant, and a scope beyond the registration is never granted

    Source: RFC 6749 section 3.3

    Scenario: The scopes in another order
      Given a registered client
      When the client sends authorize with the URL, its scope "write read"
      Then the reply is code_issued
      When the client sends exchange_code
      Then the reply is token_issued
      And the token has the scope "read"
      And the token has the scope "write"

    Scenario Outline: A scope beyond the registration, <scope>
      Given a registered client with the scope "read write"
      And an access token
      When the client sends authorize with the URL, its scope "read <scope>"
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code
      Then the reply is token_issued
      And "scope" is "read"
      And the token has the scope "read"
      And the token does not have the scope "<scope>"

      Examples:
        | scope |
        | admin |
        | writ  |
        | WRITE |

    Scenario: A scope beyond the registration, first of a public client and in the registration of another
      Given a registered public client
      And a registered client "B" with the scope "read admin"
      And an access token
      Then the token has the scope "read"
      When the client sends authorize with the URL, its scope "admin read"
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code
      Then the reply is token_issued
      And the token does not have the scope "admin"

    Scenario: The user grants a scope beyond the registration
      Given a registered client with the scope "read write"
      And an authorization code
      When the client sends authorize with:
        | scope | "read admin" |
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code
      Then the reply is token_issued
      And the token has the scope "read"
      And the token does not have the scope "admin"
