Feature: The three exchanges in one process
  What holds for every reply of the exercise, and for the flow as a whole.

  @SMP-03 @MUST
  Rule: Steps 1, 2 and 3 work in one process

    Source: exercise, steps 1 to 3

    Scenario: URL, token, scope
      Given a fresh node
      When the client sends generate_auth_url with:
        | msg_id       | 1                          |
        | client_id    | "abc123"                   |
        | redirect_uri | "https://app.com/callback" |
        | scopes       | ["read", "write"]          |
      Then the reply is auth_url_generated
      When the client sends exchange_code with:
        | msg_id | 2 |
      Then the reply is token_issued
      When the client sends check_scope with:
        | msg_id         | 3       |
        | required_scope | "write" |
      Then the reply is scope_valid
      And "has_scope" is true

  @SMP-05 @MUST
  Rule: in_reply_to is the msg_id of the request, a number

    Source: exercise, samples

    Scenario Outline: msg_id <msg_id>
      Given a fresh node
      When the client sends generate_auth_url with:
        | msg_id | <msg_id> |
      Then the reply is auth_url_generated
      And "in_reply_to" is <msg_id>

      Examples:
        | msg_id  |
        | 7       |
        | 42      |
        | 1000003 |

    Scenario: msg_ids in no order, in one process
      Given a fresh node
      When the client sends generate_auth_url with:
        | msg_id | 90210 |
      Then the reply is auth_url_generated
      And "in_reply_to" is 90210
      When the client sends generate_auth_url with:
        | msg_id | 17               |
        | state  | "{state_other}"  |
      Then the reply is auth_url_generated
      And "in_reply_to" is 17

  @SMP-10 @MUST
  Rule: Each reply arrives within the deadline, 5000 ms after its request

    Source: exercise, "Timeout: 5000ms"

    Scenario: Every step of the flow in time
      Given a token of the sample client
      When the client sends check_scope with:
        | required_scope | "read" |
      Then the reply is scope_valid

  @SMP-11 @MUST
  Rule: expires_in is the number 3600, has_scope a boolean, url and access_token strings

    Source: exercise, samples

    Scenario: The JSON types of the replies
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id    | "abc123"                   |
        | redirect_uri | "https://app.com/callback" |
        | scopes       | ["read", "write"]          |
      Then the reply is auth_url_generated
      And "url" is a string
      When the client sends exchange_code
      Then the reply is token_issued
      And "access_token" is a string
      And "expires_in" is 3600
      When the client sends check_scope with:
        | required_scope | "write" |
      Then the reply is scope_valid
      And "has_scope" is true

  @SMP-13 @MUST
  Rule: A sample request is answered with exactly one line on stdout

    Source: exercise, samples

    Scenario: One line for sample 1
      Given a fresh node
      When the client sends only:
        """
        {"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read","write"],"state":"xyz789"}}
        """
      Then stdout holds exactly one line

    Scenario: One line for sample 2
      Given a fresh node
      When the client sends only:
        """
        {"src":"client","dest":"oauth","body":{"type":"exchange_code","msg_id":1,"code":"AUTH_CODE","redirect_uri":"https://app.com/callback","client_id":"abc123","client_secret":"secret"}}
        """
      Then stdout holds exactly one line
