Feature: Proof Key for Code Exchange
  The client shows at the exchange that it is the one that asked for the code
  (RFC 7636). Each refusal stands beside a flow that succeeds without the defect.

  @PKC-01 @MUST
  Rule: The example of RFC 7636 works

    Source: RFC 7636 appendix B

    Scenario: The verifier and the challenge of appendix B
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token

    Scenario: A challenge with both - and _
      Given a registered client
      And an authorization code for the code_challenge "W3dhbQPHJMn_E3Vb5h4lrPQ5m-oQrsMOmQ4Y2PVjifE" and the code_challenge_method "S256"
      Then the code_verifier "verifier-with~dots.and_underscores-000004-abcdefgh" gives a token

  @PKC-02 @MUST
  Rule: A wrong code_verifier is refused

    Source: RFC 7636 section 4.6

    Scenario Outline: <what>
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      Given an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "<verifier>" is refused

      Examples:
        | what                       | verifier                                    |
        | one character changed      | dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj |
        | the case of one changed    | DBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk |
        | the challenge itself       | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM |
        | something else             | {token_other}                               |
        | a blank at its end         | dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\u0020 |
        | a line feed at its end     | dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\u000a |

    Scenario: After a wrong one
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier | "{token_other}" |
      Then the request is refused
      When the client sends exchange_code with:
        | code_verifier | "{token_other}" |
      Then the request is refused
      When the client sends exchange_code with:
        | code_verifier | (absent) |
      Then the request is refused

    Scenario: A client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id             | "{client_stranger}"                           |
        | code_challenge        | "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" |
        | code_challenge_method | "S256"                                        |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | code_verifier | "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" |
      Then the request is refused

  @PKC-03 @MUST
  Rule: Without the code_verifier a code with a code_challenge is refused

    Source: RFC 7636 section 4.6

    Scenario: No code_verifier
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier | (absent) |
      Then the request is refused

    Scenario: An empty code_verifier
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier | "" |
      Then the request is refused

    Scenario Outline: A code_verifier that is no text, <verifier>
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends a malformed exchange_code with:
        | code_verifier | <verifier> |
      Then the request gives no token

      Examples:
        | verifier |
        | null     |
        | 1        |

    Scenario: No code_verifier, from a client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id             | "{client_stranger}"                           |
        | code_challenge        | "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" |
        | code_challenge_method | "S256"                                        |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code
      Then the request is refused

  @PKC-04 @MUST
  Rule: A code_verifier for a code without a code_challenge is refused

    Source: RFC 9700 section 4.8.2

    Scenario: The downgrade
      Given a registered client
      And an access token
      And an authorization code
      When the client sends exchange_code with:
        | code_verifier | "{token_verifier}" |
      Then the request is refused

    Scenario: The downgrade of a client that is not registered
      Given a registered client
      And an access token
      When the client sends generate_auth_url with:
        | client_id | "{client_stranger}" |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | code_verifier | "{token_verifier}" |
      Then the request is refused

  @PKC-05 @MUST
  Rule: Verifiers of 43 and of 128 characters are accepted

    Source: RFC 7636 section 4.1

    Scenario: 43 characters
      Given a registered client
      And an authorization code for the code_challenge "Sd8xGv3LwE7QUt-bI35k_aiTDF68TFEXqT8whHs54To" and the code_challenge_method "S256"
      Then the code_verifier "a1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za" gives a token

    Scenario: 128 characters
      Given a registered client
      And an authorization code for the code_challenge "R5PiWF_VmbCd6o1YYwh8_ysmkhQZpfv70YfyrtHagdU" and the code_challenge_method "S256"
      Then the code_verifier "a1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1" gives a token

  @PKC-06 @MUST
  Rule: A code_verifier may hold - . _ and ~

    Source: RFC 7636 section 4.1

    Scenario: All four
      Given a registered client
      And an authorization code for the code_challenge "W3dhbQPHJMn_E3Vb5h4lrPQ5m-oQrsMOmQ4Y2PVjifE" and the code_challenge_method "S256"
      Then the code_verifier "verifier-with~dots.and_underscores-000004-abcdefgh" gives a token

  @PKC-07 @MUST
  Rule: Without a code_challenge_method the method is plain, or the request is refused; it is never S256

    Source: RFC 7636 section 4.3

    Scenario: The verifier of S256
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      Given an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
      Then no token is to be had with the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    Scenario: The verifier of plain
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      Given an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
      Then the code_verifier "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" gives a token unless the code_challenge was refused

  @PKC-08 @SHOULD
  Rule: The method plain is refused

    Source: RFC 9700 section 2.1.1

    Scenario: plain
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      Given an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "plain"
      Then the code_challenge was refused

  @PKC-09 @MUST
  Rule: An unknown code_challenge_method is refused

    Source: RFC 7636 section 4.4.1

    Scenario Outline: The method "<method>"
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      Given an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "<method>"
      Then the code_challenge was refused

      Examples:
        | method |
        | s256   |
        | S512   |
        | SHA256 |
        | Plain  |
        | none   |

    Scenario: An empty method
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      When the client sends generate_auth_url with:
        | client_id             | "{the_client}"                                |
        | redirect_uri          | "{the_redirect}"                              |
        | scopes                | ["read"]                                      |
        | code_challenge        | "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" |
        | code_challenge_method | ""                                            |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends authorize
      Then the request is refused

  @PKC-10 @MUST
  Rule: The method is bound to the code

    Source: RFC 7636 section 4.4

    Scenario: The challenge for a verifier
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier | "{the_challenge}" |
      Then the request is refused
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier         | "{the_challenge}" |
        | code_challenge_method | "plain"           |
      Then the request is refused

    Scenario: The challenge for a verifier, by a public client
      Given a registered public client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier | "{the_challenge}" |
      Then the request is refused

  @PKC-11 @MUST
  Rule: A code_challenge is bound to its code

    Source: RFC 7636 section 4.4

    Scenario: The verifiers of two codes, swapped
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code "A" with PKCE
      And an authorization code "B" with PKCE
      When the client sends exchange_code with:
        | code_verifier | "{the_verifier.of.A}" |
      Then the request is refused
      Given code "A" is in use
      When the client sends exchange_code with:
        | code_verifier | "{the_verifier.of.B}" |
      Then the request is refused

    Scenario: The first of two URLs is opened after the second was asked for
      Given a registered client
      And an access token
      And an authorization code "A" with PKCE
      And an authorization code "B" with PKCE
      When the client sends authorize with:
        | url | "{the_url.of.A}" |
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends exchange_code with:
        | code_verifier | "{the_verifier.of.B}" |
      Then the request is refused

  @PKC-12 @SHOULD
  Rule: A public client without a code_challenge is refused

    Source: OAuth 2.1 (draft) section 7.5.1; RFC 9700 section 2.1.1

    Scenario: A public client
      Given a registered public client
      And an access token
      And an authorization code for the code_challenge ""
      Then no token is to be had without a code_verifier

  @PKC-13 @MUST
  Rule: PKCE does not replace the client_secret

    Source: RFC 6749 section 3.2.1

    Scenario: The right verifier and a wrong secret
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | client_secret | "{the_secret.but_one_off}" |
      Then the request is refused
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | client_secret | (absent) |
      Then the request is refused

  @PKC-14 @SHOULD
  Rule: A code never gives two tokens, whatever was tried before

    Source: RFC 6749 section 10.5

    Scenario: Wrong, right, right
      Given a registered client
      And an authorization code with PKCE
      When the client sends exchange_code
      Then the reply is token_issued
      Given an authorization code with PKCE
      When the client sends exchange_code with:
        | code_verifier | "{token_other}" |
      Then the request is refused
      When the client sends exchange_code
      Then the reply is token_issued or a refusal
      When the client sends exchange_code
      Then the request is refused

  @PKC-15 @MUST
  Rule: A code_challenge that no S256 gives never leads to a token

    Source: RFC 7636 section 4.6

    Scenario Outline: <what>
      Given a registered client
      And an authorization code for the code_challenge "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" and the code_challenge_method "S256"
      Then the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" gives a token
      Given an authorization code for the code_challenge "<challenge>" and the code_challenge_method "S256"
      Then no token is to be had with the code_verifier "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

      Examples:
        | what           | challenge                                    |
        | padding        | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM= |
        | standard base64 | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM |
        | too short      | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c   |
        | too long       | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMA |
        | hexadecimal    | 13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3 |
        | standard base64 with padding | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM= |
        | of hexadecimal | MTNkMzFlOTYxYTFhZDhlYzJmMTZiMTBjNGM5ODJlMDg3NmE4NzhhZDZkZjE0NDU2NmVlMTg5NGFjYjcwZjljMw |
        | other spare bits at its end | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN |
        | the hash in other case | e9mELHOA2oWVfRemtjGUchAOEk1T8urwBUgjsSTW-Cm |
        | of the decoded verifier | 38v3YOi6zQgk1xkqk6Y5dvSDoBHqZrTh3mmWHxxWvyk |

  @PKC-16 @excluded
  Rule: Challenges are compared in constant time

    Source: RFC 7636 section 7
    Excluded: timing cannot be judged reliably from outside

  @PKC-17 @SHOULD
  Rule: Verifiers of 42 and of 129 characters are refused, though their challenge matches

    Source: RFC 7636 section 4.1

    Scenario: 42 characters are too few
      Given a registered client
      And an authorization code for the code_challenge "Sd8xGv3LwE7QUt-bI35k_aiTDF68TFEXqT8whHs54To" and the code_challenge_method "S256"
      Then the code_verifier "a1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za" gives a token
      Given an authorization code for the code_challenge "IvkOM32gx0XAywvaI1J_BszsfLQMYwiIyiZ3r8SJ6A8" and the code_challenge_method "S256"
      Then no token is to be had with the code_verifier "a1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Z"

    Scenario: 129 characters are too many
      Given a registered client
      And an authorization code for the code_challenge "R5PiWF_VmbCd6o1YYwh8_ysmkhQZpfv70YfyrtHagdU" and the code_challenge_method "S256"
      Then the code_verifier "a1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1" gives a token
      Given an authorization code for the code_challenge "JOHwweNFt55KsF7fQRFaWtiAPR7EEf8AfyO_Tu7TJYg" and the code_challenge_method "S256"
      Then no token is to be had with the code_verifier "a1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-._~Za1-"

  @PKC-18 @SHOULD
  Rule: Verifiers with other characters are refused, though their challenge matches

    Source: RFC 7636 section 4.1

    Scenario Outline: <what>
      Given a registered client
      And an authorization code for the S256 of "{token_verifier}"
      Then the code_verifier "{token_verifier}" gives a token
      Given an authorization code for the S256 of "{token_verifier}<character>"
      Then no token is to be had with the code_verifier "{token_verifier}<character>"

      Examples:
        | what            | character |
        | a plus          | +         |
        | a slash         | /         |
        | an equals sign  | =         |
        | a blank         | \u0020    |
        | beyond ASCII    | é         |
        | a line feed     | \u000a    |

  @URL-22 @MUST
  Rule: code_challenge and code_challenge_method stand in the URL unchanged where they were given, and only there

    Source: RFC 7636 section 4.3

    Scenario: With a code_challenge
      Given a registered client
      When the client sends generate_auth_url with:
        | code_challenge        | "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" |
        | code_challenge_method | "S256"                                        |
      Then the reply is auth_url_generated
      And the URL carries the code_challenge asked for
      And the URL carries the code_challenge_method asked for

    Scenario: Without one, after a request with one
      Given a registered client
      When the client sends generate_auth_url with:
        | code_challenge        | "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" |
        | code_challenge_method | "S256"                                        |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | state | "{state_other}" |
      Then the reply is auth_url_generated
      And the URL carries the code_challenge asked for
      And the URL carries the code_challenge_method asked for
