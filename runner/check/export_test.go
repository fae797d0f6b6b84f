package check

import (
	"maps"
	"slices"
)

// Demands names all kinds of expectations.
func Demands() []string { return slices.Sorted(maps.Keys(demands)) }
