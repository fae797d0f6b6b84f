Feature: Lines that are no requests
  A node survives whatever stands on a line, and serves the next request.

  @ROB-07 @MUST
  Rule: A bad line between two good ones costs neither of them its reply

    Source: protocol, section 3

    Scenario Outline: <line> between two requests
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a good line, the line <line> and a good line in one write
      Then every request gets exactly one reply

      Examples:
        | line   |
        | nope   |
        | {"a":} |
        | null   |

  @ROB-01 @MUST
  Rule: A line that is not JSON does not stop the node

    Source: RFC 8259; protocol, section 6

    Scenario Outline: The line <line>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends the line:
        """
        <line>
        """
      Then the node still answers

      Examples:
        | line                                                                       |
        | {                                                                          |
        | nope                                                                       |
        | {"a":}                                                                     |
        | {"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id" |

  @ROB-02 @MUST
  Rule: JSON that is not an object does not stop the node

    Source: RFC 8259 section 3

    Scenario Outline: The line <line>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends the line:
        """
        <line>
        """
      Then the node still answers

      Examples:
        | line |
        | []   |
        | 1    |
        | "x"  |
        | null |
        | true |

  @ROB-03 @MUST
  Rule: An envelope without a usable body does not stop the node

    Source: protocol, section 6

    Scenario Outline: <what>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends the line:
        """
        <line>
        """
      Then the node still answers

      Examples:
        | what              | line                                                            |
        | no body           | {"src":"client","dest":"oauth"}                                 |
        | body a number     | {"src":"client","dest":"oauth","body":7}                        |
        | body null         | {"src":"client","dest":"oauth","body":null}                     |
        | body a string     | {"src":"client","dest":"oauth","body":"generate_auth_url"}      |
        | body a list       | {"src":"client","dest":"oauth","body":["generate_auth_url"]}    |
        | no type           | {"src":"client","dest":"oauth","body":{"msg_id":1}}             |
        | type a number     | {"src":"client","dest":"oauth","body":{"type":5,"msg_id":1}}    |
        | type null         | {"src":"client","dest":"oauth","body":{"type":null,"msg_id":1}} |
        | type a list       | {"src":"client","dest":"oauth","body":{"type":[],"msg_id":1}}   |

  @ROB-04 @MUST
  Rule: A request without src does not stop the node

    Source: protocol, section 5

    Scenario: No src
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends the line:
        """
        {"dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read"],"state":"s"}}
        """
      Then the node still answers

  @ROB-05 @MUST
  Rule: Broken bytes, deep nesting, huge numbers and repeated members do not stop the node

    Source: RFC 8259 sections 4, 6, 8.1 and 9

    Scenario Outline: A line <what>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a line <what>
      Then the node still answers

      Examples:
        | what                    |
        | with invalid UTF-8      |
        | with a NUL byte         |
        | nested 10,000 deep      |
        | with a number of 1 MB   |
        | with duplicate members  |

  @ROB-06 @MUST
  Rule: After a thousand bad lines the node still knows its tokens

    Source: protocol, section 3

    Scenario: A thousand bad lines
      Given a token of the sample client
      Then the token has the scope "read"
      When the client sends 1000 bad lines
      Then the token has the scope "read"
      And the token does not have the scope "admin"

  @ROB-08 @SHOULD
  Rule: An error does not hand a whole bad line back

    Source: protocol, section 6

    Scenario: 1 MiB of garbage
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends a line of 1 MiB of garbage
      Then the node still answers
      And no reply is longer than 4096 bytes

  @URL-21 @SHOULD
  Rule: Control characters and half surrogate pairs in a state are refused or encoded, and the node survives

    Source: RFC 6749 appendix A.5; RFC 8259 section 8.2

    Scenario Outline: <what>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url with:
        | state | "a<escape>b" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the state asked for
      And the node still answers

      Examples:
        | what         | escape |
        | a line feed  | \u000a |
        | a NUL        | \u0000 |

    Scenario: Half a surrogate pair
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends the line:
        """
        {"src":"client","dest":"oauth","body":{"type":"generate_auth_url","msg_id":1,"client_id":"abc123","redirect_uri":"https://app.com/callback","scopes":["read"],"state":"a\ud800b"}}
        """
      Then the reply is auth_url_generated or a refusal
      And the node still answers
