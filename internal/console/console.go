package console

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/hook"
)

// Root is the path below which every page stands.
const Root = "/console/"

// Config is what the console is made of.
type Config struct {
	Desk     *desk.Service
	Auth     *auth.Service
	Hooks    *hook.Service // webhooks, for the settings
	Now      func() time.Time
	NewID    func() string // UUIDv7
	Log      *slog.Logger
	Deadline time.Duration // how long one page may work; 20 s
	Slots    int           // pages worked on at once; 16
}

// Console answers the pages.
type Console struct {
	Config
	pages  pages
	assets fs.FS
	slots  chan struct{}
	names  names
}

//go:embed static
var static embed.FS

// New makes the handler of everything below Root. It fails when a page cannot be read or a route names no operation.
func New(c Config) (http.Handler, error) {
	if c.Deadline == 0 {
		c.Deadline = 20 * time.Second
	}
	if c.Slots == 0 {
		c.Slots = 16
	}
	read, err := readPages()
	if err != nil {
		return nil, err
	}
	assets, err := fs.Sub(static, "static")
	if err != nil {
		return nil, err
	}
	console := &Console{Config: c, pages: read, assets: assets, slots: make(chan struct{}, c.Slots)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Root+"static/{file}", console.asset)
	mux.HandleFunc("GET "+Root+"sign-in", console.plain(console.signInPage))
	mux.HandleFunc("POST "+Root+"sign-in", console.plain(console.signIn))
	for _, r := range routes() {
		mux.HandleFunc(r.pattern(), console.serve(r))
	}
	mux.HandleFunc(Root, console.plain(console.elsewhere))
	return secure(mux), nil
}

// secure sets what every answer carries. The policy allows the console's own files and nothing else: no inline script or
// style, no other host.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "+
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("Strict-Transport-Security", "max-age=63072000")
		next.ServeHTTP(w, r)
	})
}

// enter takes a slot, so that pages do not starve each other of memory; it waits as long as the request lives.
func (c *Console) enter(ctx context.Context) (leave func(), err error) {
	select {
	case c.slots <- struct{}{}:
		return func() { <-c.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
