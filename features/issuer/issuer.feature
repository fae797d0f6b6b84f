Feature: The issuer in the authorization response
  A client that talks to several authorization servers learns from iss which
  one has answered (RFC 9207).

  @ISS-01 @MUST
  Rule: code_issued carries the issuer, and a callback with another one or with none is invalid

    Source: RFC 9207 sections 2 and 2.4

    Scenario: The issuer comes with the code
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      And "iss" is "https://accounts.example.com"
      When the client sends callback
      Then the callback is valid

    Scenario: The issuer comes with every code, whatever the URL holds
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      And "iss" is "https://accounts.example.com"
      When the client sends authorize with:
        | url   | "https://accounts.example.com/authorize?response_type=code&client_id={client_id}&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&iss=https%3A%2F%2Fevil.example.com" |
        | scope | "read" |
      Then the reply is code_issued, or the scenario ends with a refusal
      And "iss" is "https://accounts.example.com"

    Scenario Outline: <what>, with a code and a state that came with no code_issued
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      And "iss" is "https://accounts.example.com"
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | iss | <iss> |
      Then the callback is invalid or refused

      Examples:
        | what           | iss                        |
        | another issuer | "https://evil.example.com" |
        | no issuer      | (absent)                   |

    Scenario Outline: <what>
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      And "iss" is "https://accounts.example.com"
      When the client sends callback with:
        | iss | <iss> |
      Then the callback is invalid or refused

      Examples:
        | what            | iss                             |
        | another issuer  | "https://evil.example.com"      |
        | no issuer       | (absent)                        |
        | a longer issuer | "https://accounts.example.com/" |
        | its beginning   | "https://accounts.example"      |
        | its end         | "accounts.example.com"          |
        | other case      | "https://Accounts.example.com"  |
        | an empty issuer | ""                              |
        | http            | "http://accounts.example.com"   |
        | a blank at its end | "https://accounts.example.com " |
