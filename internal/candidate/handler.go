package candidate

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/store"
)

//go:embed page.css
var files embed.FS

// Config is what the pages are made of.
type Config struct {
	Desk     *desk.Service
	Fragment func(letter.Document) ([]byte, error) // the letter as an article element
	Now      func() time.Time
	NewID    func() string
	Log      *slog.Logger
}

// pages answers requests below /o/.
type pages struct {
	Config
	reads, answers limiter
}

// maxForm is how large the body of an answer may be, in bytes.
const maxForm = 64 << 10

// New makes the handler of everything below /o/.
func New(c Config) http.Handler {
	p := &pages{Config: c, reads: limiter{most: 240}, answers: limiter{most: 30}}
	mux := http.NewServeMux()
	routes := map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /o/page.css": p.style, "GET /o/{token}": p.read, "GET /o/{token}/letter.pdf": p.paper, "GET /o/{token}/certificate.pdf": p.certificate,
		"POST /o/{token}/accept": p.accept, "POST /o/{token}/decline": p.decline, "POST /o/{token}/ask": p.ask,
	}
	for pattern, do := range routes {
		mux.Handle(pattern, p.guard(pattern, do))
	}
	mux.Handle("/o/", p.guard("unmatched", func(http.ResponseWriter, *http.Request) error { return store.ErrNotFound }))
	return mux
}

// policy lets a page hold nothing but itself: its own style sheet, and forms that come back here.
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// guard sets what every answer carries, bounds the request, and logs it by its route.
func (p *pages) guard(route string, do func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now() // measures a duration; no rule reads it
		id := p.NewID()
		h := w.Header()
		for name, value := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
			"X-Robots-Tag": "noindex, nofollow, noarchive", "Strict-Transport-Security": "max-age=63072000", "X-Request-Id": id,
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			h.Set(name, value)
		}
		out := &recorder{ResponseWriter: w}
		ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
		defer cancel()
		r = r.WithContext(ctx)
		err := p.admit(out, r)
		if err == nil {
			err = do(out, r)
		}
		if err != nil {
			p.refuse(out, err)
		}
		attrs := []slog.Attr{slog.String("route", route), slog.Int("status", out.status), slog.Duration("duration", time.Since(start)), slog.String("request_id", id)}
		level := slog.LevelInfo
		if out.status >= http.StatusInternalServerError {
			level = slog.LevelError
			attrs = append(attrs, slog.String("cause", fmt.Sprint(causeOf(err))))
		}
		p.Log.LogAttrs(ctx, level, "candidate page", attrs...)
	})
}

// causeOf is the private side of an error; ours never name a person.
func causeOf(err error) error {
	var ours *fault.Error
	if errors.As(err, &ours) && errors.Unwrap(ours) != nil {
		return errors.Unwrap(ours)
	}
	return err
}

// recorder remembers the status that was answered.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
		r.ResponseWriter.WriteHeader(status)
	}
}

func (r *recorder) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.ResponseWriter.Write(b)
}

var (
	errTooMany = fault.New(fault.Limited, fault.CodeRateLimited, "That was too often: wait a minute and try again.")
	errForeign = fault.New(fault.Forbidden, fault.CodeForbidden, "The answer did not come from this page: open the link again and answer there.")
)

// admit bounds how often an address reads, how often a link is answered, and where an answer may come from.
func (p *pages) admit(w http.ResponseWriter, r *http.Request) error {
	if !p.reads.take(addressOf(r), p.Now()) {
		return errTooMany
	}
	if r.Method != http.MethodPost {
		return nil
	}
	token, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/o/"), "/")
	switch {
	case !p.answers.take(token, p.Now()):
		return errTooMany
	case !sameSite(r):
		return errForeign
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	return nil
}

// sameSite says whether a form was sent by our own page. What a browser says of where it comes from must be this server;
// whoever is no browser must know the token, which is in the path and in no other place.
func sameSite(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	origin := r.Header.Get("Origin")
	if origin == "" || origin == "null" { // our referrer policy makes older browsers send null
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}

// addressOf is the network address of the one who asks. Behind a proxy on this machine or in a private network it is the
// one that the proxy names last.
func addressOf(r *http.Request) string {
	host := hostOf(r.RemoteAddr)
	if forwarded := r.Header.Values("X-Forwarded-For"); len(forwarded) > 0 && isPrivate(host) {
		all := strings.Split(forwarded[len(forwarded)-1], ",")
		if last := strings.TrimSpace(all[len(all)-1]); isAddress(last) {
			return last
		}
	}
	return host
}

var tokenForm = regexp.MustCompile(`^[0-9a-f]{32,128}$`)

// open opens the link of a request.
func (p *pages) open(r *http.Request) (string, desk.Opening, error) {
	token := r.PathValue("token")
	if !tokenForm.MatchString(token) {
		return "", desk.Opening{}, store.ErrNotFound
	}
	x, err := p.Desk.Open(r.Context(), token)
	return token, x, err
}

func (p *pages) style(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	raw, err := files.ReadFile("page.css")
	if err != nil {
		return err
	}
	_, err = w.Write(raw)
	return err
}

func (p *pages) paper(w http.ResponseWriter, r *http.Request) error {
	_, x, err := p.open(r)
	if err != nil {
		return err
	}
	pdf, err := p.Desk.PaperOf(r.Context(), x, r.URL.Query().Get("document"))
	if err != nil {
		return err
	}
	return sendPDF(w, pdf, fmt.Sprintf("letter-%d.pdf", x.Letter.Number))
}

func sendPDF(w http.ResponseWriter, pdf []byte, name string) error {
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `inline; filename="`+name+`"`)
	_, err := w.Write(pdf)
	return err
}

func (p *pages) read(w http.ResponseWriter, r *http.Request) error {
	token, x, err := p.open(r)
	if err != nil {
		return err
	}
	return p.show(w, http.StatusOK, token, x, given{})
}

// refuse says in words what went wrong. There is no bare 404: whoever holds a link that leads nowhere is told what to do.
func (p *pages) refuse(w http.ResponseWriter, err error) {
	status, words := http.StatusInternalServerError, refusals["broken"]
	switch fault.KindOf(err) {
	case fault.NotFound:
		status, words = http.StatusNotFound, refusals["unknown"]
	case fault.Limited:
		status, words = http.StatusTooManyRequests, refusals["often"]
		w.Header().Set("Retry-After", "60")
	case fault.Forbidden:
		status, words = http.StatusForbidden, refusals["foreign"]
	case fault.Conflict, fault.Stale:
		status, words = http.StatusConflict, refusals["changed"]
	case fault.Unavailable:
		status, words = http.StatusServiceUnavailable, refusals["busy"]
	case fault.Invalid, fault.TooLarge, fault.Unreadable:
		status, words = http.StatusUnprocessableEntity, refusals["unread"]
	}
	p.write(w, status, "plain", view{Title: words[0], Heading: words[0], Lead: words[1], Language: "en"})
}

func (p *pages) certificate(w http.ResponseWriter, r *http.Request) error {
	_, x, err := p.open(r)
	if err != nil {
		return err
	}
	if x.Evidence == nil {
		return store.ErrNotFound
	}
	pdf, err := p.Desk.Certificate(r.Context(), actor.Candidate(), x.Offer.ID)
	if err != nil {
		return err
	}
	return sendPDF(w, pdf, "certificate.pdf")
}
