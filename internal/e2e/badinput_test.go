package e2e_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
)

// bad is a request body at fault and how it must be refused.
type bad struct {
	name    string
	body    func(t *testing.T, good []byte) []byte
	status  int
	code    string // of the problem
	fault   string // of one of its errors; empty when the problem says it all
	pointer string // of that error
}

// replaced gives the good record with a piece of its text replaced: for what no JSON writer would write.
func replaced(old, with string) func(*testing.T, []byte) []byte {
	return func(t *testing.T, good []byte) []byte {
		t.Helper()
		if !bytes.Contains(good, []byte(old)) {
			t.Fatalf("the example does not hold %s", old)
		}
		return bytes.Replace(good, []byte(old), []byte(with), 1)
	}
}

func badInputs() []bad {
	amount := `"amount": "185000"`
	return []bad{
		{"unknown field", replaced(`"at_will": true`, `"at_will": true, "at_wil": true`), 422, "invalid_record", "unknown_field", "/terms/termination/at_wil"},
		{"null", replaced(`"at_will": true`, `"at_will": null`), 422, "invalid_record", "null_value", "/terms/termination/at_will"},
		{"duplicate key", replaced(`"at_will": true`, `"at_will": true, "at_will": true`), 400, "duplicate_key", "duplicate_key", "/terms/termination/at_will"},
		{"wrong type", replaced(`"at_will": true`, `"at_will": "yes"`), 422, "invalid_record", "wrong_type", "/terms/termination/at_will"},
		{"float money", replaced(amount, `"amount": 185000.50`), 422, "invalid_record", "bad_amount", "/terms/base_pay/rate/amount"},
		{"unknown currency", replaced(`"currency": "USD", "per": "year"`, `"currency": "USX", "per": "year"`), 422, "invalid_record", "unknown_currency", "/terms/base_pay/rate/currency"},
		{"no such day", replaced(`"start": { "type": "after", "length": { "weeks": 4 }, "event": "acceptance" }`,
			`"start": { "type": "date", "date": "2026-02-30" }`), 422, "invalid_record", "bad_date", "/terms/start/date"},
		{"U+0000", replaced(`"full": "Ana Ruiz"`, `"full": "Ana\u0000Ruiz"`), 400, "nul_character", "nul_character", "/candidate/name/full"},
		{"invalid UTF-8", replaced(`"full": "Ana Ruiz"`, "\"full\": \"Ana \xff Ruiz\""), 400, "invalid_utf8", "", ""},
		{"a megabyte", func(_ *testing.T, good []byte) []byte { return append(good, bytes.Repeat([]byte(" "), 1<<20)...) }, 413, "too_large", "", ""},
		{"1,000 levels deep", func(*testing.T, []byte) []byte {
			return []byte(strings.Repeat(`{"terms":`, 1000) + `{}` + strings.Repeat(`}`, 1000))
		}, 400, "too_deep", "", ""},
		{"script that the font cannot draw", replaced(`"full": "Ana Ruiz"`, `"full": "ܐܢܐ ܪܘܝܙ"`), 422, "undrawable_character", "undrawable_character", "/candidate/name/full"},
		{"unknown entity", replaced(`"acme-us"`, `"acme-moon"`), 422, "invalid_record", "unknown_entity", "/employer/entity"},
		{"no JSON", func(*testing.T, []byte) []byte { return []byte("Dear Ana, we offer you") }, 400, "unreadable", "", ""},
		{"nothing", func(*testing.T, []byte) []byte { return []byte{} }, 400, "unreadable", "", ""},
	}
}

