package scan

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// rule is the schema of a value, as tables. It accepts too little rather than
// too much.
type rule struct {
	kinds      uint8 // that are right
	further    bool  // the kind alone does not decide
	lengthOnly bool  // of a string only the length counts
	least      int   // code points of a string
	most       int
	chars      *[256]bool // that a string may hold; nil: any
	ranges     [][2]byte  // the same characters, of ASCII
	letters    bool       // all of them, left out of ranges
	// It may hold all that is printed of ASCII but the quote and the
	// backslash, which stand in a string as escapes only.
	printable bool
	texts     []string // that a string may be; nil: any
	integers  []int64  // that an integer may be; nil: any
	low       int64    // of an integer
	high      int64
	items     *rule // of an array; nil: any
	valued    bool  // by const or enum
	fewest    int   // elements
	unique    bool
}

var errKeyword = errors.New("the schema has a keyword that only the second tier knows")

// notes say nothing about a value.
func note(keyword string) bool {
	switch keyword {
	case "$schema", "$id", "$comment", "title", "description", "examples", "default":
		return true
	}
	return false
}

// newRule compiles the schema of a value.
func newRule(schema json.RawMessage) (*rule, error) {
	r := &rule{kinds: isAny, most: math.MaxInt, low: math.MinInt64, high: math.MaxInt64}
	var always bool
	if json.Unmarshal(schema, &always) == nil && always {
		return r, nil
	}
	var keywords map[string]json.RawMessage
	if err := json.Unmarshal(schema, &keywords); err != nil {
		return nil, err
	}
	for keyword, given := range keywords {
		if note(keyword) {
			continue
		}
		if err := r.add(keyword, given); err != nil {
			return nil, fmt.Errorf("compile %s: %w", keyword, err)
		}
		r.further = r.further || keyword != "type"
	}
	r.lengthOnly = r.texts == nil && r.chars == nil && r.kinds&isString != 0
	return r, nil
}

func (r *rule) add(keyword string, given json.RawMessage) (err error) {
	switch keyword {
	case "type":
		return r.addTypes(given)
	case "const":
		return r.addValues([]json.RawMessage{given})
	case "enum":
		var all []json.RawMessage
		if err := json.Unmarshal(given, &all); err != nil {
			return err
		}
		return r.addValues(all)
	case "minLength":
		r.least, err = strconv.Atoi(string(given))
		r.least = max(r.least, 0)
	case "maxLength":
		var n int
		n, err = strconv.Atoi(string(given))
		r.most = min(r.most, n)
	case "pattern":
		return r.addPattern(given)
	case "minimum", "exclusiveMinimum":
		return r.addLow(given, keyword != "minimum")
	case "maximum", "exclusiveMaximum":
		return r.addHigh(given, keyword != "maximum")
	case "items":
		r.items, err = newRule(given)
	case "minItems":
		r.fewest, err = strconv.Atoi(string(given))
	case "uniqueItems":
		r.unique, err = strconv.ParseBool(string(given))
	default:
		return errKeyword
	}
	return err
}

func (r *rule) addTypes(given json.RawMessage) error {
	var types []string
	if json.Unmarshal(given, &types) != nil {
		types = make([]string, 1)
		if err := json.Unmarshal(given, &types[0]); err != nil {
			return err
		}
	}
	var kinds uint8
	for _, t := range types {
		kinds |= map[string]uint8{"null": isNull, "boolean": isTrue | isFalse, "integer": isInteger, "number": isInteger | isNumber,
			"string": isString, "array": isArray, "object": isObject}[t]
	}
	r.kinds &= kinds
	return nil
}

// addValues allows certain values alone: strings, integers, booleans and null.
func (r *rule) addValues(all []json.RawMessage) error {
	if r.valued {
		return errKeyword // what both allow is left to the second tier
	}
	r.valued = true
	var kinds uint8
	for _, raw := range all {
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return err
		}
		switch v := v.(type) {
		case nil:
			kinds |= isNull
		case bool:
			kinds |= map[bool]uint8{true: isTrue, false: isFalse}[v]
		case string:
			kinds |= isString
			r.texts = append(r.texts, v)
		case float64:
			n, err := strconv.ParseInt(string(raw), 10, 64)
			if err != nil {
				return errKeyword
			}
			kinds |= isInteger
			r.integers = append(r.integers, n)
		default:
			return errKeyword
		}
	}
	r.kinds &= kinds
	return nil
}

// addPattern takes a pattern that says which characters a whole string is made
// of, and how many of them: ^[...]+$.
func (r *rule) addPattern(given json.RawMessage) error {
	var pattern string
	if err := json.Unmarshal(given, &pattern); err != nil {
		return err
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return err
	}
	if re.Op != syntax.OpConcat || len(re.Sub) != 3 || re.Sub[0].Op != syntax.OpBeginText || re.Sub[2].Op != syntax.OpEndText || r.chars != nil {
		return errKeyword
	}
	least, most := 0, math.MaxInt
	switch repeat := re.Sub[1]; repeat.Op {
	case syntax.OpPlus:
		least = 1
	case syntax.OpStar:
	case syntax.OpRepeat:
		if least = repeat.Min; repeat.Max >= 0 {
			most = repeat.Max
		}
	default:
		return errKeyword
	}
	class := re.Sub[1].Sub[0]
	if class.Op != syntax.OpCharClass {
		return errKeyword
	}
	r.chars = &[256]bool{}
	for i := 0; i < len(class.Rune); i += 2 {
		for c := class.Rune[i]; c <= min(class.Rune[i+1], utf8.RuneSelf-1); c++ {
			r.chars[c] = true
		}
		if first := class.Rune[i]; first < utf8.RuneSelf {
			r.ranges = append(r.ranges, [2]byte{byte(first), byte(min(class.Rune[i+1], utf8.RuneSelf-1))})
		}
	}
	upper, lower := [2]byte{'A', 'Z'}, [2]byte{'a', 'z'}
	if r.letters = slices.Contains(r.ranges, upper) && slices.Contains(r.ranges, lower); r.letters {
		r.ranges = slices.DeleteFunc(r.ranges, func(of [2]byte) bool { return of == upper || of == lower })
	}
	r.printable = true
	for c := ' '; c < 0x7F; c++ {
		r.printable = r.printable && (r.chars[c] || c == '"' || c == '\\')
	}
	r.least, r.most = max(r.least, least), min(r.most, most)
	return nil
}

// addLow and addHigh take a bound of a number. Fractions go to the second tier,
// and so do bounds that are none.
func (r *rule) addLow(given json.RawMessage, exclusive bool) error {
	n, err := strconv.ParseInt(strings.TrimSuffix(string(given), ".0"), 10, 62)
	if err != nil {
		return errKeyword
	}
	if exclusive {
		n++
	}
	r.low = max(r.low, n)
	return nil
}

func (r *rule) addHigh(given json.RawMessage, exclusive bool) error {
	n, err := strconv.ParseInt(strings.TrimSuffix(string(given), ".0"), 10, 62)
	if err != nil {
		return errKeyword
	}
	if exclusive {
		n--
	}
	r.high = min(r.high, n)
	return nil
}
