Feature: What a node reads from stdin
  One message is one line: however the bytes arrive, however long the line is.

  @TRN-07 @SHOULD
  Rule: At the end of stdin the node answers what it has read and exits within 2 seconds

    Source: Unix convention for filters

    Scenario: Ten requests, and the end of the file
      Given a fresh node
      When the client sends 10 generate_auth_url in one write, then closes stdin
      Then every request gets exactly one reply
      And the node exits within 2 seconds

  @TRN-08 @SHOULD
  Rule: The exit status after the end of stdin is 0

    Source: Unix convention for filters

    Scenario: Exit status
      Given a fresh node
      When the client sends 1 generate_auth_url in one write, then closes stdin
      Then the node exits with status 0

  @TRN-09 @SHOULD
  Rule: A last line without a line feed is served

    Source: Unix convention for filters

    Scenario: No line feed before the end of the file
      Given a fresh node
      When the client sends generate_auth_url written without a line feed, then closes stdin
      Then the reply is auth_url_generated

  @TRN-10 @MUST
  Rule: A message that arrives in pieces is one message

    Source: POSIX read: a pipe has no message boundaries

    What is written while a node still starts waits for it in one piece: so it
    answers something first.

    Scenario Outline: A request <form>
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url written <form>
      Then the reply is auth_url_generated
      And the URL carries everything asked for

      Examples:
        | form                        |
        | one byte at a time          |
        | in two pieces with a pause  |

    Scenario: A character in pieces
      Given a fresh node
      When the client sends generate_auth_url
      Then the reply is auth_url_generated
      When the client sends generate_auth_url written one byte at a time with:
        | state | "{state_1}é😀" |
      Then the reply is auth_url_generated or a refusal
      And the URL, if any, carries the state asked for

  @TRN-12 @MUST
  Rule: A line of 65,535 bytes is served

    Source: Maelstrom protocol (lines have no limit)

    Scenario: 65,535 bytes
      Given a fresh node
      When the client sends generate_auth_url written as a line of 65535 bytes
      Then the reply is auth_url_generated
      And the node still answers

  @TRN-22 @SHOULD
  Rule: Lines of 65,536 bytes and of 1 MiB are served

    Source: Maelstrom protocol (lines have no limit)

    Scenario Outline: <bytes> bytes
      Given a fresh node
      When the client sends generate_auth_url written as a line of <bytes> bytes
      Then the reply is auth_url_generated

      Examples:
        | bytes   |
        | 65536   |
        | 1048576 |

  @TRN-15 @SHOULD
  Rule: Blank lines and carriage returns between messages are ignored

    Source: Unix convention for filters

    Scenario Outline: A request <form>
      Given a fresh node
      When the client sends generate_auth_url written <form>
      Then the reply is auth_url_generated
      And stdout holds exactly one line

      Examples:
        | form                      |
        | after blank lines         |
        | with a CRLF at its end    |

  @TRN-17 @SHOULD
  Rule: A byte order mark at the beginning of stdin is tolerated

    Source: RFC 8259 section 8.1

    Scenario: A byte order mark
      Given a fresh node
      When the client sends generate_auth_url written after a byte order mark
      Then the reply is auth_url_generated
