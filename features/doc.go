// Package features is the specification: Gherkin files, a folder for each
// profile, and the Spec that is parsed out of them.
//
// How to write a scenario. A profile is a folder with a profile.txt (order,
// default, promise). A requirement is a `Rule:` whose name is the normative
// sentence, tagged with its permanent ID and its level, and whose description
// names the source:
//
//	@SMP-04 @MUST
//	Rule: A token does not hold a scope that was never asked for
//
//	  Source: exercise, hint 4
//
//	  Scenario: A scope that nobody asked for
//	    Given ...
//
// Scenarios inherit the tags. A requirement that is deliberately not tested is
// a Rule without scenarios, tagged @excluded, with a line "Excluded: why".
// Names of scenarios are unique within their file; a row of an outline has its
// values in the name.
//
// What the files say stands in written.go as well, as Go: to parse them takes
// longer than most commands. Load believes it where it is of the files that the
// program has, and parses these where it is not; go generate writes it anew.
//
// In a step, {name} is a value made fresh for this scenario from the seed of
// the run: the same name is the same value, and its first word says what it is
// (client, state, redirect, code, scope, secret, token). An ending _of_N makes it
// N characters long. {the_client}, {the_secret}, {the_redirect}, {the_url},
// {the_state}, {the_iss}, {the_verifier}, {the_challenge}, {the_code},
// {the_token} and {the_refresh_token} are those that the scenario had last; with
// .of.NAME behind, as in {the_token.of.B}, those that a step called NAME. Behind
// any of them .but_CHANGE changes the value a little: shorter, headless, longer,
// other_case, one_off, evil_host, http, with_port, escaped, upper_host. Cells of
// a table are JSON; (absent) leaves a member out. The steps themselves are
// defined in package runner.
package features
