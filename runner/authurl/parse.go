package authurl

import (
	"fmt"
	"strings"
)

// maxPieces bounds how many parameters of one URL are read.
const maxPieces = 10000

// Parameter is one name=value of a query.
type Parameter struct {
	Name, Value       string // decoded once
	RawName, RawValue string // as they stand in the URL
	At                int    // byte offset of RawName in the URL
}

// URL is an authorization URL taken apart.
type URL struct {
	Endpoint   string      // everything before the first "?"
	Parameters []Parameter // in the order of the URL
}

// Parse takes url apart and gives what breaks rules 1 to 4, the mild ones
// included. Where a piece is broken its decoded text is a best effort.
func Parse(url string) (URL, []Difference) {
	s := read(url, nil)
	j := judgement{sheet: s, byName: s.byName(), handled: map[string]bool{}, blamed: map[string]bool{}}
	if rule, at := fault(s.endpoint); at >= 0 && rule == RuleIllegal {
		j.blame(lexical(rule, "", at, s.endpoint[at:]))
	}
	j.whole()
	j.rest()
	j.style()
	u := URL{Endpoint: s.endpoint}
	for _, p := range s.pieces {
		u.Parameters = append(u.Parameters, p.Parameter)
	}
	return u, arrange(j.found)
}

// piece is one parameter with what is wrong with it by itself.
type piece struct {
	Parameter
	fault *Difference // the first fault, whatever was asked for
	lower int         // offset in the URL of a lower-case hex digit, or -1
	loose int         // offset in the URL of a raw byte that form encoding encodes, or -1
}

// valueAt gives the offset in the URL of the raw value.
func (p piece) valueAt() int { return p.At + len(p.RawName) + 1 }

// sheet is a URL as it was read.
type sheet struct {
	endpoint string
	query    string // after "?", a fragment included
	pieces   []piece
	empties  int    // how many empty pieces
	empty    int    // offset of the first one
	fragment int    // offset of "#", or -1
	tail     string // what follows "#"
	more     int    // offset of what was not read any more, or -1
}

// gap is a stretch of a URL that is explained already, from and to in bytes. It
// ends the piece that it stands in, and a new one starts after it.
type gap struct{ from, to int }

// read splits url by rules 1 and 2; gaps, sorted and without overlap, are left out.
func read(url string, gaps []gap) sheet {
	s := sheet{endpoint: url, fragment: -1, more: -1}
	start := strings.IndexAny(url, "?#")
	if start < 0 {
		return s
	}
	s.endpoint = url[:start]
	if url[start] == '#' {
		s.fragment, s.tail = start, url[start+1:]
		return s
	}
	s.query = url[start+1:]
	if s.query != "" {
		s.split(url, start+1, gaps)
	}
	return s
}

// split reads the pieces of url from offset at on.
func (s *sheet) split(url string, at int, gaps []gap) {
	for {
		limit, cut := len(url), false
		if len(gaps) > 0 {
			limit, cut = gaps[0].from, true
		}
		end := limit
		if i := strings.IndexAny(url[at:limit], "&#"); i >= 0 {
			end, cut = at+i, false
		}
		s.add(url[at:end], at, cut)
		if cut {
			end, gaps = gaps[0].to, gaps[1:]
		}
		switch {
		case end == len(url) || s.more >= 0:
			return
		case url[end] == '#':
			s.fragment, s.tail = end, url[end+1:]
			return
		case url[end] == '&':
			end++
		}
		at = end
	}
}

// add takes in one piece; one that a gap cut to nothing does not count.
func (s *sheet) add(raw string, at int, cut bool) {
	switch {
	case raw == "" && cut:
	case raw == "":
		if s.empties == 0 {
			s.empty = at
		}
		s.empties++
	case len(s.pieces) == maxPieces:
		s.more = at
	default:
		s.pieces = append(s.pieces, newPiece(raw, at))
	}
}

// byName gives the places of the pieces of every name.
func (s sheet) byName() map[string][]int {
	places := map[string][]int{}
	for i, p := range s.pieces {
		places[p.Name] = append(places[p.Name], i)
	}
	return places
}

// newPiece reads raw, which stands at offset at, by rules 2 to 4.
func newPiece(raw string, at int) piece {
	name, value, paired := strings.Cut(raw, "=")
	p := piece{Parameter: Parameter{decode(name), decode(value), name, value, at}, lower: -1, loose: -1}
	blame := func(rule string, n int) {
		d := lexical(rule, p.Name, at+n, raw[n:])
		p.fault = &d
	}
	if rule, n := fault(raw); n >= 0 {
		blame(rule, n)
	} else if n := invalid(p.Name); n >= 0 {
		blame(RuleUTF8, offset(name, n))
	} else if n := invalid(p.Value); n >= 0 {
		blame(RuleUTF8, len(name)+1+offset(value, n))
	} else if !paired || name == "" {
		// RFC 6749 section 8.2: param-name = 1*name-char.
		blame(RuleNoValue, 0)
	}
	p.look(raw, len(name))
	return p
}

// look notes where raw is legal and yet not as form encoding writes it; the
// byte at equals, if any, is the "=" between name and value.
func (p *piece) look(raw string, equals int) {
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '%' && i+2 < len(raw):
			// RFC 3986 section 2.1: uppercase hexadecimal digits should be used.
			if p.lower < 0 && (raw[i+1] >= 'a' || raw[i+2] >= 'a') {
				p.lower = p.At + i
			}
			i += 2
		case c == '+' || i == equals || plain(c):
		case p.loose < 0:
			p.loose = p.At + i
		}
	}
}

// fault finds the first byte of raw that breaks rule 3, -1 if none does.
func fault(raw string) (rule string, at int) {
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == ';':
			return RuleSemicolon, i
		case c == '%':
			if _, ok := hex(raw[i:]); !ok {
				return RulePercent, i
			}
		case !legal(c):
			return RuleIllegal, i
		}
	}
	return "", -1
}

// lexical words a fault at offset at; rest is the URL's text from there on.
func lexical(rule, name string, at int, rest string) Difference {
	d := Difference{Rule: rule, Parameter: name, At: at, Got: rest}
	who := title(name)
	if name == "" {
		who = "the URL"
	}
	switch rule {
	case RuleSemicolon:
		d.Got = ";"
		d.Message = fmt.Sprintf("%s holds a raw \";\" at byte %d, where some decoders split: write %%3B", who, at)
	case RulePercent:
		d.Got = rest[:min(3, len(rest))]
		d.Message = fmt.Sprintf("%s holds %s at byte %d, and %% has to be followed by two hexadecimal digits: a literal %% is written %%25", who, quote(d.Got), at)
	case RuleUTF8:
		d.Got = rest[:min(3, len(rest))]
		d.Message = fmt.Sprintf("%s decodes to bytes that are not UTF-8, from %s at byte %d on", who, quote(d.Got), at)
	case RuleNoValue:
		d.Message = fmt.Sprintf("%s at byte %d is not name=value", quote(rest), at)
	case RuleIllegal:
		d.Got = firstRune(rest)
		d.Message = fmt.Sprintf("%s holds a raw %s at byte %d, which no query may hold: write %s", who, call(d.Got), at, formAll(d.Got))
		if strings.Trim(rest, "\r\n") == "" { // most often of a line that was built or read
			d.Message = fmt.Sprintf("%s ends with a raw %s at byte %d, which no query may hold: leave it out", who, call(rest), at)
		}
	}
	return d
}
