package hint

import "flowcheck/runner/check"

// Diagnose gives findings their hints.
func Diagnose(all []*check.Finding) {}
