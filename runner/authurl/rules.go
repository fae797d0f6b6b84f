package authurl

// Rules about the URL as a whole and about single pieces, whatever they carry.
const (
	RuleEndpoint  = "endpoint"          // the part before "?" is another one
	RuleFragment  = "fragment"          // the URL has a "#" (RFC 6749 section 3.1)
	RuleIllegal   = "illegal-character" // a raw byte that no query may hold (RFC 3986 section 3.4)
	RuleSemicolon = "semicolon"         // a raw ";", where some decoders split
	RuleSeparator = "separator"         // parameters parted by something else than a plain "&", such as "&amp;"
	RuleNoValue   = "no-value"          // a piece that is not name=value
	RuleEmpty     = "empty-piece"       // a trailing or doubled "&"
	RulePercent   = "bad-percent"       // "%" without two hexadecimal digits
	RuleUTF8      = "not-utf8"          // decodes to bytes that are not UTF-8
	RuleTooMany   = "too-many"          // more parameters than this package reads
)

// Rules about which parameters there are.
const (
	RuleRepeated     = "repeated"      // a name twice (RFC 6749 section 3.1)
	RuleMissing      = "missing"       // absent or empty
	RuleUnexpected   = "unexpected"    // there, though not asked for, such as a stale state
	RuleSwapped      = "swapped"       // carries the value of another parameter
	RuleResponseType = "response-type" // response_type is not "code"
)

// Rules about a value, each the likely cause of a wrong one.
const (
	RuleNotEncoded   = "not-encoded"    // the value stands raw in the URL, wholly or where it matters
	RuleEncodeURI    = "encode-uri"     // went through JavaScript's encodeURI
	RulePathEscaped  = "path-escaped"   // went through Go's url.PathEscape
	RulePlus         = "plus-as-blank"  // a literal "+" comes back as a blank
	RuleTwice        = "encoded-twice"  // one decode leaves an encoded value
	RuleDecodedFirst = "decoded-first"  // was decoded before it was encoded
	RuleEscape       = "escape"         // went through JavaScript's escape
	RuleLatin1       = "latin-1"        // encoded in ISO 8859-1, not UTF-8
	RuleCharset      = "charset"        // letters beyond ASCII came back as others
	RuleJSONEscaped  = "json-escaped"   // JSON escapes of the request were not undone
	RuleStringified  = "stringified"    // None, undefined, null, or quotes around the value
	RuleNumber       = "number-changed" // treated as a number
	RuleRewritten    = "rewritten"      // a URL that was parsed and written anew
	RuleCase         = "case-changed"   // other letter case
	RuleTrimmed      = "trimmed"        // blanks at its ends are gone
	RuleTruncated    = "truncated"      // only its beginning is there
	RuleChanged      = "changed"        // differs with no better explanation
)

// Rules about the scope list (RFC 6749 section 3.3).
const (
	RuleScopeComma     = "scope-comma"        // joined with commas
	RuleScopePlus      = "scope-plus-encoded" // joined with a "+" that was encoded to %2B
	RuleScopeSeparator = "scope-separator"    // joined with something else, or with nothing
	RuleScopeEdge      = "scope-edge-blank"   // blanks at the ends, or two in a row
	RuleScopeList      = "scope-list"         // the text of a list: brackets, quotes
	RuleScopeRepeated  = "scope-repeated"     // one parameter for each scope
	RuleScopeMissing   = "scope-missing"      // some are not there
	RuleScopeExtra     = "scope-extra"        // some were not asked for
	RuleScopesDiffer   = "scopes-differ"      // both
)

// Mild rules; CompareLetter gives them too, and there they are not mild.
const (
	RuleScopeOrder = "scope-order"      // the scopes in another order
	RuleLowerHex   = "lower-case-hex"   // %2f for %2F (RFC 3986 section 2.1)
	RuleNotForm    = "not-form-encoded" // legal raw, but form encoding encodes it (RFC 6749 Appendix B)
)

// Rules of CompareLetter alone.
const (
	RulePercent20 = "percent-20"      // a blank as %20, not "+"
	RuleOrder     = "parameter-order" // the parameters in another order
	RuleLetter    = "letter"          // the same meaning, written in yet another way
)
