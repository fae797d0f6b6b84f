# The two that a newcomer needs are run and test; README.md says so.
.PHONY: run test agree build reference lint golden fuzz trace bench

# The race detector needs cgo, and so a C compiler. Where there is none, Go
# itself sets CGO_ENABLED to 0, and the tests run without it.
RACE := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME := 10s
COUNT := 10000
SEED := $(shell date +%s)

# Judges the built-in reference node: what success looks like.
run: build
	bin/flowcheck run

# The matrices of nodes and mutants run without it, in the second command: it
# makes them five times as long.
test:
	go vet ./...
	go test $(RACE) -short ./...
	go test -timeout 20m ./runner ./reference

# Has the reference and the whole node in Python hold COUNT random conversations
# and compares what they say; each SEED gives others.
agree:
	go test ./reference -v -run TwoNodesAgree -timeout 30m -args -agree.count=$(COUNT) -agree.seed=$(SEED)

# Go stamps the version of the checkout into the program.
build:
	go build -trimpath -o bin/ .

# The reference node as a program of its own, bin/reference.
reference:
	go build -trimpath -o bin/ ./reference

lint:
	@files=$$(gofmt -l .); test -z "$$files" || { echo "not gofmt'ed:" $$files; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

# Rewrites the golden files; read the diff before you commit it.
golden:
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

# Every fuzz target for FUZZTIME.
fuzz:
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z]*' . | while IFS=: read -r file func; do \
	  go test "$$(dirname "$$file")" -run '^$$' -fuzz "^$${func#func }\$$" -fuzztime $(FUZZTIME) </dev/null || exit 1; \
	done

# Writes TRACE, recorded traffic that nobody recorded: 1,060,000 lines of every
# message type, 205 MB.
TRACE := trace.jsonl
trace:
	go test ./runner/scan/trace -run TestWriteATrace -args -out $(abspath $(TRACE))

# Measures validate beside other validators, which it installs where it can.
bench:
	testdata/bench/run
