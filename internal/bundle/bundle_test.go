package bundle_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"verbatim/internal/bundle"
	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// sample is a bundle of an offer to which everything happened that files repeat.
func sample(t *testing.T) (map[string][]byte, []byte) {
	t.Helper()
	letter, lock, scan := []byte("%PDF-1.7 a letter"), []byte(`{"number": 1}`), []byte("%PDF-1.7 signed")
	sum, err := digest.OfJSON(json.RawMessage(lock))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		bundle.Events: chainOf(t,
			event.Event{Type: event.OfferOpened},
			event.Event{Type: event.FlagDecided, Letter: 1, Actor: "kim", Facts: []byte(`{"decision_id":"d1","flag_id":"f1","code":"VB-1","decision":"cleared"}`)},
			event.Event{Type: event.ApprovalGiven, Letter: 1, Actor: "kim", Facts: []byte(`{"step":"offers.manager","attempt":1}`)},
			event.Event{Type: event.OfferIssued, Letter: 1},
			event.Event{Type: event.EmployerSigned, Letter: 1, Actor: "robin", Facts: []byte(`{"form":"wet_ink"}`)},
			event.Event{Type: event.AnswerAttached, Letter: 1, Actor: "robin", Facts: []byte(`{"attachment_id":"a1","kind":"signed_letter","bytes":15}`)},
			event.Event{Type: event.OfferAccepted, Letter: 1, Behalf: "candidate", Facts: []byte(`{"form":"wet_ink"}`)},
			event.Event{Type: event.OnboardingReady, Letter: 1},
		),
		"letters/1/letter.pdf": letter, "letters/1/terms.json": []byte(`{"terms":[]}`), "letters/1/lock.json": lock, "attachments/a1.pdf": scan,
		bundle.Decisions:   []byte(`[{"id":"d1","flag_id":"f1","code":"VB-1","verdict":"cleared","by":"kim","comment":"said so"}]`),
		bundle.Approvals:   []byte(`{"acts":[{"sequence":3,"type":"approval.given","at":"1970-01-01T00:00:02Z","by":"kim","facts":{"attempt":1,"step":"offers.manager"},"reason":"in the budget"}]}`),
		bundle.Signatures:  []byte(`[{"letter_version":1,"signatory":"Noor Haddad","form":"wet_ink","at":"1970-01-01T00:00:04Z","recorded_by":"robin"}]`),
		bundle.Attachments: fmt.Appendf(nil, `[{"id":"a1","kind":"signed_letter","letter_version":1,"bytes":15,"sha256":%q}]`, digest.Of(scan)),
		bundle.Evidence: fmt.Appendf(nil, `{"answer":"accepted","letter_version":1,"lock":%q,"form":"wet_ink","at":"1970-01-01T00:00:06Z","on_behalf":true,"documents":[{"id":"letter","pdf_sha256":%q}]}`,
			sum, digest.Of(letter)),
		bundle.Onboarding: fmt.Appendf(nil, `{"offer_id":"o","letter_version":1,"lock":%q,"documents":[{"id":"letter","pdf_sha256":%q}]}`, sum, digest.Of(letter)),
	}
	raw, err := bundle.Write(files)
	if err != nil {
		t.Fatal(err)
	}
	return files, raw
}

// chainOf links events and writes them down.
func chainOf(t *testing.T, events ...event.Event) []byte {
	t.Helper()
	var log []byte
	var previous digest.Digest
	for i, e := range events {
		at := time.Unix(int64(i), 0).UTC()
		e.ID, e.Offer, e.Sequence, e.At, e.Recorded, e.Previous = "e", "o", int64(i)+1, at, at, previous
		var err error
		if e.Hash, err = e.Sum(); err != nil {
			t.Fatal(err)
		}
		previous = e.Hash
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		log = append(append(log, line...), '\n')
	}
	return log
}

