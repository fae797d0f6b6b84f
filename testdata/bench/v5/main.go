// V5 holds every line of a recording against the schema of its message, chosen
// by body.type, with the validator that flowcheck's second tier uses, and with
// nothing before it. No conversation is checked.
//
//	v5 SCHEMAS FILE
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

func main() {
	byType := map[string]*jsonschema.Schema{}
	files, err := filepath.Glob(filepath.Join(os.Args[1], "message", "*.json"))
	if err != nil || files == nil {
		log.Fatalf("find schemas in %s: %v", os.Args[1], err)
	}
	for _, file := range files {
		byType[strings.TrimSuffix(filepath.Base(file), ".json")] = jsonschema.MustCompile(file)
	}
	in, err := os.Open(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 32<<20)
	right, wrong := 0, 0
	for lines.Scan() {
		if valid(byType, lines.Bytes()) {
			right++
		} else {
			wrong++
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d right, %d wrong\n", right, wrong)
}

// valid judges one line.
func valid(byType map[string]*jsonschema.Schema, line []byte) bool {
	var m struct {
		Src, Dest *string
		Body      map[string]any
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if d.Decode(&m) != nil || m.Src == nil || m.Dest == nil {
		return false
	}
	typ, _ := m.Body["type"].(string)
	schema := byType[typ]
	return schema != nil && schema.Validate(m.Body) == nil
}
