// Package schemas holds the JSON Schemas (draft 2020-12) of what goes over the
// wire and of the report.
//
// The name of a file is the rule: message/<type>.json describes a message body
// whose type is <type>. Dispatch looks in message/ only; envelope.json (the
// line around a body) and report.json are asked for by name. A body whose type
// has no file is unknown to the protocol. To add a message type, add its one
// file here and its samples in testdata/schemas/<type>/valid and invalid.
//
// Every file stands alone and allows members that it does not name, except the
// report, which is a document of this project. What one value cannot show
// (which reply belongs to which request, what a URL means) is not said here.
//
//	body, err := schemas.FS.ReadFile("message/token_issued.json")
package schemas

import (
	"embed"
	"strings"
)

// FS holds envelope.json, report.json and message/<type>.json.
//
//go:embed envelope.json report.json message/*.json
var FS embed.FS

// Types returns the message types that have a schema, sorted.
func Types() []string {
	files, err := FS.ReadDir("message")
	if err != nil {
		panic("read embedded schemas: " + err.Error()) // the folder is part of the program
	}
	types := make([]string, len(files))
	for i, f := range files {
		types[i] = strings.TrimSuffix(f.Name(), ".json")
	}
	return types
}
