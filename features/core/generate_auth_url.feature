Feature: generate_auth_url -> auth_url_generated
  Step 1 of the authorization code flow. The client asks where to send the
  user's browser; the node answers with the URL of the authorization request
  (RFC 6749 section 4.1.1).

  @SMP-01 @MUST
  Rule: The sample request is answered with exactly the sample's body

    Source: exercise, sample 1

    Scenario: Sample 1, generate authorization URL
      Given a fresh node
      When the client sends only:
        """
        {"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}}
        """
      Then the reply body is:
        """
        {"type": "auth_url_generated", "in_reply_to": 1, "url": "https://accounts.example.com/authorize?response_type=code&client_id=abc123&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read+write&state=xyz789"}
        """

  @SMP-06 @MUST
  Rule: The URL follows the request: change one member, and exactly that parameter changes

    Source: exercise, hint 1

    Scenario Outline: Another <member>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | <member> | <value> |
      Then the reply is auth_url_generated
      And the URLs differ only in <parameter>

      Examples:
        | member       | value                       | parameter    |
        | client_id    | "{client_other}"            | client_id    |
        | redirect_uri | "{redirect_other}"          | redirect_uri |
        | scopes       | ["{scope_3}", "{scope_4}"]  | scope        |
        | state        | "{state_other}"             | state        |

  @SMP-07 @MUST
  Rule: The URL has response_type=code, client_id, redirect_uri, scope and state, each exactly once

    Source: exercise, hint 1; RFC 6749 section 4.1.1

    Scenario: All five parameters
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      And the URL carries everything asked for

  @SMP-08 @MUST
  Rule: A redirect_uri with port, path and query survives one decode

    Source: exercise, hint 2

    Scenario Outline: redirect_uri <redirect_uri>
      Given a fresh node
      When the client sends generate_auth_url with:
        | redirect_uri | "<redirect_uri>" |
      Then the reply is auth_url_generated
      And the URL carries the redirect_uri asked for

      Examples:
        | redirect_uri                           |
        | https://app.com:8443/cb?x=1&y=2        |
        | https://{state_host}.example/a/b?q={state_q}+1&r=/&s=2 |
        | https://{scope_host}.example:443/cb/   |

  @SMP-09 @MUST
  Rule: Scopes are joined with one space, without one at the ends

    Source: exercise, hint 1; RFC 6749 section 3.3

    Scenario Outline: <count> scopes
      Given a fresh node
      When the client sends generate_auth_url with:
        | scopes | <scopes> |
      Then the reply is auth_url_generated
      And the URL carries the scope asked for

      Examples:
        | count | scopes                                  |
        | one   | ["{scope_1}"]                           |
        | two   | ["{scope_1}", "{scope_2}"]              |
        | three | ["{scope_1}", "{scope_2}", "{scope_3}"] |

  @SMP-12 @MUST
  Rule: A second, different request in the same process is answered from its own members

    Source: exercise, sample 1

    Scenario: Two requests with nothing in common
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | client_id    | "{client_other}"           |
        | redirect_uri | "{redirect_other}"         |
        | scopes       | ["{scope_3}", "{scope_4}"] |
        | state        | "{state_other}"            |
      Then the reply is auth_url_generated
      And the URL carries everything asked for
