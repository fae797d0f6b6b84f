package oauth

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
)

// secretBytes is how many random bytes a code or a token has.
const secretBytes = 32

// secret is the text of a code or a token, and what is kept of it.
type secret struct {
	text [43]byte // of secretBytes in base64url, unpadded
	key  digest
}

// newSecret makes a code or a token. RFC 6749 section 10.10: the chance of
// guessing one MUST be at most 2^-128 and SHOULD be at most 2^-160; 32 bytes
// make it 2^-256. The next one overwrites it.
func (n *Node) newSecret(unguessable Rule) (*secret, error) {
	if !n.obeys(unguessable) {
		n.counted++
		copy(n.secret.text[:], fmt.Sprintf("token-%037d", n.counted))
		n.secret.key = digestOf(n.secret.text[:])
		return &n.secret, nil
	}
	if len(n.stock) == 0 {
		select {
		case n.stock = <-n.supply:
		default:
			return &n.secret, n.entropy.draw(&n.secret)
		}
	}
	// RFC 6819 section 5.1.4.1.3: of what was handed out only the hash is kept.
	n.secret, n.stock[0] = n.stock[0], secret{}
	n.stock = n.stock[1:]
	return &n.secret, nil
}

// entropy draws secrets from a source of random bytes.
type entropy struct {
	source io.Reader
	bytes  [secretBytes]byte // the latest ones
}

func newEntropy() entropy {
	return entropy{source: bufio.NewReaderSize(rand.Reader, 32*secretBytes)}
}

// draw makes a secret. Unpadded base64url keeps to the alphabet [A-Za-z0-9_-].
func (e *entropy) draw(s *secret) error {
	if _, err := io.ReadFull(e.source, e.bytes[:]); err != nil {
		return fmt.Errorf("read entropy: %w", err)
	}
	base64.RawURLEncoding.Encode(s.text[:], e.bytes[:])
	s.key = digestOf(s.text[:])
	return nil
}

// drawAhead makes secrets before there is a request for them, beside the node
// that serves others, until done is closed.
func drawAhead(supply chan<- []secret, done <-chan struct{}) {
	for e := newEntropy(); ; {
		stock := make([]secret, 256)
		for i := range stock {
			if e.draw(&stock[i]) != nil {
				return // the node draws its own, and says what is wrong
			}
		}
		select {
		case supply <- stock:
		case <-done:
			return
		}
	}
}
