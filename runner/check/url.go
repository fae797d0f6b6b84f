package check

import (
	"fmt"
	neturl "net/url"
	"strings"

	"flowcheck/runner/authurl"
)

// wanted is what a generate_auth_url request asks of the URL.
func wanted(body map[string]any) authurl.Want {
	w := authurl.Want{Endpoint: authurl.Endpoint}
	w.ClientID, _ = body["client_id"].(string)
	w.RedirectURI, _ = body["redirect_uri"].(string)
	list, _ := body["scopes"].([]any)
	for _, s := range list {
		text, _ := s.(string)
		w.Scopes = append(w.Scopes, text)
	}
	if state, ok := body["state"].(string); ok {
		w.State = &state
	}
	for _, name := range []string{"code_challenge", "code_challenge_method"} {
		if v, ok := body[name].(string); ok {
			if w.Extra == nil {
				w.Extra = map[string]string{}
			}
			w.Extra[name] = v
		} else {
			w.Absent = append(w.Absent, name)
		}
	}
	return w
}

// url compares the URL of a reply by meaning (protocol, section 7), and
// charges each difference to the requirement that it breaks.
func (c *Conversation) url(r *Reply) {
	u, ok := r.Body["url"].(string)
	if !ok || r.Request.Type != "generate_auth_url" {
		return
	}
	want := wanted(r.Request.Body)
	for _, d := range authurl.Compare(u, want) {
		f := URLFinding(r, d)
		c.find(f, urlIDs(d, want)...)
	}
}

// follows says whether the URL of a reply, if it has one, is what a request asks for.
func follows(r *Reply, q *Request) bool {
	u, ok := r.Body["url"].(string)
	return !ok || q.Type != "generate_auth_url" || len(authurl.Compare(u, wanted(q.Body))) == 0
}

// URLFinding words a difference between a URL and its request.
func URLFinding(r *Reply, d authurl.Difference) Finding {
	f := Finding{Cause: "url." + d.Rule, Message: d.Message, Got: quote(r.Line), Expected: d.Want, Mild: d.Mild,
		Difference: d.Got, Pointer: pointer(r, "/url")}
	if r.Request != nil {
		f.Sent = quote(r.Request.Line)
	}
	if d.Parameter != "" {
		f.Cause += "." + d.Parameter
	}
	if d.Want != "" || d.Got != "" {
		f.Difference = fmt.Sprintf("%q instead of %q", clip(d.Got), clip(d.Want))
	}
	switch {
	case d.Want == "" || d.Parameter == "":
	case d.Rule == authurl.RulePercent20: // its Want is as it stands in a URL
		f.Expected = clip(d.Parameter + "=" + d.Want)
	case d.Rule == authurl.RuleLowerHex || d.Rule == authurl.RuleNotForm: // and theirs is a piece of it
		f.Expected = d.Want + " in " + d.Parameter
	default:
		encoded := neturl.QueryEscape(d.Want)
		f.Expected = clip(d.Parameter + "=" + encoded)
		if d.Got == d.Want { // the value is right, its writing is not
			f.Difference = fmt.Sprintf("%q instead of %q", clip(d.Got), clip(encoded))
		}
	}
	if d.At >= 0 {
		f.Difference += fmt.Sprintf(" at offset %d of the URL", d.At)
	}
	return f
}

// urlIDs names the requirements that a difference breaks.
func urlIDs(d authurl.Difference, w authurl.Want) []string {
	if strings.HasPrefix(d.Parameter, "code_challenge") {
		return []string{"URL-22"} // PKCE is optional, and has a profile of its own
	}
	switch d.Rule {
	case authurl.RuleEndpoint:
		return []string{"URL-01"}
	case authurl.RuleFragment:
		return []string{"URL-01", "URL-08"}
	case authurl.RuleRepeated:
		return []string{"URL-02", "SMP-07"}
	case authurl.RuleMissing, authurl.RuleResponseType, authurl.RuleSwapped:
		return []string{"SMP-07"}
	case authurl.RuleScopeOrder:
		return []string{"URL-09"}
	case authurl.RuleLowerHex:
		return []string{"URL-19"}
	case authurl.RuleNotForm:
		return []string{"URL-23"}
	case authurl.RuleUnexpected:
		return []string{"URL-12"}
	case authurl.RuleSeparator, authurl.RuleTooMany, authurl.RuleIllegal, authurl.RuleSemicolon, authurl.RulePercent, authurl.RuleNoValue, authurl.RuleEmpty, authurl.RuleUTF8:
		return []string{"URL-08"}
	case authurl.RuleStringified:
		return stringified(d, w)
	case authurl.RuleScopeRepeated:
		return []string{"SMP-09", "URL-02"}
	}
	if strings.HasPrefix(d.Rule, "scope") {
		return []string{"SMP-09"}
	}
	return valueIDs(d, w)
}

func stringified(d authurl.Difference, w authurl.Want) []string {
	switch {
	case d.Parameter == "scope" && len(w.Scopes) == 0:
		return []string{"URL-11"}
	case d.Parameter == "state" && w.State != nil && *w.State == "":
		return []string{"URL-13"}
	case d.Parameter == "state" && w.State == nil:
		return []string{"URL-12"}
	}
	return []string{"SMP-06"}
}

// valueIDs charges a value that did not come through, by the kind of value
// that it is.
func valueIDs(d authurl.Difference, w authurl.Want) []string {
	var value string
	switch d.Parameter {
	case "client_id":
		value = w.ClientID
	case "redirect_uri":
		return redirectIDs(d, w.RedirectURI)
	case "state":
		if w.State != nil {
			value = *w.State
		}
	case "scope":
		if d.Rule == authurl.RuleChanged {
			return []string{"SMP-06", "SMP-09"}
		}
		return []string{"URL-06"}
	default:
		return []string{"URL-08"}
	}
	switch {
	case d.Rule == authurl.RuleChanged && unreserved(value):
		return []string{"SMP-06"}
	case !ascii(value):
		return []string{"URL-04"}
	case d.Rule == authurl.RuleTruncated || len(value) > 256:
		return []string{"URL-14"}
	case d.Rule == authurl.RuleNumber || d.Rule == authurl.RuleCase:
		return []string{"URL-15"}
	case value == "":
		return []string{"URL-13"}
	case d.Parameter == "client_id":
		return []string{"URL-05"}
	}
	return []string{"URL-03"}
}

func redirectIDs(d authurl.Difference, value string) []string {
	ids := []string{"SMP-08"}
	switch {
	case d.Rule == authurl.RuleChanged:
		ids = append(ids, "SMP-06")
	case strings.Contains(value, "%"):
		ids = append(ids, "URL-07")
	case strings.Contains(value, "#"):
		ids = append(ids, "URL-18")
	}
	return ids
}

// unreserved says whether a value needs no encoding at all (RFC 3986 section 2.3).
func unreserved(s string) bool {
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") == ""
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
