// Plain is the node as one writes it with encoding/json and maps: a message
// is a map[string]any from the first byte to the last. It does for the three
// exchanges what the reference does: it hashes what it keeps of states, codes
// and tokens, gives each client the scopes of its latest request, takes a code
// once, gives a refresh token with each token, and forgets what has expired.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "plain:", err)
		os.Exit(1)
	}
}

// serve answers line by line. It flushes only where no further request waits,
// as the reference does.
func serve(stdin io.Reader, stdout io.Writer) error {
	in, out := bufio.NewReaderSize(stdin, 64<<10), bufio.NewWriterSize(stdout, 64<<10)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	n := newNode()
	for {
		line, err := in.ReadBytes('\n')
		if reply := answer(n, line); reply != nil {
			if err := encoder.Encode(reply); err != nil {
				return err
			}
		}
		if in.Buffered() == 0 || err != nil {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// answer is the envelope to reply with, nil for a line that is none.
func answer(n *node, line []byte) map[string]any {
	var message map[string]any
	if json.Unmarshal(line, &message) != nil {
		return nil
	}
	body, ok := message["body"].(map[string]any)
	if !ok {
		return nil
	}
	reply, err := n.handle(body)
	if err != nil {
		reply = map[string]any{"type": "error", "code": err.code, "text": err.text, "error": err.name}
	}
	if id, given := body["msg_id"]; given {
		reply["in_reply_to"] = id
	}
	return map[string]any{"src": message["dest"], "dest": message["src"], "body": reply}
}
