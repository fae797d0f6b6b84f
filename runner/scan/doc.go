// Package scan judges recorded traffic at the speed of the disk.
//
// It has two tiers. The first accepts a right line in one pass over its bytes,
// by tables that are compiled from the files of package schemas; the second is
// package check, which alone says what is wrong with a line, and in the same
// words as in a live run. Whatever the first tier does not accept at once goes
// to the second.
//
// Before the first tier stand the forms that it has learned: a line that is
// written like one before takes its way through a tree, by the runs of bytes that
// all such lines share.
//
// Memory is bounded whatever the size of a recording: only what is outstanding
// is kept. What had to be forgotten is said in the notes.
//
//	judge, err := scan.NewJudge(schemas, scan.Options{})
//	err = judge.Read("traffic.jsonl", file, func(p scan.Part) { ... })
//
// Where to look, in the order in which a line passes:
//
//	read turns lent            a recording in chunks, judged in order by several workers
//	split record url           a chunk in lines; what is kept of one for judging it
//	form learn match           the forms of lines that were learned
//	scanner value text sheet   one line: members, values, strings
//	tier shape rule accept     the schemas as tables, and a line held against them
//	names hash digits eight    names and values as numbers, eight bytes at a time
//	judge entry                what passes at once, and what goes to package check
//	ledger book index answered numbers grants memory    what is remembered meanwhile
//	part                       what is handed over in the end
package scan
