package e2e_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// issue issues the letter of a result and gives the candidate's link.
func (s *server) issue(t *testing.T, r result) string {
	t.Helper()
	a := s.post(http.StatusOK, "/v1/offers/"+r.Offer+"/issue", nil, header{"If-Match", `"r` + strconv.FormatInt(r.Revision, 10) + `"`})
	return read[struct {
		Link struct {
			URL string `json:"url"`
		} `json:"link"`
	}](t, a).Link.URL
}

// browse fetches a page of the candidate; a form is sent as a browser sends it, and followed.
func browse(t *testing.T, link string, form url.Values) (int, string) {
	t.Helper()
	var answer *http.Response
	var err error
	if form == nil {
		answer, err = http.Get(link)
	} else {
		answer, err = http.PostForm(link, form)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// TestFromLinkToEvidence: the candidate opens the link, accepts, and the bundle that comes of it is checked offline; one
// byte altered in any of its files is named.
func TestFromLinkToEvidence(t *testing.T) {
	for name, o := range map[string]options{"SQLite": {}, "PostgreSQL": postgres(t)} {
		t.Run(name, func(t *testing.T) {
			s := start(t, o)
			r := read[result](t, s.post(http.StatusCreated, "/v1/handoffs", example(t, "us-ca-engineer")))
			link := s.issue(t, r)
			if code, page := browse(t, link, nil); code != http.StatusOK || !strings.Contains(page, "Accept the offer") || !strings.Contains(page, r.Letter.PDF) {
				t.Fatalf("%d\n%s", code, page)
			}
			form := url.Values{"name": {"ana RUIZ"}, "agree": {"yes"}, "pdf_sha256": {r.Letter.PDF}}
			if code, page := browse(t, link+"/accept", form); code != http.StatusOK || !strings.Contains(page, "You have accepted") {
				t.Fatalf("%d\n%s", code, page)
			}
			s.post(http.StatusCreated, "/v1/offers/"+r.Offer+"/attachments?kind=signed_letter&provider=example-sign&reference=env-8f0c", []byte("%PDF-1.7 signed"),
				header{"Content-Type", "application/pdf"})
			file := filepath.Join(t.TempDir(), "evidence.zip")
			raw := s.get("/v1/offers/" + r.Offer + "/bundle").body
			if err := os.WriteFile(file, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := cli(t, nil, "verify", file); got.code != 0 {
				t.Fatalf("exit %d: %s", got.code, got.stderr)
			}
			alterEach(t, raw, file)
			if token := link[strings.LastIndex(link, "/")+1:]; strings.Contains(s.log.String(), token) || strings.Contains(s.log.String(), "RUIZ") {
				t.Error("the log names the candidate, or holds the link")
			}
		})
	}
}

// alterEach changes one byte in the middle of each file of a bundle.
func alterEach(t *testing.T, raw []byte, path string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		changed := bytes.Clone(raw)
		changed[at+int64(f.UncompressedSize64)/2] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := cli(t, nil, "verify", path); got.code != 1 || !strings.Contains(got.stderr, f.Name) {
			t.Errorf("a byte of %s was altered: exit %d: %s", f.Name, got.code, got.stderr)
		}
	}
	if len(z.File) < 10 {
		t.Errorf("the bundle has only %d files", len(z.File))
	}
}

// TestAcceptRacesTheEmployer: over two replicas on one database the candidate accepts while the employer takes the offer
// back. Taking back is allowed after an acceptance too, but what it names as its revision was before: exactly one wins.
func TestAcceptRacesTheEmployer(t *testing.T) {
	o := postgres(t)
	o.data = filepath.Join(t.TempDir(), "data")
	one := start(t, o)
	two := start(t, o)
	for range 8 {
		r := read[result](t, one.post(http.StatusCreated, "/v1/handoffs", unsourced(t)))
		one.issue(t, r)
		offer := "/v1/offers/" + r.Offer
		at := one.get(offer).header.Get("ETag")
		accept, err := json.Marshal(map[string]any{"letter_version": 1, "pdf_sha256": r.Letter.PDF, "form": "wet_ink"})
		if err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		var yes, back answer
		var failed [2]error
		both.Go(func() { yes, failed[0] = one.send("POST", offer+"/accept", accept) })
		both.Go(func() {
			back, failed[1] = two.send("POST", offer+"/rescind", []byte(`{"reason_code":"budget","reason":"closed"}`), header{"If-Match", at})
		})
		both.Wait()
		if failed[0] != nil || failed[1] != nil {
			t.Fatal(failed)
		}
		accepted, rescinded := yes.status == http.StatusCreated, back.status < 300
		if accepted == rescinded {
			t.Fatalf("accept %d %s, rescind %d %s", yes.status, yes.body, back.status, back.body)
		}
		state := read[struct {
			State string `json:"state"`
		}](t, one.get(offer)).State
		if accepted && state != "accepted" || rescinded && state != "rescinded" {
			t.Errorf("accept %d, rescind %d, and the offer is %s", yes.status, back.status, state)
		}
	}
}
