package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"verbatim/internal/api"
	"verbatim/internal/auth"
	"verbatim/internal/console"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/store/sqlstore"
	"verbatim/schemas"
	"verbatim/templates"
)

// serve answers HTTP until it is told to stop.
type serve struct {
	storage
	wording
	logging
	work
	answers
	limits
	Addr         string `setting:"VERBATIM_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one; 127.0.0.1:8080 when not given."`
	Migrate      bool   `help:"Bring a PostgreSQL database to this program's version first."`
	Adopt        string `setting:"VERBATIM_ADOPT" enum:",all" default:"" placeholder:"all" help:"all puts new versions of wording and rules that come with this start in force; otherwise they are only offered once the database has a library."`
	AdoptOwn     bool   `setting:"VERBATIM_ADOPT_OWN" help:"Whoever published a version of wording or rules may put it in force too: for teams of one lawyer. The library's history and GET /v1/library show it."`
	AdminKey     secret `setting:"VERBATIM_ADMIN_KEY" placeholder:"KEY" help:"The admin key, as vb_PREFIX_SECRET. Without it the first start makes one and prints it, once."`
	ShowAdminKey bool   `help:"Print the admin key that was given, for a server of one's own."`
	First        record `placeholder:"FILE" help:"A handoff record that the server sends to itself over HTTP as soon as it listens."`
	FirstPDF     string `name:"first-pdf" placeholder:"FILE" help:"Where the letter of --first goes."`
}

// drain is how long open requests may take to end once the server is told to stop.
const drain = 8 * time.Second

// Run opens everything, listens, and serves until ctx ends. Being told to stop before it serves is no failure either.
func (s serve) Run(ctx context.Context, p process) error {
	err := s.start(ctx, p)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (s serve) start(ctx context.Context, p process) error {
	log := s.logger(p.stderr)
	known, err := library.Prepared(templates.Known)
	if err != nil {
		return err
	}
	d, err := deskOn(p, library.NewHolder(known), s.typefaces) // adoptLibrary fills it
	if err != nil {
		return err
	}
	st, err := s.storage.open(ctx, p, s.Migrate)
	if err != nil {
		return err
	}
	defer closeStore(st, log)
	d.Store, d.AdoptOwn = console.ReadOnce(st), s.AdoptOwn
	if err := s.adoptLibrary(ctx, d); err != nil {
		return err
	}
	keys := newAuth(p, st)
	shown, err := keys.FirstKey(ctx, string(s.AdminKey))
	if err != nil {
		return s.adminKeyFault(err)
	}
	end, err := s.begin(ctx, p, st, d, log)
	if err != nil {
		return err
	}
	defer end()
	return s.listen(ctx, p, log, parts{desk: d, keys: keys, store: st, key: shown})
}

// parts is what a server is put together from.
type parts struct {
	desk  *desk.Service
	keys  *auth.Service
	store *sqlstore.Store
	key   string // the admin key that was made just now; empty when there was one
}

func closeStore(st *sqlstore.Store, log *slog.Logger) {
	if err := st.Close(); err != nil {
		log.Error("the database was not closed well", "cause", err)
	}
}

// adminKeyFault names the setting that is at fault.
func (s serve) adminKeyFault(err error) error {
	if s.AdminKey != "" && fault.KindOf(err) != fault.Internal && fault.KindOf(err) != fault.Unavailable {
		return usage("the admin key (--admin-key, VERBATIM_ADMIN_KEY): %s", err)
	}
	return err
}

// listen takes the address, starts to serve, says where, and stops when ctx ends.
func (s serve) listen(ctx context.Context, p process, log *slog.Logger, made parts) error {
	var stopping atomic.Bool
	handler, err := s.handler(p, log, made, &stopping)
	if err != nil {
		return err
	}
	if handler, err = s.withConsole(p, log, made, handler); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return s.cannotListen(err)
	}
	server := api.Server(s.Addr, withPages(p, made, log, handler))
	server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug) // it names peers' addresses
	url := "http://" + listener.Addr().String()
	if made.desk.Candidates, err = s.answers.candidates(s.storage, url); err != nil {
		return errors.Join(err, listener.Close())
	}
	mails, err := s.answers.mailer()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer runClock(ctx, p, made, mails, log)()
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	debug.SetGCPercent(usual)
	s.greet(p, url, made.key)
	if s.First != "" {
		s.sendFirst(ctx, p, url, made)
	}
	select {
	case err := <-ended:
		return fmt.Errorf("the server stopped by itself: %w", err)
	case <-ctx.Done():
	}
	stopping.Store(true)
	log.Info("stopping: open requests are answered first")
	return stop(server)
}

func (s serve) handler(p process, log *slog.Logger, made parts, stopping *atomic.Bool) (http.Handler, error) {
	c, err := s.limits.into(api.Config{
		Desk: made.desk, Auth: made.keys, Claims: made.store, Hooks: s.hooks(p, made.store), Validator: made.desk.Validator, Schemas: schemas.Files,
		Now: p.now, NewID: newID, Log: log, Version: version,
		Ready: func(ctx context.Context) error {
			if stopping.Load() {
				return errors.New("the server is stopping")
			}
			return made.store.Ready(ctx)
		},
		Figures: []prometheus.Collector{figures{reports: made.store.Reports(), pools: made.store.Pools, now: p.now}},
	})
	if err != nil {
		return nil, err
	}
	return api.New(c)
}

// cannotListen says what to do about an address that cannot be had.
func (s serve) cannotListen(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return usage("another program listens on %s: stop it, or choose another address with --addr or VERBATIM_ADDR, such as 127.0.0.1:8081", s.Addr)
	}
	return usage("the address %s (--addr, VERBATIM_ADDR) cannot be listened on: %s", s.Addr, err)
}

// stop lets open requests end, and cuts those that do not.
func stop(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("some requests did not end in %s and were cut: %w", drain, errors.Join(err, server.Close()))
	}
	return nil
}

// greet says where the server is and, once, the key to come in with.
func (s serve) greet(p process, url, made string) {
	fmt.Fprintf(p.stdout, "Verbatim %s serves on %s\n", version, url)
	fmt.Fprintf(p.stdout, "  the console       %s/console/\n", url)
	fmt.Fprintf(p.stdout, "  what it answers   %s/openapi.json\n", url)
	fmt.Fprintf(p.stdout, "  whether it works  %s/readyz\n", url)
	switch {
	case made != "":
		fmt.Fprintf(p.stdout, "  admin key         %s\n                    (shown this once: keep it)\n", made)
	case s.ShowAdminKey && s.AdminKey != "":
		fmt.Fprintf(p.stdout, "  admin key         %s\n", string(s.AdminKey))
	}
}
