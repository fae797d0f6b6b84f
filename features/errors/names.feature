Feature: The names of errors
  Which error answers which defect. Where servers legitimately check in another
  order, several names are right.

  @ERR-06 @MUST
  Rule: Each refusal has the name that the protocol gives it

    Source: RFC 6749 sections 4.1.2.1 and 5.2; protocol, section 6

    Scenario Outline: exchange_code, <what>
      Given a registered client
      And an access token
      And an authorization code
      When the client <sends> with:
        | <member> | <value> |
      Then the error is <error>

      Examples:
        | what                      | sends                         | member        | value                      | error                             |
        | a wrong client_secret     | sends exchange_code           | client_secret | "{the_secret.but_one_off}" | invalid_client                    |
        | no client_secret          | sends exchange_code           | client_secret | (absent)                   | invalid_client or invalid_request |
        | an unknown client         | sends exchange_code           | client_id     | "{client_nobody}"          | invalid_client or invalid_grant   |
        | an unknown code           | sends exchange_code           | code          | "{code_unknown}"           | invalid_grant                     |
        | another redirect_uri      | sends exchange_code           | redirect_uri  | "{the_redirect}/"          | invalid_grant                     |
        | no redirect_uri           | sends a malformed exchange_code | redirect_uri  | (absent)                   | invalid_request or invalid_grant  |
        | no code                   | sends a malformed exchange_code | code          | (absent)                   | invalid_request                   |
        | an empty code             | sends a malformed exchange_code | code          | ""                         | invalid_request or invalid_grant  |
        | a code of the wrong type  | sends a malformed exchange_code | code          | 17                         | invalid_request                   |

    Scenario: A code that was used
      Given a registered client
      And an authorization code
      When the client sends exchange_code
      Then the reply is token_issued
      When the client sends exchange_code
      Then the error is invalid_grant

    Scenario: Another client with a valid code
      Given a registered client
      And a registered client "B"
      And an access token
      And an access token of client "B"
      And an authorization code
      When the client sends exchange_code with:
        | client_id     | "{the_client.of.B}" |
        | client_secret | "{the_secret.of.B}" |
      Then the error is invalid_client or invalid_grant

    Scenario: A scope beyond the registration
      Given a registered client with the scope "read write"
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its scope "read admin"
      Then the reply is code_issued, or the error is invalid_scope

    Scenario: A response_type that is not code
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL, its response_type "token"
      Then the error is unsupported_response_type

    Scenario: A parameter twice
      Given a registered client
      When the client sends authorize with the URL of the suite
      Then the reply is code_issued
      When the client sends authorize with the URL with its state twice
      Then the error is invalid_request

    Scenario: The user refuses
      Given a registered client
      And an authorization code
      When the client sends authorize with:
        | approved | false |
      Then the error is access_denied

    Scenario: A missing member of generate_auth_url
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a malformed generate_auth_url with:
        | client_id | (absent) |
      Then the error is invalid_request
