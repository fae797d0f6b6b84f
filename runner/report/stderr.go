package report

import (
	"regexp"
	"strings"
)

// mostWords is how many lines of stderr a finding shows.
const mostWords = 6

// naming matches the line of a stack trace that names the error. Python prints it
// last; above the calls stand those of JavaScript, Java, Go, Ruby and PHP.
var naming = regexp.MustCompile(`^(panic: |fatal error: |Caused by: |Exception in |(PHP )?Fatal error: |Uncaught |[\w.$]*(Error|Exception)\b)|\([\w:]*(Error|Exception)\)$`)

// LastWords is what of stderr tells why a node ended: its last lines, or those from
// the error on, where so many calls follow it that the last lines hold nothing else.
func LastWords(stderr string) string {
	lines := strings.Split(strings.TrimRight(stderr, "\n"), "\n")
	first := max(0, len(lines)-mostWords)
	if at := named(lines); at >= 0 {
		first = min(first, at)
	}
	return strings.Join(lines[first:min(first+mostWords, len(lines))], "\n")
}

// named is the place of the last line that names an error, with nothing behind it or
// the calls, which are indented or stand apart; or -1.
func named(lines []string) int {
	for i := len(lines) - 1; i >= 0; i-- {
		if naming.MatchString(lines[i]) && (i == len(lines)-1 || strings.TrimLeft(lines[i+1], " \t") != lines[i+1] ||
			lines[i+1] == "" || lines[i+1] == "Stack trace:") {
			return i
		}
	}
	return -1
}

// telling is the place of the line that tells most: of stderr the one that names the
// error, and else the last.
func telling(lines []string) int {
	if at := named(lines); at >= 0 {
		return at
	}
	return len(lines) - 1
}
