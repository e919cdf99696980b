package bundle_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"verbatim/internal/bundle"
	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// sample is a bundle with a chain of three events and some papers.
func sample(t *testing.T) (map[string][]byte, []byte) {
	t.Helper()
	var log []byte
	var previous digest.Digest
	for i := range 3 {
		e := event.Event{
			ID: "e", Offer: "o", Sequence: int64(i) + 1, Type: event.OfferOpened, At: time.Unix(int64(i), 0).UTC(), Recorded: time.Unix(int64(i), 0).UTC(), Previous: previous,
		}
		sum, err := e.Sum()
		if err != nil {
			t.Fatal(err)
		}
		e.Hash, previous = sum, sum
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		log = append(append(log, line...), '\n')
	}
	files := map[string][]byte{
		bundle.Events: log, "letters/1/letter.pdf": []byte("%PDF-1.7 a letter"), "letters/1/terms.json": []byte(`{"terms":[]}`), "evidence.json": []byte(`{"name":"Ana"}`),
	}
	raw, err := bundle.Write(files)
	if err != nil {
		t.Fatal(err)
	}
	return files, raw
}

func TestWholeBundle(t *testing.T) {
	files, raw := sample(t)
	r := bundle.Verify(raw)
	if len(r.Findings) > 0 || r.Files != len(files)+2 || r.Events != 3 || r.Offer != "o" || r.Digest != digest.Of(raw) || !r.Head.Valid() {
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
