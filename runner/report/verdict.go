package report

// ExitStatus is what a command that made this report ends with: 0 the node
// conforms, 1 it does not, 3 it could not be judged. A report that was cut
// off judges nothing. With a list of known failures, 0 also where nothing but
// these failed, and 1 also where a line of the list needs mending.
func (r Report) ExitStatus() int {
	switch {
	case !r.Complete:
		return 3
	case len(r.mends()) > 0:
		return 1
	case r.Known != nil && r.Verdict == DoesNotConform && r.known() == r.count(Failed):
		if r.count(Broken) > 0 {
			return 3
		}
		return 0
	case r.Verdict == Conforms:
		return 0
	case r.Verdict == DoesNotConform:
		return 1
	}
	return 3
}

// requirement finds a requirement by its ID; a stranger has its ID only.
func (r Report) requirement(id string) Requirement {
	for _, q := range r.Requirements {
		if q.ID == id {
			return q
		}
	}
	return Requirement{ID: id}
}

// count is how many requirements have this status.
func (r Report) count(s Status) int {
	n := 0
	for _, q := range r.Requirements {
		if q.Status == s {
			n++
		}
	}
	return n
}
