package candidate_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"verbatim/internal/actor"
	"verbatim/internal/candidate"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/offer"
	"verbatim/internal/render"
	"verbatim/internal/schema"
	"verbatim/internal/seal"
	"verbatim/internal/store/sqlstore"
	"verbatim/migrations"
)

type drawer struct{ *render.Renderer }

func (d drawer) HTML(j desk.Job) ([]byte, error)     { return d.Renderer.HTML(render.Job(j)) }
func (d drawer) Text(j desk.Job) ([]byte, error)     { return d.Renderer.Text(render.Job(j)) }
func (d drawer) DOCX(j desk.Job) ([]byte, error)     { return d.Renderer.DOCX(render.Job(j)) }
func (d drawer) PDF(j desk.Job) ([]byte, int, error) { return d.Renderer.Draw(render.Job(j)) }
func (d drawer) Attached(pdf []byte) desk.Attached   { return desk.Attached(render.Salvage(pdf)) }

func (d drawer) Redline(j desk.Job) ([]letter.EditedBlock, error) {
	return d.Renderer.Redline(render.Job(j))
}

// office is a server's pages on a fresh database, with a clock that tests move.
type office struct {
	*testing.T
	desk  *desk.Service
	pages http.Handler
	clock time.Time
	log   *bytes.Buffer
	link  string // path of the candidate's link
	offer offer.ID
	pdf   digest.Digest
}

var staff = actor.Actor{ID: "robin", Name: "Robin", Roles: actor.Roles(), Via: "test"}

var loaded = sync.OnceValues(func() (*library.Snapshot, error) { return library.Load(os.DirFS("../../templates")) })

