package runner

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"flowcheck/features"
)

// What a step may have below it, as its handler takes it: the last parameter.
type (
	document string     // a doc string
	rows     [][]string // the cells of a table
)

// expression is that of an entry of the vocabulary. To compile it takes longer than
// to match it, and most runs need a few of them.
type expression struct {
	beginning string // of each text that it matches
	compiled  func() *regexp.Regexp
}

// expressions are those of the vocabulary.
var expressions = sync.OnceValue(func() []expression {
	all := make([]expression, len(vocabulary))
	for i, s := range vocabulary {
		all[i] = expression{beginning(s.expr), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s.expr) })}
	}
	return all
})

// beginning is what stands in an expression before anything that has a meaning.
func beginning(expr string) string {
	text := strings.TrimPrefix(expr, "^")
	n := strings.IndexAny(text, `\.+*?()|[]{}^$`)
	if n > 0 && strings.IndexByte("*?{", text[n]) >= 0 {
		n-- // the character before it need not be there
	}
	return text[:max(n, 0)]
}

// match is what a text says: an entry of the vocabulary, and its arguments.
type match struct {
	entry int
	args  []string
}

// play runs the steps of the scenario in their order, until one ends it.
func (w *world) play(ctx context.Context) error {
	for _, s := range w.scenario.Steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.do(s); err != nil {
			return err
		}
	}
	return nil
}

// do runs a step. One that the vocabulary does not know, or knows twice, is a
// mistake of the suite, as is a panic.
func (w *world) do(s features.Step) (err error) {
	found := w.job.matches(s.Text)
	if len(found) == 0 {
		return fmt.Errorf("step is undefined: %s", s.Text)
	}
	if len(found) > 1 {
		return fmt.Errorf("step %q is ambiguous: %s and %s", s.Text, vocabulary[found[0].entry].expr, vocabulary[found[1].entry].expr)
	}
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("step %q: %v", s.Text, e)
		}
	}()
	handler := reflect.ValueOf(vocabulary[found[0].entry].handler(w))
	args, err := arguments(handler.Type(), found[0].args, s)
	if err != nil {
		return fmt.Errorf("step %q: %w", s.Text, err)
	}
	err, _ = handler.Call(args)[0].Interface().(error)
	return err
}

// arguments are what a handler is called with: what its expression found, and
// what stands below the step.
func arguments(handler reflect.Type, found []string, s features.Step) ([]reflect.Value, error) {
	var given []any
	for _, text := range found {
		given = append(given, text)
	}
	switch {
	case s.Doc != nil:
		given = append(given, document(strings.Join(s.Doc, "\n")))
	case s.Table != nil:
		given = append(given, rows(s.Table))
	}
	if len(given) != handler.NumIn() {
		return nil, fmt.Errorf("it has %d arguments, its handler takes %d", len(given), handler.NumIn())
	}
	var args []reflect.Value
	for i, v := range given {
		in := handler.In(i)
		if text, ok := v.(string); ok && in.Kind() == reflect.Int {
			n, err := strconv.Atoi(text)
			if err != nil {
				return nil, fmt.Errorf("read its argument %d: %w", i+1, err)
			}
			v = n
		}
		if reflect.TypeOf(v) != in {
			return nil, fmt.Errorf("its argument %d is a %T, its handler takes a %s", i+1, v, in)
		}
		args = append(args, reflect.ValueOf(v))
	}
	return args, nil
}

// matches are the entries that a text matches: one, unless the feature is at
// fault. Scenarios have most of their texts in common.
func (j *job) matches(text string) []match {
	j.mu.Lock()
	found, known := j.matched[text]
	j.mu.Unlock()
	if known {
		return found
	}
	for i, expr := range expressions() {
		if !strings.HasPrefix(text, expr.beginning) {
			continue
		}
		if m := expr.compiled().FindStringSubmatch(text); m != nil {
			found = append(found, match{i, m[1:]})
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.matched[text] = found
	return found
}
