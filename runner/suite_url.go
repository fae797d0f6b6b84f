package runner

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var hexDigits = regexp.MustCompile(`%[0-9A-F]{2}`)

// changedURL writes an authorization URL in another way that means the same, or
// makes the one change that a scenario is about.
func changedURL(u, change, without, parameter, value string) (string, error) {
	endpoint, query, _ := strings.Cut(u, "?")
	pieces := strings.Split(query, "&")
	switch {
	case without != "":
		pieces = slices.DeleteFunc(pieces, func(p string) bool { return strings.HasPrefix(p, without+"=") })
	case parameter != "":
		pieces = slices.DeleteFunc(pieces, func(p string) bool { return strings.HasPrefix(p, parameter+"=") })
		pieces = append(pieces, parameter+"="+url.QueryEscape(value))
	case change == "in another order":
		slices.Reverse(pieces)
	case change == "with blanks as %20":
		return strings.ReplaceAll(u, "+", "%20"), nil
	case change == "with lower-case hexadecimal digits":
		return hexDigits.ReplaceAllStringFunc(u, strings.ToLower), nil
	case change == "with an unknown parameter":
		pieces = append(pieces, "extra=foobar", "utm_source=mail")
	case change == "with its state twice":
		pieces = append(pieces, "state=another")
	case strings.HasSuffix(change, " repeated"):
		name := strings.TrimSuffix(strings.TrimPrefix(change, "with "), " repeated")
		i := slices.IndexFunc(pieces, func(p string) bool { return strings.HasPrefix(p, name+"=") })
		if i < 0 {
			return "", fmt.Errorf("a URL of the suite has no %q", name)
		}
		pieces = append(pieces, pieces[i])
	case change != "of the suite":
		return "", fmt.Errorf("no change of a URL is named %q", change)
	}
	return endpoint + "?" + strings.Join(pieces, "&"), nil
}
