package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// oneAsking is how long the signals of one asking may be apart: timeout(1) sends
// its own to the program and then to the group of it, npm what the terminal sent
// already.
const oneAsking = 500 * time.Millisecond

// Interruptible is a context that ends when a signal asks the program to: at
// Ctrl-C, by SIGTERM, or as its terminal goes away, but for a program of nohup. The
// nodes are ended and the reports finished then; asked once more it dies at once.
func Interruptible() context.Context {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(asked, syscall.SIGHUP)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-asked
		cancel()
		time.AfterFunc(oneAsking, func() { signal.Stop(asked) })
	}()
	return ctx
}
