// Package hint names the first thing to change for what a check found.
package hint

// Rank orders causes by when they should be fixed; the smallest comes first.
func Rank(cause string) int { return 0 }
