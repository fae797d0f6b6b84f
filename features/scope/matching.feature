Feature: A required scope is matched whole
  A scope is a case-sensitive string (RFC 6749 section 3.3); it is granted or
  it is not. A token carries the scopes of its client's latest
  generate_auth_url.

  @SCP-01 @MUST
  Rule: A part of a granted scope is not granted

    Source: RFC 6749 section 3.3

    Scenario Outline: "<scope>" of read and write
      Given a token with the scopes ["read", "write"]
      Then the token has the scope "write"
      And the token does not have the scope "<scope>"

      Examples:
        | scope |
        | writ  |
        | rite  |
        | rea   |
        | e     |
        | d w   |

    Scenario: The part behind a colon
      Given a token with the scopes ["read:user"]
      Then the token has the scope "read:user"
      And the token does not have the scope "user"

  @SCP-02 @MUST
  Rule: Neither a prefix of a granted scope nor a longer one is granted

    Source: RFC 6749 section 3.3

    Scenario: A prefix up to a colon
      Given a token with the scopes ["read:user"]
      Then the token has the scope "read:user"
      And the token does not have the scope "read"

    Scenario Outline: "<scope>" of read
      Given a token with the scopes ["read"]
      Then the token has the scope "read"
      And the token does not have the scope "<scope>"

      Examples:
        | scope     |
        | readwrite |
        | read:user |
        | user:read |
        | read.all  |

  @SCP-03 @MUST
  Rule: Scopes are case-sensitive

    Source: RFC 6749 section 3.3

    Scenario Outline: "<scope>" of read and write
      Given a token with the scopes ["read", "write"]
      Then the token has the scope "write"
      And the token does not have the scope "<scope>"

      Examples:
        | scope |
        | Write |
        | WRITE |

    Scenario: A granted scope with capitals
      Given a token with the scopes ["User.Read"]
      Then the token has the scope "User.Read"
      And the token does not have the scope "user.read"

  @SCP-04 @MUST
  Rule: An empty or blank scope is not granted, or the request is refused

    Source: RFC 6749 section 3.3

    Scenario Outline: A required_scope that is <what>
      Given a token with the scopes ["read", "write"]
      Then the token has the scope "read"
      And the token does not have the scope "<scope>"

      Examples:
        | what    | scope  |
        | empty   |        |
        | a blank | \u0020 |

  @SCP-05 @MUST
  Rule: Several required scopes are granted only if each of them is

    Source: RFC 6749 section 3.3

    Scenario Outline: "<scope>" of read and write
      Given a token with the scopes ["read", "write"]
      Then the token has the scope "read"
      And the token does not have the scope "<scope>"

      Examples:
        | scope      |
        | read admin |
        | admin read |
        | read write admin |

  @SCP-06 @SHOULD
  Rule: Blanks around a scope are not taken off

    Source: RFC 6749 section 3.3

    Scenario Outline: <what>
      Given a token with the scopes ["read", "write"]
      Then the token has the scope "write"
      And the token does not have the scope "<scope>"

      Examples:
        | what            | scope        |
        | a blank before  | \u0020write  |
        | a blank after   | write\u0020  |
        | a newline after | write\u000a  |

  @SCP-07 @MUST
  Rule: Characters of patterns stand for themselves

    Source: RFC 6749 section 3.3

    Scenario Outline: "<scope>" of read and write
      Given a token with the scopes ["read", "write"]
      Then the token has the scope "write"
      And the token does not have the scope "<scope>"

      Examples:
        | scope     |
        | w.*       |
        | .         |
        | *         |
        | writ?     |
        | [a-z]+    |
        | write\|x  |
        | w%        |

  @SCP-08 @MUST
  Rule: Each scope that was asked for is granted, and no other

    Source: exercise, hint 4

    Scenario: Twenty scopes
      Given a token with the scopes ["{scope_1}", "{scope_2}", "{scope_3}", "{scope_4}", "{scope_5}", "{scope_6}", "{scope_7}", "{scope_8}", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16", "s17", "s18", "s19", "{scope_20}"]
      Then the token has the scope "{scope_1}"
      And the token has the scope "{scope_2}"
      And the token has the scope "{scope_3}"
      And the token has the scope "{scope_4}"
      And the token has the scope "{scope_5}"
      And the token has the scope "{scope_6}"
      And the token has the scope "{scope_7}"
      And the token has the scope "{scope_8}"
      And the token has the scope "{scope_20}"
      And the token does not have the scope "{scope_9}"
      And the token does not have the scope "read"
      And the token does not have the scope "write"

    Scenario Outline: A scope is text: <what>
      Given a token with the scopes <granted>
      Then the token has the scope "<scope>"
      And the token does not have the scope "<other>"

      Examples:
        | what                                | granted           | scope     | other        |
        | admin has no other scope            | ["admin"]         | admin     | read         |
        | an asterisk has no other scope      | ["*"]             | *         | read         |
        | an asterisk stands for no part      | ["read:*"]        | read:*    | read:user    |
        | a dot stands for no other character | ["a.c"]           | a.c       | abc          |
        | a comma separates no scopes         | ["read", "write"] | write     | read,write   |
        | a plus sign is no blank             | ["read", "write"] | write     | read+write   |
        | a percent sign is not decoded       | ["read:user"]     | read:user | read%3Auser  |
        | 1e3 is not 1000                     | ["1000"]          | 1000      | 1e3          |
        | 0 is a scope like any other         | ["0"]             | 0         | read         |
        | a long scope counts to its end      | ["read:orders-of-the-north-and-of-the-south-and-of-the-east-and-of-the-west"] | read:orders-of-the-north-and-of-the-south-and-of-the-east-and-of-the-west | read:orders-of-the-north-and-of-the-south-and-of-the-east-and-of-the-wall |

    Scenario: Other scopes are asked for before the code is exchanged
      Given a fresh node
      When the client sends generate_auth_url with:
        | client_id    | "{client_a}"   |
        | redirect_uri | "{redirect_a}" |
        | scopes       | ["{scope_1}"]  |
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | client_id    | "{client_a}"   |
        | redirect_uri | "{redirect_a}" |
        | scopes       | ["{scope_2}"]  |
      Then the reply is auth_url_generated
      When the client sends exchange_code with:
        | code          | "CODE_A"       |
        | client_id     | "{client_a}"   |
        | redirect_uri  | "{redirect_a}" |
        | client_secret | "{secret_a}"   |
      Then the reply is token_issued
      And the token has the scope "{scope_2}"
      And the token does not have the scope "{scope_1}"

  @SCP-13 @MUST
  Rule: has_scope of a scope_valid is a boolean, in a negative answer too

    Source: exercise, sample of check_scope

    Scenario: The type of a negative answer
      Given a token with the scopes ["read"]
      Then the token has the scope "read"
      And the token does not have the scope "write"
      And the output keeps this rule

  @SCP-14 @MUST
  Rule: Characters that look alike are not the same

    Source: RFC 6749 section 3.3

    Scenario Outline: <what>
      Given a token with the scopes ["write"]
      Then the token has the scope "write"
      And the token does not have the scope "<scope>"

      Examples:
        | what                   | scope       |
        | a dotless i            | wr\u0131te  |
        | a Cyrillic i           | wr\u0456te  |
        | full-width letters     | \uff57rite  |
        | a zero-width character | wri\u200bte |
        | an accent              | writ\u00e9  |

  @SCP-15 @MUST
  Rule: Names that every object of some language has are not scopes

    Source: RFC 6749 section 3.3

    Scenario Outline: <scope>
      Given a token with the scopes ["read"]
      Then the token has the scope "read"
      And the token does not have the scope "<scope>"

      Examples:
        | scope          |
        | constructor    |
        | __proto__      |
        | toString       |
        | hasOwnProperty |

  @SCP-16 @SHOULD
  Rule: A negative answer is a scope_valid

    Source: exercise, sample of check_scope

    Scenario: The type name of a negative answer
      Given a token with the scopes ["read"]
      When the client sends check_scope with:
        | required_scope | "write" |
      Then the reply is scope_valid
      And "has_scope" is not true