// newOffice issues the US example, with parts of its text replaced.
func newOffice(t *testing.T, replace ...string) *office {
	t.Helper()
	o := &office{T: t, clock: time.Date(2026, 11, 24, 18, 0, 0, 0, time.UTC), log: &bytes.Buffer{}}
	now := func() time.Time { return o.clock }
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	key, err := seal.NewInstallation(make([]byte, seal.KeySize))
	o.must(err)
	config := sqlstore.Config{File: filepath.Join(t.TempDir(), "v.db"), Migrations: migrations.FS, Installation: key, Now: now, AllowUnsafe: true}
	o.must(sqlstore.Migrate(t.Context(), config))
	st, err := sqlstore.Open(t.Context(), config)
	o.must(err)
	t.Cleanup(func() { o.must(st.Close()) })
	schemas, err := schema.Load(os.DirFS("../../schemas"))
	o.must(err)
	lib, err := loaded()
	o.must(err)
	draw, err := render.New(render.Options{})
	o.must(err)
	o.desk = &desk.Service{
		Store: st, Library: library.NewHolder(lib), Validator: schemas, Renderer: drawer{draw}, Now: now, NewID: newID,
		Candidates: desk.Candidates{URL: "https://offers.example", Token: func(id string) string { return key.Digest("link", id)[:48] }},
	}
	o.pages = candidate.New(candidate.Config{Desk: o.desk, Fragment: render.HTMLFragment, Now: now, NewID: newID, Log: slog.New(slog.NewTextHandler(o.log, nil))})
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-ca-engineer.json")
	o.must(err)
	r, err := o.desk.Receive(t.Context(), staff, []byte(strings.NewReplacer(replace...).Replace(string(raw))), nil)
	o.must(err)
	r, err = o.desk.Issue(t.Context(), staff, r.Offer, r.Revision, nil)
	o.must(err)
	o.link, o.offer, o.pdf = strings.TrimPrefix(r.Link.URL, "https://offers.example"), r.Offer, r.Letter.PDF
	return o
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// do sends one request; a form makes it a POST.
func (o *office) do(path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	o.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		r = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	o.pages.ServeHTTP(w, r)
	return w
}

// says fails unless the answer has this status and holds every text.
func (o *office) says(w *httptest.ResponseRecorder, status int, texts ...string) {
	o.Helper()
	if w.Code != status {
		o.Fatalf("status %d, want %d\n%s", w.Code, status, w.Body)
	}
	for _, text := range texts {
		if !strings.Contains(w.Body.String(), text) {
			o.Errorf("%q is not on the page\n%s", text, w.Body)
		}
	}
}

func (o *office) yes(change ...string) url.Values {
	f := url.Values{"name": {"ANA  ruíz"}, "agree": {"yes"}, "pdf_sha256": {string(o.pdf)}}
	for i := 0; i < len(change); i += 2 {
		f.Set(change[i], change[i+1])
	}
	return f
}

func (o *office) count(typ event.Type) (n int) {
	o.Helper()
	events, err := o.desk.Events(o.Context(), staff, o.offer, 0, 500)
	o.must(err)
	for _, e := range events {
		if e.Type == typ {
			n++
		}
	}
	return n
}

// TestReadAndAccept walks the candidate's way: read, get the file, accept, keep copy and certificate.
func TestReadAndAccept(t *testing.T) {
	o := newOffice(t)
	page := o.do(o.link, nil)
	o.says(page, 200, "Your offer from Acme Robotics, Inc.", "$185,000", "Answer by", "people@acme.example", `value="`+string(o.pdf)+`"`)
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex", "Content-Security-Policy": "default-src 'none'",
	} {
		if !strings.Contains(page.Header().Get(name), want) {
			t.Errorf("%s: %q", name, page.Header().Get(name))
		}
	}
	if outside := regexp.MustCompile(`(src|href|action)="(https?:|//)`).FindString(page.Body.String()); outside != "" || strings.Contains(page.Body.String(), "<script") {
		t.Errorf("the page loads from elsewhere, or has a script: %s", outside)
	}
	if pdf := o.do(o.link+"/letter.pdf", nil); digest.Of(pdf.Body.Bytes()) != o.pdf {
		t.Error("the file is not the letter")
	}
	o.do(o.link, nil)
	if n := o.count(event.LetterOpened); n != 1 {
		t.Errorf("opened %d times", n)
	}
	o.says(o.do(o.link+"/certificate.pdf", nil), 404)
	taken := o.do(o.link+"/accept", o.yes(), "Sec-Fetch-Site", "same-origin", "User-Agent", "Phone/1", "X-Forwarded-For", "6.6.6.6, 203.0.113.9")
	if taken.Code != http.StatusSeeOther || taken.Header().Get("Location") != o.link {
		t.Fatalf("%d %s", taken.Code, taken.Body)
	}
	kept, err := o.desk.Evidence(t.Context(), staff, o.offer)
	o.must(err)
	if kept.Name != "ANA  ruíz" || kept.Documents[0].PDF != o.pdf || kept.Agent != "Phone/1" || kept.OnBehalf || kept.ConsentDigest != digest.Of([]byte(kept.Consent)) || !kept.At.Equal(o.clock) {
		t.Errorf("%+v", kept)
	}
	o.says(o.do(o.link, nil), 200, "You have accepted", "ANA  ruíz", "certificate.pdf", "at 10:00")
	o.says(o.do(o.link+"/certificate.pdf", nil), 200, "%PDF-")
	o.says(o.do(o.link+"/accept", o.yes()), 409, "You have accepted")
	o.clock = o.clock.AddDate(0, 0, 89)
	o.says(o.do(o.link, nil), 200, "You have accepted")
	o.clock = o.clock.AddDate(1, 0, 0)
	o.says(o.do(o.link, nil), 200, "This link has ended")
	o.says(o.do(o.link+"/letter.pdf", nil), 409)
	for _, secret := range []string{strings.TrimPrefix(o.link, "/o/"), "Ana", "203.0.113.9", "ruiz", "185,000"} {
		if strings.Contains(o.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

// TestAmendmentIsSaid: the page of an amendment says which letter it changes, what changes, and what holds until then.
func TestAmendmentIsSaid(t *testing.T) {
	o := newOffice(t)
	o.do(o.link+"/accept", o.yes())
	base, err := o.desk.Offer(t.Context(), staff, o.offer)
	o.must(err)
	raw, err := os.ReadFile("../../schemas/handoff/examples/us-ca-engineer.json")
	o.must(err)
	kind := `"kind": "amendment", "amends": {"offer": "` + string(o.offer) + `", "letter": 1}`
	text := strings.NewReplacer(`"kind": "standard"`, kind, `"185000"`, `"195000"`).Replace(string(raw))
	r, err := o.desk.Amend(t.Context(), staff, o.offer, base.Revision, []byte(text), nil)
	o.must(err)
	r, err = o.desk.Issue(t.Context(), staff, r.Offer, r.Revision, nil)
	o.must(err)
	o.link, o.pdf = strings.TrimPrefix(r.Link.URL, "https://offers.example"), r.Letter.PDF
	page := o.do(o.link, nil)
	o.says(page, 200, "A change to what you agreed with Acme", "It changes letter 1, dated November", "which you accepted", "stays in force until you accept this one", "What changes", "$195,000", "it was $185,000")
	if strings.Contains(page.Body.String(), "Your offer from") {
		t.Error("the page calls a change an offer")
	}
	o.do(o.link+"/accept", o.yes())
	o.says(o.do(o.link, nil), 200, "You have accepted the change", "It has taken the place of letter 1")
}

func TestAnswersThatAreNotTaken(t *testing.T) {
	wet := []string{`"expires":`, `"signature": {"form": "wet_ink"}, "expires":`}
	rows := map[string]struct {
		replace []string
		form    []string
		headers []string
		status  int
		says    string
	}{
		"another name":      {nil, []string{"name", "Bob"}, nil, 422, "Capitals, accents and spaces do not matter"},
		"no name":           {nil, []string{"name", "  "}, nil, 422, "Type your name"},
		"no consent":        {nil, []string{"agree", ""}, nil, 422, "Tick this box"},
		"other bytes":       {nil, []string{"pdf_sha256", string(digest.Of(nil))}, nil, 409, "Your answer was not taken"},
		"from another site": {nil, nil, []string{"Sec-Fetch-Site", "cross-site"}, 403, "did not come from the page"},
		"of another origin": {nil, nil, []string{"Origin", "https://evil.example"}, 403, "did not come from the page"},
		"where ink counts":  {wet, nil, nil, 409, "Your answer was not taken"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, row.replace...)
			o.says(o.do(o.link+"/accept", o.yes(row.form...), row.headers...), row.status, row.says)
			if n := o.count(event.OfferAccepted); n != 0 {
				t.Error("it was accepted")
			}
		})
	}
}

func TestWetInkIsSaid(t *testing.T) {
	o := newOffice(t, `"expires":`, `"signature": {"form": "wet_ink"}, "expires":`)
	page := o.do(o.link, nil)
	o.says(page, 200, "a signature in ink on paper", "Decline the offer")
	if strings.Contains(page.Body.String(), `name="agree"`) {
		t.Error("the page offers to accept by a typed name")
	}
}

func TestDeclineAndAsk(t *testing.T) {
	o := newOffice(t)
	o.says(o.do(o.link+"/ask", url.Values{"ask": {" "}}), 422, "Write what you would like to change")
	o.says(o.do(o.link+"/ask", url.Values{"ask": {"Start in March?"}}), 303)
	o.says(o.do(o.link, nil), 200, "You have asked for other terms", "Accept the offer")
	o.says(o.do(o.link+"/decline", url.Values{"reason": {"location"}, "comment": {"too far"}}), 303)
	o.says(o.do(o.link, nil), 200, "You have declined", "people@acme.example")
	kept, err := o.desk.Evidence(t.Context(), staff, o.offer)
	o.must(err)
	if kept.Comment != "too far" || kept.OnBehalf {
		t.Errorf("%+v", kept)
	}
}

// TestDeadEndsSayWhatHappened: no link leads to a bare 404, and none that is over shows the letter.
func TestDeadEndsSayWhatHappened(t *testing.T) {
	rows := map[string]struct {
		act  func(*office) error
		says string
	}{
		"expired": {func(o *office) error { o.clock = o.clock.AddDate(0, 1, 0); return nil }, "The time to answer is over"},
		"revoked": {func(o *office) error { _, err := o.desk.RevokeLink(o.Context(), staff, o.offer, nil); return err }, "This link was withdrawn"},
		"renewed": {func(o *office) error { _, err := o.desk.RenewLink(o.Context(), staff, o.offer, nil); return err }, "There is a newer link"},
		"rescinded": {func(o *office) error {
			x, err := o.desk.Offer(o.Context(), staff, o.offer)
			o.must(err)
			_, err = o.desk.Rescind(o.Context(), staff, o.offer, x.Revision, desk.Ending{ReasonCode: offer.EndBudget, Reason: "closed"}, nil)
			return err
		}, "has taken this offer back"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.must(row.act(o))
			page := o.do(o.link, nil)
			o.says(page, 200, row.says, "people@acme.example")
			if strings.Contains(page.Body.String(), "185,000") {
				t.Error("the letter is shown")
			}
			o.says(o.do(o.link+"/letter.pdf", nil), 409)
			if w := o.do(o.link+"/accept", o.yes()); w.Code != 409 {
				t.Errorf("accepting answers %d", w.Code)
			}
		})
	}
	o := newOffice(t)
	for _, path := range []string{"/o/" + strings.Repeat("0", 48), "/o/x", "/o/", o.link + "/other", o.link[:40]} {
		o.says(o.do(path, nil), 404, "This link leads nowhere")
	}
}

func TestTooOften(t *testing.T) {
	o := newOffice(t)
	last := 0
	for range 40 {
		last = o.do(o.link+"/accept", o.yes("name", "guess")).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the 40th guess answers %d", last)
	}
	o.clock = o.clock.Add(time.Minute)
	o.says(o.do(o.link+"/accept", o.yes()), 303)
}
