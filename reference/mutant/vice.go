package mutant

// heard makes a vice for the requests of a type.
func heard(kind string, vice func(*turn)) func(*turn) {
	return func(t *turn) {
		if t.ask != nil && t.asked("type") == kind {
			vice(t)
		}
	}
}

// on makes a vice for the replies of a type.
func on(kind string, vice func(*turn)) func(*turn) {
	return func(t *turn) {
		if t.kind() == kind {
			vice(t)
		}
	}
}

// refusing makes a vice that says no too often: to requests of a type that a
// right node serves.
func refusing(success, name string, when func(*turn) bool) func(*turn) {
	return on(success, func(t *turn) {
		if when(t) {
			t.refuse(22, name)
		}
	})
}

// both makes one vice of two.
func both(first, second func(*turn)) func(*turn) {
	return func(t *turn) {
		first(t)
		second(t)
	}
}

// answer replaces the body of the reply.
func (t *turn) answer(body map[string]any) {
	if id, given := t.body["in_reply_to"]; given {
		body["in_reply_to"] = id
	}
	t.body, t.envelope["body"] = body, body
}
