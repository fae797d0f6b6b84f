package check

import "encoding/json"

// Plain reads a JSON text as nearly all are written: ASCII, without escapes, neither
// long nor deep. It gives what encoding/json gives, with json.Number for numbers, in a
// fraction of its time. ok is false where encoding/json has to read the text, or to
// say what is wrong with it.
func Plain(text []byte) (v any, ok bool) {
	if len(text) > longestPlain {
		return nil, false // to read it twice would cost memory
	}
	p := plainText{text: text}
	if v, ok = p.value(maxPlain); ok && p.space() == 0 {
		return v, true
	}
	return nil, false
}

// Bounds of a plain text: how deep it is nested, and its bytes.
const (
	maxPlain     = 8
	longestPlain = 64 << 10
)

// plainText is the reading of one text.
type plainText struct {
	text []byte
	at   int
}

// space skips white space and gives the byte behind it, 0 at the end.
func (p *plainText) space() byte {
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case ' ', '\t', '\n', '\r':
		case 0:
			return 1 // no text has it, and it is not the end
		default:
			return c
		}
	}
	return 0
}

// value reads one value.
func (p *plainText) value(deep int) (any, bool) {
	switch c := p.space(); {
	case c == '"':
		return p.str()
	case c == '{' && deep > 0:
		return p.object(deep - 1)
	case c == '[' && deep > 0:
		return p.array(deep - 1)
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case p.word("true"):
		return true, true
	case p.word("false"):
		return false, true
	}
	return nil, p.word("null")
}

// word skips a word, if it stands here.
func (p *plainText) word(w string) bool {
	if rest := p.text[p.at:]; len(rest) < len(w) || string(rest[:len(w)]) != w {
		return false
	}
	p.at += len(w)
	return true
}

// str reads a string; its quotation mark stands here.
func (p *plainText) str() (string, bool) {
	p.at++
	for i := p.at; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			s := string(p.text[p.at:i])
			p.at = i + 1
			return s, true
		case c == '\\' || c < ' ' || c > '~':
			return "", false
		}
	}
	return "", false
}

// digits skips digits, and says whether there were any.
func (p *plainText) digits() bool {
	from := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > from
}

// number reads an integer. A fraction or an exponent is not plain.
func (p *plainText) number() (json.Number, bool) {
	from := p.at
	if p.text[p.at] == '-' {
		p.at++
	}
	first := p.at
	if !p.digits() || p.text[first] == '0' && p.at > first+1 {
		return "", false
	}
	if p.at < len(p.text) {
		switch p.text[p.at] {
		case '.', 'e', 'E':
			return "", false
		}
	}
	return json.Number(p.text[from:p.at]), true
}

// array reads an array; its bracket stands here.
func (p *plainText) array(deep int) (any, bool) {
	p.at++
	all := []any{}
	if p.space() == ']' {
		p.at++
		return all, true
	}
	for {
		v, ok := p.value(deep)
		if !ok {
			return nil, false
		}
		all = append(all, v)
		switch p.space() {
		case ',':
			p.at++
		case ']':
			p.at++
			return all, true
		default:
			return nil, false
		}
	}
}

// object reads an object; its brace stands here. One with a name that stands twice
// is not plain: what it means depends on what it is read into.
func (p *plainText) object(deep int) (any, bool) {
	p.at++
	all := map[string]any{}
	if p.space() == '}' {
		p.at++
		return all, true
	}
	for {
		if p.space() != '"' {
			return nil, false
		}
		name, ok := p.str()
		if _, twice := all[name]; twice || !ok || p.space() != ':' {
			return nil, false
		}
		p.at++
		if all[name], ok = p.value(deep); !ok {
			return nil, false
		}
		switch p.space() {
		case ',':
			p.at++
		case '}':
			p.at++
			return all, true
		default:
			return nil, false
		}
	}
}
