package api_test

import (
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
)

// TestAttachment stores a signed letter, finds it again and reads it; a replay stores no second one, and the same key with
// other words about the same file is refused.
func TestAttachment(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	created := w.do("POST", "/v1/handoffs", key, record(t, usRecord)).is(http.StatusCreated)
	offer := "/v1/offers/" + string(read[desk.Result](created).Offer)
	papers := offer + "/attachments"
	w.do("POST", offer+"/issue", key, "", "If-Match", created.Header().Get("ETag")).is(http.StatusOK)
	pdf := []string{"Content-Type", "application/pdf", "Idempotency-Key", "one"}
	target := papers + "?kind=signed_letter&provider=example-sign&reference=env-8f0c&signed_at=2026-11-20T10:00:00-08:00"
	first := w.do("POST", target, key, "%PDF-1.7 signed", pdf...).is(http.StatusCreated)
	a := read[desk.Result](first).Attachment
	if a == nil || first.Header().Get("Location") != papers+"/"+a.ID || a.External == nil || a.External.Reference != "env-8f0c" || a.Signed == nil {
		t.Fatalf("%s %s", first.Header().Get("Location"), first.Body)
	}
	again := w.do("POST", target, key, "%PDF-1.7 signed", pdf...).is(http.StatusCreated)
	if again.Body.String() != first.Body.String() || again.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("%s\n%s", first.Body, again.Body)
	}
	w.do("POST", papers+"?kind=other", key, "%PDF-1.7 signed", pdf...).refused(http.StatusUnprocessableEntity, fault.CodeKeyReused)
	list := read[struct{ Attachments []desk.Attachment }](w.do("GET", papers, key, "").is(http.StatusOK))
	if len(list.Attachments) != 1 || list.Attachments[0].ID != a.ID {
		t.Errorf("%+v", list)
	}
	file := w.do("GET", papers+"/"+a.ID, key, "").is(http.StatusOK)
	if h := file.Header(); file.Body.String() != "%PDF-1.7 signed" || h.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment;") || h.Get("Repr-Digest") == "" {
		t.Errorf("%v %s", h, file.Body)
	}
	for name, row := range map[string]struct {
		query, media, body string
		status             int
		code               fault.Code
	}{
		"no kind":          {"", "application/pdf", "%PDF-1.7", http.StatusUnprocessableEntity, fault.CodeInvalidRequest},
		"an unknown kind":  {"?kind=selfie", "application/pdf", "%PDF-1.7", http.StatusBadRequest, fault.CodeBadParameter},
		"another media":    {"?kind=other", "text/html", "<html>", http.StatusUnsupportedMediaType, fault.CodeMediaType},
		"other bytes":      {"?kind=other", "image/png", "<html>", http.StatusUnprocessableEntity, fault.CodeInvalidRequest},
		"no zone":          {"?kind=other&signed_at=2026-11-20", "application/pdf", "%PDF-1.7", http.StatusBadRequest, fault.CodeBadParameter},
		"too large":        {"?kind=other", "application/pdf", "%PDF-1.7" + strings.Repeat("x", 10<<20), http.StatusRequestEntityTooLarge, fault.CodeTooLarge},
		"no letter so far": {"?kind=other&letter_version=9", "application/pdf", "%PDF-1.7", http.StatusUnprocessableEntity, fault.CodeInvalidRequest},
	} {
		t.Run(name, func(*testing.T) {
			w.do("POST", papers+row.query, key, row.body, "Content-Type", row.media).refused(row.status, row.code)
		})
	}
}
