package main

import (
	"context"
	"log/slog"
	"sync"

	"verbatim/internal/feed"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
)

// work is what a server does besides answering.
type work struct {
	Checkpoints string `setting:"VERBATIM_CHECKPOINTS" type:"path" placeholder:"FILE" help:"Append every checkpoint of the log of events to this file: keep it where nobody who can change the database can, and give it to verify --all --anchor."`
}

// begin starts the work, under an id that is this process's own; the function it gives ends the work and waits for it.
func (w work) begin(ctx context.Context, p process, st *sqlstore.Store, log *slog.Logger) (end func(), err error) {
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
	return func() {
		cancel()
		running.Wait()
		closing()
	}, nil
}
