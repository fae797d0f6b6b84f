Feature: check_scope -> scope_valid
  Step 3: a resource asks whether a token includes the scope that it requires
  (exercise, hint 4).

  @SMP-04 @MUST
  Rule: A token does not have a scope that was never asked for

    Source: exercise, hint 4

    Scenario: A scope that nobody asked for
      Given a token of the sample client
      Then the token has the scope "read"
      And the token does not have the scope "zz-not-granted"

    Scenario: A scope that nobody can have foreseen
      Given a token of the sample client
      Then the token has the scope "read"
      And the token does not have the scope "{scope_never_granted}"
