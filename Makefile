# The two that a newcomer needs are run and test; README.md says so.
.PHONY: run test agree steps mutation build dist reference flakes bench bench-node trace lint golden fuzz

# The race detector needs cgo, and so a C compiler. Where there is none, Go
# itself sets CGO_ENABLED to 0, and the tests run without it.
RACE := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)
GREMLINS := github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME := 10s
COUNT := 10000
SEED := $(shell date +%s)

# Judges the built-in reference node: what success looks like.
run: build
	bin/flowcheck run

# The matrices of nodes and mutants run without it, in the second command: it
# makes them five times as long. Some nodes make them wait, so that more of them
# run at once than there are cores. Collecting garbage was a fifth of their work:
# with GOGC they take more memory instead. All other tests run in full in the first.
LONG := ^Test(TheMatrixOfMutants|EachMistakeGetsItsHintFirst|TheRightNodesOfAllProfilesGetNoHint|WithoutAnAssertionSomeMutantSurvives|$\
  EachMutantOfAnOptInProfileIsFoundAndExplainedFirstByTheRequirementThatItNames|TheExampleNodesConform|TheOddNodesConform|$\
  ARunOfAnExampleAndItsTranscriptsAreJudgedAlike|GeneratedTracesAreJudgedAlikeByTheStream|TheTwoNodesAgree|$\
  TheConversationsFindEveryRuleLeftOut)$$
# A program with the race detector sleeps for a second as it ends, in case that
# something still races; the tests start hundreds of nodes which are such
# programs. What go vet has said already, go test need not find again.
test: export GORACE := atexit_sleep_ms=0 $(GORACE)
test:
	go vet ./...
	go test -vet=off $(RACE) -short ./...
	GOGC=400 go test -vet=off -timeout 20m -parallel 4 -run '$(LONG)' ./runner ./reference

# Has the reference and the whole node in Python hold COUNT random conversations
# and compares what they say; each SEED gives others.
agree:
	go test ./reference -v -run TwoNodesAgree -timeout 30m -args -agree.count=$(COUNT) -agree.seed=$(SEED)

# Drops every assertion of the features in turn, and demands that some mutant
# then survives, or that the step is in the list of the redundant ones. With
# FLAGS=-update it writes that list anew. make test takes a sample.
steps:
	go test ./runner -v -run TestWithoutAnAssertionSomeMutantSurvives -timeout 60m -args -steps $(FLAGS)

# Changes the source of reference/oauth in one place after the other, with the
# features as the only test: what lives is something that no scenario sees.
mutation:
	GOFLAGS=-count=1 go run $(GREMLINS) unleash --tags mutation --workers 1 --timeout-coefficient 12 --invert-logical --invert-loopctrl \
	  --invert-assignments --invert-bitwise --remove-self-assignments ./reference/oauth

# Go stamps the version of the checkout into the program.
build:
	go build -trimpath -o bin/ .

# Static programs for Linux, macOS and Windows, as archives in dist/ with
# their checksums.
dist:
	go run ./.ci/dist -vcs

# The reference node as a program of its own, bin/reference.
reference:
	go build -trimpath -o bin/ ./reference

# The suite itself is not flaky: REPEAT runs of the reference, and of the node
# of testdata/nodes that takes most time, while a loop keeps a core busy.
REPEAT := 50
flakes: build
	javac -d bin/java testdata/nodes/Oauth.java
	@while :; do :; done & busy=$$!; trap "kill $$busy" EXIT; set -x; \
	  bin/flowcheck run --quiet --profile all --repeat $(REPEAT) && \
	  bin/flowcheck run --quiet --repeat $(REPEAT) -- java -cp bin/java Oauth

# Holds the reference against the same node on encoding/json and maps, and on
# Maelstrom's Go library; a module of its own, for flowcheck needs no such thing.
bench-node: reference
	cd testdata/bench/node && go build -trimpath -o ../../../bin/bench/ ./...
	bin/bench/drive $(DRIVE) bin/reference bin/bench/plain bin/bench/maelstrom

lint:
	@files=$$(gofmt -l .); test -z "$$files" || { echo "not gofmt'ed:" $$files; exit 1; }
	go vet ./... ./.ci/dist
	go vet -tags mutation ./reference/oauth
	go run $(STATICCHECK) ./... ./.ci/dist

# Rewrites the golden files; read the diff before you commit it.
golden:
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update -timeout 40m

# Every fuzz target for FUZZTIME.
fuzz:
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z]*' . | while IFS=: read -r file func; do \
	  go test "$$(dirname "$$file")" -run '^$$' -fuzz "^$${func#func }\$$" -fuzztime $(FUZZTIME) </dev/null || exit 1; \
	done

# Writes TRACE, recorded traffic that nobody recorded: 1,060,000 lines of every
# message type, 205 MB.
TRACE := trace.jsonl
trace:
	go run ./testdata/bench/trace $(TRACE)

# Measures validate beside other validators, which it installs where it can, and
# the two other hot paths; writes testdata/bench/speed.md and what README.md
# quotes of it. BIG=1 also judges 2 GB.
bench:
	PYTHONDONTWRITEBYTECODE=1 testdata/bench/run
	go test ./cli -run TestTheReadmeShowsTheSpeedThatWasMeasured -update
