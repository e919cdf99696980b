package console

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/auth"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// route is one page or one form.
type route struct {
	method    string
	path      string         // below Root
	operation auth.Operation // whose roles may see it; empty for every person who is signed in
	handle    func(context.Context, *Console, *call) (reply, error)
}

func (r route) pattern() string { return r.method + " " + Root + r.path }

// call is one request of somebody who is signed in.
type call struct {
	*http.Request
	signed auth.Signed
	by     actor.Actor
}

// reply is a page to draw, a place to go to, or bytes to send.
type reply struct {
	view    *view
	goTo    string
	bytes   []byte
	media   string
	file    string // what the bytes are saved as; empty shows them
	cookie  *http.Cookie
	partial string // with htmx: draw only this template of the page
}

// maxForm bounds what a form may send: a record and its words.
const maxForm = 2 << 20

// bound is how much the route's form may send: a paper that comes in may be larger than a form.
func (r route) bound() int64 {
	if r.operation == auth.AttachPaper {
		return answer.MaxPaper + maxForm
	}
	return maxForm
}

// serve admits a request and answers it.
func (c *Console) serve(r route) http.HandlerFunc {
	return c.plain(func(ctx context.Context, w http.ResponseWriter, req *http.Request) error {
		signed, err := c.signedIn(ctx, req)
		if fault.KindOf(err) == fault.Unauthenticated {
			return c.toSignIn(w, req)
		}
		if err != nil {
			return err
		}
		k := &call{Request: req, signed: signed, by: signed.Actor}
		if err := k.admit(w, r); err != nil {
			return c.refuse(w, k, err)
		}
		if r.method == http.MethodGet {
			ctx = onceEach(ctx)
		}
		a, err := r.handle(ctx, c, k)
		if err != nil {
			return c.refuse(w, k, err)
		}
		return c.send(w, k, a)
	})
}

// admit holds a request against its form's token and the table of permissions.
func (k *call) admit(w http.ResponseWriter, r route) error {
	if r.method == http.MethodPost {
		bound := r.bound()
		k.Body = http.MaxBytesReader(w, k.Body, bound)
		if err := k.ParseMultipartForm(bound); err != nil && !errors.Is(err, http.ErrNotMultipart) { // all of it stays in memory
			return fault.New(fault.TooLarge, fault.CodeTooLarge, wordTooLarge, bound>>20).Because(err)
		}
		if site := k.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" || !k.signed.Sent(k.PostFormValue("token")) {
			return fault.New(fault.Forbidden, fault.CodeForbidden, wordForeignForm)
		}
	}
	if r.operation == "" {
		return nil
	}
	p, ok := auth.Permit(r.operation)
	if !ok || !p.Allows(k.by) {
		return p.Forbidden()
	}
	return nil
}

// may says whether the person's roles allow an operation: what is not allowed is not offered.
func (k *call) may(o auth.Operation) bool {
	p, ok := auth.Permit(o)
	return ok && p.Allows(k.by)
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// offer reads the offer that the path names.
func (k *call) offer() (offer.ID, error) {
	id := k.PathValue("offer")
	if !uuidForm.MatchString(id) {
		return "", store.ErrNotFound
	}
	return offer.ID(id), nil
}

// letter reads the offer and the letter version that the path names.
func (k *call) letter() (offer.ID, int, error) {
	id, err := k.offer()
	if err != nil {
		return "", 0, err
	}
	n, err := strconv.Atoi(k.PathValue("letter"))
	if err != nil || n < 1 {
		return "", 0, store.ErrNotFound
	}
	return id, n, nil
}

// revision reads the revision that a form was made at.
func (k *call) revision() (int64, error) {
	n, err := strconv.ParseInt(k.PostFormValue("revision"), 10, 64)
	if err != nil {
		return 0, fault.New(fault.Unreadable, fault.CodeBadParameter, wordNoRevision)
	}
	return n, nil
}

// text reads one value of a form.
func (k *call) text(name string) string { return strings.TrimSpace(k.PostFormValue(name)) }

// partialWanted says whether htmx asks for a part of the page.
func (k *call) partialWanted() bool { return k.Header.Get("HX-Request") == "true" }

// plain wraps what every request needs: a deadline, a slot, one line in the log, and a page when it panics or fails.
func (c *Console) plain(handle func(context.Context, http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		start := time.Now() // measures a duration; no rule reads it
		ctx, cancel := context.WithTimeout(r.Context(), c.Deadline)
		defer cancel()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		err := c.guarded(ctx, rec, r, handle)
		if err != nil && !rec.wrote {
			rec.WriteHeader(http.StatusInternalServerError)
			_, _ = rec.Write([]byte(wordBroken))
		}
		c.note(ctx, r, rec.status, time.Since(start), err)
	}
}

func (c *Console) guarded(ctx context.Context, w http.ResponseWriter, r *http.Request, handle func(context.Context, http.ResponseWriter, *http.Request) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	leave, err := c.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return handle(ctx, w, r)
}

// note writes one line: the route and never an address with an id or a word that somebody searched for.
func (c *Console) note(ctx context.Context, r *http.Request, status int, took time.Duration, err error) {
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Int("status", status), slog.Duration("duration", took),
	}
	level := slog.LevelInfo
	if err != nil || status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	if err != nil {
		attrs = append(attrs, slog.String("type", fmt.Sprintf("%T", err)), slog.String("cause", causeOf(err)))
	}
	c.Log.LogAttrs(ctx, level, "page", attrs...)
}

// causeOf is the private cause of a failure, cut: what stands in quotes is left out, since drivers repeat values there.
func causeOf(err error) string {
	text := err.Error()
	var e *fault.Error
	if errors.As(err, &e) && errors.Unwrap(e) != nil {
		text = e.Message + ": " + errors.Unwrap(e).Error()
	}
	text = quoted.ReplaceAllString(text, `"..."`)
	return text[:min(len(text), 500)]
}

var quoted = regexp.MustCompile("\"[^\"]*\"|'[^']*'|`[^`]*`")

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader keeps the status.
func (r *recorder) WriteHeader(status int) {
	r.status, r.wrote = status, true
	r.ResponseWriter.WriteHeader(status)
}

// Write marks the answer as begun.
func (r *recorder) Write(b []byte) (int, error) {
	r.wrote = true
	return r.ResponseWriter.Write(b)
}

// elsewhere sends the bare root to the first page, and says of everything else that it is not there.
func (c *Console) elsewhere(_ context.Context, w http.ResponseWriter, r *http.Request) error {
	if r.URL.Path == Root && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		http.Redirect(w, r, Root+"offers", http.StatusSeeOther)
		return nil
	}
	return c.draw(w, http.StatusNotFound, "problem", &view{Title: wordNotFoundTitle, Data: problem{Title: wordNotFoundTitle, Detail: wordNotFound}})
}

// back is a path within the console that a form names, or a default: never another place.
func back(path, otherwise string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, Root) || strings.Contains(u.Path, "\\") {
		return otherwise
	}
	return u.RequestURI()
}
