package main

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/feed"
	"verbatim/internal/hook"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
)

// work is what a server does besides answering.
type work struct {
	LoopbackHooks bool   `name:"allow-loopback-webhooks" setting:"VERBATIM_ALLOW_LOOPBACK_WEBHOOKS" help:"Let webhooks lead to this machine, without TLS too: for trying them out."`
	Checkpoints   string `setting:"VERBATIM_CHECKPOINTS" type:"path" placeholder:"FILE" help:"Append every checkpoint of the log of events to this file: keep it where nobody who can change the database can, and give it to verify --all --anchor."`
}

// begin starts the work, under an id that is this process's own; the function it gives ends the work and waits for it.
func (w work) begin(ctx context.Context, p process, st *sqlstore.Store, d *desk.Service, log *slog.Logger) (end func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	sealer := &feed.Sealer{Store: st, Holder: newID(), Now: p.now, Log: log}
	closing := func() {}
	if w.Checkpoints != "" {
		anchor, err := feed.OpenAnchor(w.Checkpoints)
		if err != nil {
			cancel()
			return nil, usage("the file of checkpoints (--checkpoints, VERBATIM_CHECKPOINTS) cannot be opened: %s", err)
		}
		sealer.Publish = func(c store.Checkpoint) error { return anchor.Add(c) }
		closing = func() {
			if err := anchor.Close(); err != nil {
				log.Error("the file of checkpoints was not closed well", "cause", err)
			}
		}
	}
	var running sync.WaitGroup
	running.Go(func() { sealer.Run(ctx) })
	runner := &hook.Runner{Store: st, Sender: w.sender(p), Now: p.now, NewID: newID, Jitter: rand.Float64, Log: log}
	running.Go(func() { runner.Run(ctx) })
	upkeep := &feed.Upkeep{Store: st, Holder: newID(), Now: p.now, Log: log}
	running.Go(func() { upkeep.Run(ctx) })
	running.Go(func() { watchLibrary(ctx, d, log) })
	running.Go(func() { followLog(ctx, d, log) })
	return func() {
		cancel()
		running.Wait()
		closing()
	}, nil
}

// libraryWatch is how often a server looks whether another process has changed the library: one short query.
const libraryWatch = 2 * time.Second

// watchLibrary takes what other servers and the command line put in force. What cannot be read is not used: the server
// goes on with what it has and says so, once for each state.
func watchLibrary(ctx context.Context, d *desk.Service, log *slog.Logger) {
	tick := time.NewTicker(libraryWatch)
	defer tick.Stop()
	failed := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		before := d.Library.State()
		err := d.UseLibrary(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && err.Error() != failed:
			log.Error("the library in the database cannot be used: letters are still made of the one before", "cause", err)
			failed = err.Error()
		case err == nil && d.Library.State() != before:
			log.Info("the library has changed: letters are made of the new one from now on")
			failed = ""
		}
	}
}

// logFollowing is how often a server reads what the log has grown by, for numbers: what is asked for in between reads the rest.
const logFollowing = 10 * time.Second

// followLog reads the log from the start of the server on: of a hundred thousand offers that takes a while.
func followLog(ctx context.Context, d *desk.Service, log *slog.Logger) {
	tick := time.NewTicker(logFollowing)
	defer tick.Stop()
	failing := false
	for {
		err := d.FollowLog(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			log.Error("the log cannot be read for numbers", "cause", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// sender is what webhooks are sent by.
func (w work) sender(p process) *hook.Sender {
	return hook.NewSender(hook.NewDialer(w.LoopbackHooks), p.now)
}

// hooks keeps webhooks for the API.
func (w work) hooks(p process, st *sqlstore.Store) *hook.Service {
	return &hook.Service{Store: st, Sender: w.sender(p), Now: p.now, NewID: newID, Rand: p.rand, AllowLoopback: w.LoopbackHooks}
}