// TestRepacked: whoever changes a file and packs all anew, under a manifest of their own, is betrayed by the events, or by
// the files that name it.
func TestRepacked(t *testing.T) {
	for _, row := range [][3]string{ // file, what stands in it, what is put there; the file goes where nothing stands
		{bundle.Decisions, `"cleared"`, `"refused"`},
		{bundle.Decisions, `"kim"`, `"robin"`},
		{bundle.Decisions, `[{`, `[{"id":"d2"},{`},
		{bundle.Decisions, "", ""},
		{bundle.Approvals, `offers.manager`, `offers.board`},
		{bundle.Approvals, `approval.given`, `approval.overridden`},
		{bundle.Approvals, `00:02Z`, `00:03Z`},
		{bundle.Approvals, "", ""},
		{bundle.Signatures, `wet_ink`, `typed`},
		{bundle.Signatures, `00:04Z`, `00:05Z`},
		{bundle.Signatures, "", ""},
		{bundle.Attachments, `signed_letter`, `other`},
		{bundle.Attachments, "", ""},
		{"attachments/a1.pdf", `signed`, `singed`},
		{bundle.Evidence, `accepted`, `declined`},
		{bundle.Evidence, `00:06Z`, `00:00Z`},
		{bundle.Evidence, `true`, `false`},
		{bundle.Evidence, "", ""},
		{bundle.Onboarding, `"o"`, `"p"`},
		{bundle.Onboarding, "", ""},
		{"letters/1/letter.pdf", `a letter`, `b letter`},
		{"letters/1/letter.pdf", "", ""},
		{"letters/1/lock.json", `1`, `2`},
		{"letters/1/lock.json", "", ""},
	} {
		files, _ := sample(t)
		changed := bytes.Replace(files[row[0]], []byte(row[1]), []byte(row[2]), 1)
		if row[1] == "" {
			delete(files, row[0])
		} else if bytes.Equal(changed, files[row[0]]) {
			t.Fatalf("%s does not hold %s", row[0], row[1])
		} else {
			files[row[0]] = changed
		}
		raw, err := bundle.Write(files)
		if err != nil {
			t.Fatal(err)
		}
		if r := bundle.Verify(raw); len(r.Findings) == 0 || !slices.ContainsFunc(r.Findings, func(f bundle.Finding) bool { return f.File == row[0] }) {
			t.Errorf("%v: %+v", row, r.Findings)
		}
	}
}

func TestWholeBundle(t *testing.T) {
	files, raw := sample(t)
	r := bundle.Verify(raw)
	if len(r.Findings) > 0 || r.Files != len(files)+2 || r.Events != 8 || r.Offer != "o" || r.Digest != digest.Of(raw) || !r.Head.Valid() {
		t.Fatalf("%+v", r)
	}
	again, err := bundle.Write(files)
	if err != nil || !bytes.Equal(again, raw) {
		t.Errorf("the same files give other bytes: %v", err)
	}
}

// TestOneByteAnywhere changes each byte of a bundle in turn: it is always found, and where the byte is of a file's content,
// that file is named.
func TestOneByteAnywhere(t *testing.T) {
	_, raw := sample(t)
	inside := map[int]string{}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		for i := range int(f.UncompressedSize64) {
			inside[int(at)+i] = f.Name
		}
	}
	for i := range raw {
		changed := bytes.Clone(raw)
		changed[i] ^= 1 << (i % 8)
		r := bundle.Verify(changed)
		if len(r.Findings) == 0 {
			t.Fatalf("byte %d (%s) was changed and nobody noticed", i, inside[i])
		}
		if name := inside[i]; name != "" && !slices.ContainsFunc(r.Findings, func(f bundle.Finding) bool { return f.File == name }) {
			t.Errorf("byte %d of %s was changed, and %+v is named", i, name, r.Findings)
		}
	}
	for name, changed := range map[string][]byte{"cut": raw[:len(raw)-1], "longer": append(bytes.Clone(raw), 0), "empty": nil} {
		if len(bundle.Verify(changed).Findings) == 0 {
			t.Errorf("%s: nobody noticed", name)
		}
	}
}

// TestRewrittenChain: whoever packs a changed history anew is betrayed by the chain.
func TestRewrittenChain(t *testing.T) {
	files, _ := sample(t)
	files[bundle.Events] = bytes.Replace(files[bundle.Events], []byte(`"sequence":2`), []byte(`"sequence":4`), 1)
	raw, err := bundle.Write(files)
	if err != nil {
		t.Fatal(err)
	}
	if r := bundle.Verify(raw); len(r.Findings) != 1 || r.Findings[0].File != bundle.Events {
		t.Fatalf("%+v", r)
	}
}
