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
package scan
