package oauth

import "io"

// aside serves requests beside the loop that reads them, once they come in
// numbers: one batch is served and one waits, while the next is read. The replies
// keep the order of the requests.
type aside struct {
	node       *Node
	out        io.Writer
	todo, done chan *batch
	over       chan struct{}
	away       int // batches that are not yet done
	idle       []*batch
}

// many is how many requests at once show that their client does not wait for
// replies, so that more will come.
const many = 64

// mostAway is how many batches may be away.
const mostAway = 2

// begin lets the next batches be served aside.
func (a *aside) begin() {
	if a.todo != nil {
		return
	}
	a.todo, a.done, a.over = make(chan *batch, mostAway), make(chan *batch, mostAway), make(chan struct{})
	go func() {
		for b := range a.todo {
			b.err = a.node.answerAll(b.requests, a.out)
			a.done <- b
		}
	}()
	if a.node.supply != nil { // some of the requests to come ask for tokens
		go drawAhead(a.node.supply, a.over)
	}
}

// serve has a batch served, and gives one for what comes next. The error is of
// writing replies, to this batch or to one before it.
func (a *aside) serve(b *batch) (*batch, error) {
	if b.whole == 0 {
		return b, nil
	}
	for a.away > 0 && len(a.done) > 0 || a.away == mostAway {
		if err := a.back(); err != nil {
			return nil, err
		}
	}
	if a.away == 0 && len(b.requests) < many {
		err := a.node.answerAll(b.requests, a.out)
		return b.next(b), err
	}
	a.begin()
	a.todo <- b
	a.away++
	next := &batch{}
	if last := len(a.idle) - 1; last >= 0 {
		next, a.idle = a.idle[last], a.idle[:last]
	}
	return next.next(b), nil
}

// back waits for a batch that is away.
func (a *aside) back() error {
	b := <-a.done
	a.away--
	a.idle = append(a.idle, b)
	return b.err
}

// finish waits until all is served.
func (a *aside) finish() error {
	for a.away > 0 {
		if err := a.back(); err != nil {
			return err
		}
	}
	return nil
}

// end ends what runs aside, when nobody waits for more of it.
func (a *aside) end() {
	if a.todo == nil {
		return
	}
	close(a.todo)
	close(a.over)
	for a.away > 0 { // it may be writing still
		a.back()
	}
}
