package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"strconv"
	"time"

	"verbatim/internal/event"
	"verbatim/internal/feed"
	"verbatim/internal/store"
	"verbatim/internal/store/sqlstore"
)

// exports give what is stored to other programs.
type exports struct {
	Events exportEvents `cmd:"" help:"Write every event, one a line, in the order of the log: without names, amounts and texts."`
}

// exportEvents writes the log of events.
type exportEvents struct {
	storage
	Format string `enum:"jsonl,csv" default:"jsonl" help:"jsonl: a JSON object a line; csv: a table, facts as JSON in its last column."`
	After  int64  `help:"Only events after this position, to go on from an earlier export."`
	Out    string `short:"o" type:"path" placeholder:"FILE" help:"Where to write; the standard output when not given."`
}

// exported is one line: an event with its place in the log.
type exported struct {
	Position int64  `json:"position"`
	Entity   string `json:"entity"`
	event.Event
}

// Run writes what has its position in the log; it gives positions itself where no server is running.
func (x exportEvents) Run(ctx context.Context, p process) (err error) {
	st, err := x.existing(ctx, p)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := sealNow(ctx, p, st); err != nil {
		return err
	}
	out := p.stdout
	if x.Out != "" {
		f, err := os.OpenFile(x.Out, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return usage("the output (-o) cannot be written: %s", err)
		}
		defer func() {
			if e := f.Close(); err == nil {
				err = e
			}
		}()
		out = f
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	if err := x.write(ctx, st, buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

// sealNow gives waiting events their positions; a running server does that by itself, and keeps doing it.
func sealNow(ctx context.Context, p process, st *sqlstore.Store) error {
	s := &feed.Sealer{Store: st, Holder: newID(), Now: p.now, Log: slog.New(slog.DiscardHandler)}
	return s.Step(ctx)
}

// exportPage is how many events are read at a time.
const exportPage = 1000

func (x exportEvents) write(ctx context.Context, log store.Feed, out io.Writer) error {
	var w eventWriter = newJSONLines(out)
	if x.Format == "csv" {
		w = newTable(out)
	}
	for after := x.After; ; {
		page, err := log.Feed(ctx, store.Scope{}, after, exportPage)
		if err != nil {
			return err
		}
		for _, e := range page {
			if err := w.add(exported{Position: e.Position, Entity: string(e.Entity), Event: e.Event}); err != nil {
				return err
			}
			after = e.Position
		}
		if len(page) < exportPage {
			return w.end()
		}
	}
}

// eventWriter writes events in one form.
type eventWriter interface {
	add(exported) error
	end() error
}

type jsonLines struct{ *json.Encoder }

func newJSONLines(out io.Writer) jsonLines {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return jsonLines{e}
}

func (j jsonLines) add(e exported) error { return j.Encode(e) }
func (jsonLines) end() error             { return nil }

type table struct{ *csv.Writer }

func newTable(out io.Writer) table {
	w := csv.NewWriter(out)
	_ = w.Write([]string{ // end gives the error
		"position", "offer_id", "entity", "sequence", "type", "at", "recorded_at", "actor", "from", "to", "letter_version", "facts",
	})
	return table{w}
}

func (t table) add(e exported) error {
	return t.Write([]string{
		strconv.FormatInt(e.Position, 10), e.Offer, e.Entity, strconv.FormatInt(e.Sequence, 10), string(e.Type), e.At.Format(time.RFC3339Nano),
		e.Recorded.Format(time.RFC3339Nano), string(e.Actor), e.From, e.To, strconv.Itoa(e.Letter), string(e.Facts),
	})
}

func (t table) end() error {
	t.Flush()
	return t.Error()
}
