package api_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
)

// lowered takes 5,000 off the example's sign-on bonus.
const lowered = `{"amendments":[{"id":"a1","op":"set","term":"/terms/one_time_payments/sign_on/size",` +
	`"expect":{"type":"amount","amount":"20000","currency":"USD"},"value":{"type":"amount","amount":"15000","currency":"USD"},` +
	`"reason_code":"policy","reason":"band limit"}]}`

// TestRedlinesShowWhatCameAndWent compares a revised letter with the one before, with what was said, and with the
// standard wording, in every form.
func TestRedlinesShowWhatCameAndWent(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	first := w.do("POST", "/v1/handoffs", key, record(t, usRecord)).is(http.StatusCreated)
	offer := "/v1/offers/" + string(read[desk.Result](first).Offer)
	w.do("POST", offer+"/letters", key, lowered, "If-Match", first.Header().Get("ETag")).is(http.StatusCreated)
	second := offer + "/letters/2"
	for _, against := range []string{"1", "verbal"} {
		r := read[desk.Redline](w.do("GET", second+"/redline?against="+against, key, "").is(http.StatusOK))
		if gone, came := edited(r, letter.Delete), edited(r, letter.Insert); !strings.Contains(gone, "$20,000") || !strings.Contains(came, "$15,000") || strings.Contains(came, "187,431") {
			t.Errorf("against %s: gone %q, came %q", against, gone, came)
		}
	}
	r := read[desk.Redline](w.do("GET", second+"/redline?against=standard&document=letter", key, "").is(http.StatusOK))
	if gone, came := edited(r, letter.Delete), edited(r, letter.Insert); gone != "" || came != "" || len(r.Blocks) == 0 {
		t.Errorf("the letter is in standard wording, yet gone %q, came %q", gone, came)
	}
	for form, start := range map[string]string{"pdf": "%PDF-1.7", "html": "<!DOCTYPE html>", "text": "", "docx": "PK", "json": "{"} {
		a := w.do("GET", second+"/redline?against=1&format="+form, key, "").is(http.StatusOK)
		if !strings.HasPrefix(a.Body.String(), start) {
			t.Errorf("%s begins with %.20q", form, a.Body)
		}
		if form == "docx" {
			if doc := unzipped(t, a.Body.Bytes(), "word/document.xml"); !strings.Contains(doc, "<w:del ") || !strings.Contains(doc, "<w:ins ") {
				t.Error("the word processor's file tracks no changes")
			}
		}
	}
	for _, query := range []string{"", "?against=said", "?against=0", "?against=1&format=rtf"} {
		w.do("GET", second+"/redline"+query, key, "").refused(http.StatusBadRequest, fault.CodeBadParameter)
	}
	w.do("GET", second+"/redline?against=3", key, "").refused(http.StatusNotFound, fault.CodeNotFound)
}

// edited joins what came, or what went.
func edited(r desk.Redline, op letter.Op) string {
	var b strings.Builder
	for _, block := range r.Blocks {
		for _, e := range block.Edits {
			if e.Op == op {
				b.WriteString(e.Text + " | ")
			}
		}
	}
	return b.String()
}

func unzipped(t *testing.T, raw []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMarkedCopiesAreNotTheLetter wants a copy to be another file, never stored, and the letter to stay as it is.
func TestMarkedCopiesAreNotTheLetter(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	r := read[desk.Result](w.do("POST", "/v1/handoffs", key, record(t, usRecord)).is(http.StatusCreated))
	path := "/v1/offers/" + string(r.Offer) + "/letters/1"
	marked := w.do("GET", path+"/pdf?copy=marked", key, "").is(http.StatusOK)
	if digest.Of(marked.Body.Bytes()) == r.Letter.PDF || !strings.HasPrefix(marked.Body.String(), "%PDF-1.7") {
		t.Error("the copy is the letter")
	}
	if bytes.Contains(marked.Body.Bytes(), []byte("EmbeddedFile")) {
		t.Error("a copy carries terms as if it were the letter")
	}
	if clean := w.do("GET", path+"/pdf", key, "").is(http.StatusOK); digest.Of(clean.Body.Bytes()) != r.Letter.PDF {
		t.Error("the letter is another now")
	}
	w.do("GET", path+"/pdf?copy=clean", key, "").refused(http.StatusBadRequest, fault.CodeBadParameter)
	if doc := unzipped(t, w.do("GET", path+"/docx", key, "").is(http.StatusOK).Body.Bytes(), "word/document.xml"); !strings.Contains(doc, "187,431") {
		t.Error("the word processor's file does not hold the pay")
	}
}

// TestVerifyOverHTTP sends a letter back as it is, changed, and something else.
func TestVerifyOverHTTP(t *testing.T) {
	w := newWorld(t)
	key := w.key("Robin", nil, actor.HROps)
	r := read[desk.Result](w.do("POST", "/v1/handoffs", key, record(t, usRecord)).is(http.StatusCreated))
	path := "/v1/offers/" + string(r.Offer) + "/letters/1"
	pdf := w.do("GET", path+"/pdf", key, "").is(http.StatusOK).Body.String()
	verify := func(body string) desk.Verification {
		return read[desk.Verification](w.do("POST", "/v1/verify", key, body, "Content-Type", "application/pdf").is(http.StatusOK))
	}
	if v := verify(pdf); !v.Known || !v.Unaltered || v.Terms != desk.TermsEqual || v.Letter.Offer != r.Offer {
		t.Errorf("%+v", v)
	}
	if v := verify(pdf + " "); !v.Known || v.Unaltered {
		t.Errorf("%+v", v)
	}
	marked := w.do("GET", path+"/pdf?copy=marked", key, "").is(http.StatusOK).Body.String()
	if v := verify(marked); !v.Known || v.Unaltered || v.Terms != desk.TermsMissing {
		t.Errorf("a marked copy: %+v", v)
	}
	w.do("POST", "/v1/verify", key, "no PDF", "Content-Type", "application/pdf").refused(http.StatusBadRequest, fault.CodeUnreadable)
	w.do("POST", "/v1/verify", key, "{}").refused(http.StatusUnsupportedMediaType, fault.CodeMediaType)
	w.do("POST", "/v1/verify", key, pdf+strings.Repeat(" ", desk.MaxVerified), "Content-Type", "application/pdf").refused(http.StatusRequestEntityTooLarge, fault.CodeTooLarge)
	var lock struct{ Redraws bool }
	if lock = read[struct{ Redraws bool }](w.do("GET", path+"/lock", key, "").is(http.StatusOK)); !lock.Redraws {
		t.Error("the renderer that drew the letter would not draw it again")
	}
}
