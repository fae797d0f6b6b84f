package report_test

import (
	"strings"
	"testing"

	"flowcheck/runner/report"
)

func TestTheLastWordsNameTheError(t *testing.T) {
	t.Parallel()
	calls := func(call string) string { return strings.Repeat(call+"\n", 20) }
	for _, test := range []struct{ name, stderr, first, last string }{
		{"a log", "a\nb\nc\nd\ne\nf\ng\n", "b", "g"},
		{"a short one", "a\n", "a", "a"},
		{"an error in a log", "Error: no config\nb\nc\nd\ne\nf\ng\n", "b", "g"},
		{"Python", "Traceback (most recent call last):\n" + calls(`  File "node.py", line 3`) + "KeyError: 'state'\n", `  File "node.py", line 3`, "KeyError: 'state'"},
		{"JavaScript", "node.js:9\n  has(x)\n  ^\n\nTypeError: x.has is not a function\n" + calls("    at node.js:9:1") + "\nNode.js v20\n",
			"TypeError: x.has is not a function", "    at node.js:9:1"},
		{"Java", "ready\nException in thread \"main\" java.lang.NullPointerException\n" + calls("\tat Node.main(Node.java:9)"),
			`Exception in thread "main" java.lang.NullPointerException`, "\tat Node.main(Node.java:9)"},
		{"Go", "panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\n" + calls("main.answer()\n\t/node.go:9"),
			"panic: assignment to entry in nil map", "main.answer()"},
		{"Ruby", "node.rb:9:in `answer': undefined method `[]' for nil:NilClass (NoMethodError)\n" + calls("\tfrom node.rb:9:in `<main>'"),
			"node.rb:9:in `answer': undefined method `[]' for nil:NilClass (NoMethodError)", "\tfrom node.rb:9:in `<main>'"},
		{"PHP", "PHP Fatal error:  Uncaught TypeError: in_array() in node.php:9\nStack trace:\n" + calls("#0 node.php(9): in_array()"),
			"PHP Fatal error:  Uncaught TypeError: in_array() in node.php:9", "#0 node.php(9): in_array()"},
	} {
		lines := strings.Split(report.LastWords(test.stderr), "\n")
		if lines[0] != test.first || lines[len(lines)-1] != test.last || len(lines) > 6 {
			t.Errorf("%s: the last words are %q", test.name, lines)
		}
	}
}
