package runner_test

// liarParts are for systems with signals.
var liarParts map[string]func()
