package runner

import (
	"errors"

	"flowcheck/runner/check"
)

func (w *world) urlCarries(parameter string) error {
	r, err := w.current()
	if err == nil {
		w.conv.ExpectURL(r, parameter)
	}
	return err
}

func (w *world) urlsDifferOnlyIn(parameter string) error {
	var urls []*check.Reply
	for _, q := range w.conv.Requests {
		if q.Reply != nil && q.Reply.Type() == "auth_url_generated" {
			urls = append(urls, q.Reply)
		}
	}
	if len(urls) < 2 {
		return w.fault(errors.New("there are no two URLs"))
	}
	w.conv.ExpectOnlyChange(urls[len(urls)-2], urls[len(urls)-1], parameter)
	return nil
}

func (w *world) eachURLIsItsOwn() error {
	for _, q := range w.conv.Requests {
		if q.Reply != nil && q.Type == "generate_auth_url" && w.conv.ExpectType(q.Reply, "auth_url_generated") {
			w.conv.ExpectURL(q.Reply, "state")
		}
	}
	return nil
}