// TestBadInputIsRefused: each is a problem document that says where and what is allowed, nothing is stored, and the
// command line says the same with exit code 1.
func TestBadInputIsRefused(t *testing.T) {
	sequential(t)
	s := start(t, options{})
	good := example(t, "us-ca-engineer")
	for _, row := range badInputs() {
		t.Run(row.name, func(t *testing.T) {
			c := s.client
			c.t = t
			body := row.body(t, good)
			for _, path := range []string{"/v1/handoffs", "/v1/handoffs:preview", "/v1/handoffs:validate"} {
				if row.code == "undrawable_character" && strings.HasSuffix(path, "validate") {
					continue // the record is valid: a letter of it cannot be drawn
				}
				row.check(t, c.post(row.status, path, body))
			}
			row.checkCLI(t, body)
		})
	}
	if offers := s.get("/v1/offers").body; !bytes.Contains(offers, []byte(`"items":[]`)) {
		t.Errorf("something was stored: %s", offers)
	}
	if log := s.log.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "goroutine") || strings.Contains(log, "Ruiz") {
		t.Errorf("the log holds an error, a stack or a name:\n%s", log)
	}
}

func (row bad) check(t *testing.T, a answer) {
	t.Helper()
	if media := a.header.Get("Content-Type"); media != "application/problem+json" {
		t.Errorf("the refusal is %s", media)
	}
	p := read[problem](t, a)
	if p.Code != row.code || p.Detail == "" {
		t.Errorf("the problem is %s (%q), want %s", p.Code, p.Detail, row.code)
	}
	if row.fault == "" {
		return
	}
	for _, e := range p.Errors {
		if e.Code == row.fault && e.Pointer == row.pointer && e.Message != "" {
			return
		}
	}
	t.Errorf("no error is %s at %s:\n%s", row.fault, row.pointer, a.body)
}

func (row bad) checkCLI(t *testing.T, body []byte) {
	t.Helper()
	got := cli(t, body, "render", "-", "-o", t.TempDir()+"/letter.pdf")
	if got.code != 1 {
		t.Errorf("render exits with %d, want 1\n%s", got.code, got.stderr)
	}
	want := row.code
	if row.fault != "" {
		want = row.fault
	}
	if row.pointer != "" && (!strings.Contains(got.stderr, "["+want+"]") || !strings.Contains(got.stderr, row.pointer)) {
		t.Errorf("stderr does not name %s at %s:\n%s", want, row.pointer, got.stderr)
	}
	if strings.Contains(got.stderr, "goroutine ") {
		t.Errorf("a stack trace:\n%s", got.stderr)
	}
}

// TestRequestsAtFault: what is wrong with a request around its body.
func TestRequestsAtFault(t *testing.T) {
	s := start(t, options{})
	record := example(t, "us-ca-engineer")
	offer := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", record))
	rows := []struct {
		name, method, path string
		headers            []header
		body               []byte
		status             int
		code               string
	}{
		{"no key", "GET", "/v1/offers", []header{{"Authorization", ""}}, nil, 401, "unauthenticated"},
		{"wrong key", "GET", "/v1/offers", []header{{"Authorization", "Bearer " + strings.Replace(adminKey, "0", "1", 1)}}, nil, 401, "unauthenticated"},
		{"no such offer", "GET", "/v1/offers/00000000-0000-7000-8000-000000000009", nil, nil, 404, "not_found"},
		{"no such path", "GET", "/v1/handoffsXYZ", nil, nil, 404, "not_found"},
		{"no such method", "DELETE", "/v1/offers", nil, nil, 405, "method_not_allowed"},
		{"unknown query", "GET", "/v1/offers?colour=red", nil, nil, 400, "bad_parameter"},
		{"other media type", "POST", "/v1/handoffs", []header{{"Content-Type", "text/csv"}}, record, 415, "unsupported_media_type"},
		{"no If-Match", "POST", "/v1/offers/" + offer.Offer + "/issue", nil, nil, 428, "if_match_required"},
		{"old If-Match", "POST", "/v1/offers/" + offer.Offer + "/issue", []header{{"If-Match", `"r999"`}}, nil, 412, "stale_revision"},
		{"other record of a known source", "POST", "/v1/handoffs", nil, bytes.Replace(record, []byte("185000"), []byte("186000"), 1), 409, "source_exists"},
	}
	for _, row := range rows {
		got, err := s.send(row.method, row.path, row.body, row.headers...)
		if err != nil {
			t.Fatal(err)
		}
		if p := read[problem](t, got); got.status != row.status || p.Code != row.code {
			t.Errorf("%s: %d %s, want %d %s", row.name, got.status, p.Code, row.status, row.code)
		}
	}
}
