package runner

import (
	"errors"

	"flowcheck/runner/check"
)

func (w *world) urlCarries(parameter string) error {
	r, err := w.current()
	if err == nil {
		w.expectURL(r, parameter)
	}
	return err
}

func (w *world) urlsDifferOnlyIn(parameter string) error {
	var urls []int
	for _, q := range w.conv.Requests {
		if q.Reply != nil && q.Reply.Type() == "auth_url_generated" {
			urls = append(urls, q.Number)
		}
	}
	if len(urls) < 2 {
		return w.fault(errors.New("there are no two URLs"))
	}
	w.expect(check.Expectation{What: "change", Before: urls[len(urls)-2], Request: urls[len(urls)-1], Member: parameter})
	return nil
}

func (w *world) eachURLIsItsOwn() error {
	w.expect(check.Expectation{What: "own requests"})
	return nil
}
