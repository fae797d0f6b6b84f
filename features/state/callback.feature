Feature: callback -> callback_valid
  The redirect arrives at the client, which checks that the state is the one it
  sent (exercise, hint 5; RFC 6749 section 10.12).

  @STA-01 @MUST
  Rule: A callback with the state of a request is valid

    Source: exercise, hint 5; RFC 6749 section 10.12

    Scenario: The state of the request
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      And "code" is "{code}"

    Scenario: The state of a registered client, whose other code is younger
      Given a registered client
      And an authorization code "A"
      And an authorization code "B"
      And code "A" is in use
      When the client sends callback
      Then the callback is valid
      And "code" is "{the_code.of.A}"

    Scenario: Six states of two clients, one request of which has none
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id | "{client_a}"    |
        | state     | "{state_first}" |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | client_id | "{client_b}" |
        | state     | "{state_2}"  |
      And the client sends generate_auth_url with:
        | state | (absent) |
      And the client sends generate_auth_url with:
        | state | "{state_3}" |
      And the client sends generate_auth_url with:
        | state | "{state_4}" |
      And the client sends generate_auth_url with:
        | state | "{state_5}" |
      And the client sends generate_auth_url with:
        | state | "{state_6}" |
      And the client sends callback with:
        | state | "{state_first}" |
      Then the callback is valid

  @STA-02 @MUST
  Rule: A callback with another state is invalid, and gives no code

    Source: exercise, hint 5

    Scenario: Another state
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "{state_other}" |
      Then the callback is invalid

    Scenario: Another state for the second time, when none is waited for
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "{state_other}" |
      And the client sends callback
      And the client sends callback with:
        | state | "{state_other}" |
      Then the callback is invalid

    Scenario: The state of a URL that this client never asked for
      Given a registered client
      And an authorization code
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url with:
        | client_id | "{client_a}" |
      Then the reply is auth_url_generated
      When the client sends authorize with:
        | url | "https://accounts.example.com/authorize?response_type=code&client_id={client_a}&redirect_uri=https%3A%2F%2Fapp.com%2Fcallback&scope=read&state={state_other}" |
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends callback with:
        | state | "{state_other}" |
      Then the callback is invalid

    Scenario: A name that every object has in some languages
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "constructor" |
      Then the callback is invalid

  @STA-03 @MUST
  Rule: A callback without a state is invalid or refused

    Source: RFC 6749 section 10.12

    Scenario: No state
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | (absent) |
      Then the callback is invalid or refused

    Scenario: No state, and none was sent
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      Given the node is started again
      When the client sends callback with:
        | state | (absent) |
      Then the callback is invalid or refused

    Scenario: No state, and none in the request
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url with:
        | state | (absent) |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends callback with:
        | state | (absent) |
      Then the callback is invalid or refused
      When the client sends generate_auth_url with:
        | state | "" |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends callback with:
        | state | "" |
      Then the callback is invalid or refused

    Scenario: No state, but a code of this node
      Given a registered client
      And an authorization code
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued, or the scenario ends with a refusal
      When the client sends callback with:
        | state | (absent) |
      Then the callback is invalid or refused

    Scenario: null for a state
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a malformed callback with:
        | state | null |
      Then the callback is invalid or refused

    Scenario: An empty state
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "" |
      Then the callback is invalid or refused

  @STA-04 @MUST
  Rule: The state is compared exactly

    Source: RFC 6749 section 10.12

    Scenario Outline: <what>
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url with:
        | state | "<sent>" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "<returned>" |
      Then the callback is invalid
      When the client sends callback with:
        | state | "<sent>" |
      Then the callback is valid

      Examples:
        | what                | sent          | returned           |
        | its beginning       | {state_1}x    | {state_1}          |
        | more than it        | {state_1}     | {state_1}x         |
        | other case          | Xyz{state_1}  | xYZ{state_1}       |
        | a blank at its end  | {state_1}     | {state_1}\u0020    |
        | a blank before it   | {state_1}     | \u0020{state_1}    |
        | percent-encoded     | xyz{state_1}  | xy%7A{state_1}     |
        | its end             | x{state_1}    | {state_1}          |
        | the same number     | 1000          | 01000              |
        | a plus for a blank  | {state_1}\u0020x | {state_1}+x     |

    Scenario: A long state with another end, if a long one is taken at all
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url with:
        | state | "{state_of_300}a" |
      Then the reply is auth_url_generated, or the scenario ends with a refusal
      When the client sends callback with:
        | state | "{state_of_300}b" |
      Then the callback is invalid or refused

  @STA-05 @MUST
  Rule: A callback before any request is invalid

    Source: RFC 6749 section 10.12

    Scenario: The callback of a request that this process never made
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      Given the node is started again
      When the client sends callback
      Then the callback is invalid

  @STA-06 @SHOULD
  Rule: A state is good for one callback

    Source: RFC 9700 section 2.1

    Scenario: The same callback twice
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends callback
      Then the callback is invalid

    Scenario: Once more with another code
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends callback with:
        | code | "{code_other}" |
      Then the callback is invalid

    Scenario: The same callback twice, which names its client
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id | "{client_a}" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | client_id | "{client_a}" |
      Then the callback is valid
      When the client sends callback with:
        | client_id | "{client_a}" |
      Then the callback is invalid

  @STA-07 @MUST
  Rule: Two pending states are both valid, in any order

    Source: RFC 6749 section 10.12

    Scenario: Answered in their order
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_first}" |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | state | "{state_second}" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "{state_first}" |
      Then the callback is valid
      When the client sends callback with:
        | state | "{state_second}" |
      Then the callback is valid

    Scenario: Answered in reverse order
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_first}" |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | state | "{state_second}" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "{state_second}" |
      Then the callback is valid
      When the client sends callback with:
        | state | "{state_first}" |
      Then the callback is valid

  @STA-08 @MUST
  Rule: A state of another JSON type is not the state

    Source: RFC 8259

    Scenario Outline: <value> for the state <sent>
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url with:
        | state | "<sent>" |
      Then the reply is auth_url_generated
      When the client sends a malformed callback with:
        | state | <value> |
      Then the callback is invalid or refused

      Examples:
        | sent | value   |
        | 123  | 123     |
        | true | true    |
        | 123  | ["123"] |
        | 123  | {"123": "123"} |

  @STA-09 @SHOULD
  Rule: The state of one client is not valid for another

    Source: RFC 6749 section 10.12

    Scenario: A callback that names its client
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id | "{client_a}"     |
        | state     | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | client_id | "{client_a}" |
      Then the callback is valid
      When the client sends generate_auth_url with:
        | client_id | "{client_a}" |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | client_id | "{client_b}"    |
        | state     | "{state_other}" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state     | "{state}"    |
        | client_id | "{client_b}" |
      Then the callback is invalid or refused

  @STA-10 @MUST
  Rule: A state with special characters comes back from the authorization server as it was

    Source: RFC 6749 sections 4.1.2 and 10.12

    Scenario: From request to callback
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_1}a+b%&=" |
      Then the reply is auth_url_generated
      When the client sends authorize
      Then the reply is code_issued
      And "state" is "{state_1}a+b%&="
      When the client sends callback with:
        | state | "{state_1}a+b%&=" |
      Then the callback is valid

    Scenario: A blank for a plus
      Given a fresh node
      When the client sends generate_auth_url with:
        | state | "{state_before}" |
      Then the reply is auth_url_generated
      When the client sends callback
      Then the callback is valid
      When the client sends generate_auth_url with:
        | state | "x+{state_1}" |
      Then the reply is auth_url_generated
      When the client sends callback with:
        | state | "x {state_1}" |
      Then the callback is invalid
