// Package samples holds the exercise's two sample tests verbatim: input,
// expected output, which members of it are patterns, and the time limit.
package samples

import "embed"

// FS holds one JSON file for each sample.
//
//go:embed *.json
var FS embed.FS
