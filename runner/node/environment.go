package node

import (
	"slices"
	"strings"
)

// Environment builds a node's environment: base, the user's own, and add, the
// K=V given for the node, which wins over base. Where that names no UTF-8
// locale, LC_ALL=C.UTF-8 is set, unless the deciding variable stands in add.
//
// The map is for the report: what differs from base by intent, that is add
// and LC_ALL where it was set here.
func Environment(base, add []string) (env []string, set map[string]string) {
	set = map[string]string{}
	for _, kv := range add {
		if name, value, ok := strings.Cut(kv, "="); ok {
			set[name] = value
		}
	}
	locale := map[string]string{}
	env = make([]string, 0, len(base)+len(add)+1)
	for _, kv := range base {
		name, value, _ := strings.Cut(kv, "=")
		if _, given := set[name]; given || ours(name) {
			continue
		}
		if slices.Contains(localeNames, name) {
			locale[name] = value
		}
		env = append(env, kv)
	}
	env = append(env, add...)
	if needsLocale(locale, set) {
		set["LC_ALL"] = "C.UTF-8"
		env = append(env, "LC_ALL=C.UTF-8")
	}
	return env, set
}

// ours names what belongs to the suite and its libraries and must not reach a
// node. The seed would make a Go node that is itself tested with godog depend
// on the run.
func ours(name string) bool {
	return name == "GODOG_SEED" || name == "GODOG_TESTED_PACKAGE" || name == markName
}

// localeNames are the variables that decide: the first that is not empty, as
// POSIX has it.
var localeNames = []string{"LC_ALL", "LC_CTYPE", "LANG"}

// needsLocale reports whether the suite has to name a UTF-8 locale.
func needsLocale(base, add map[string]string) bool {
	if _, given := add["LC_ALL"]; given {
		return false
	}
	for _, name := range localeNames {
		if add[name] != "" {
			return false
		}
		if value := strings.ToLower(base[name]); value != "" {
			return !strings.Contains(value, "utf-8") && !strings.Contains(value, "utf8")
		}
	}
	return true
}
