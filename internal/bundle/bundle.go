// Package bundle owns the file that keeps an offer's evidence together: a zip whose every byte is accounted for. The same
// files always give the same bytes, so that a change anywhere, in a file or in the archive's own structure, is found and
// named without any network; and the files that repeat what happened, such as decisions, approvals and the answer, agree with
// the chain of events, so that whoever packs other ones anew is found as well. It proves that nothing was changed since it was made; that it is the one that was made is
// shown by its digest, or by the hash of its chain's head, kept elsewhere.
package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"verbatim/internal/audit"
	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// Names of files that every bundle has.
const (
	Manifest       = "manifest.json"
	ManifestDigest = "manifest.sha256"
	Events         = "events.jsonl"
)

// MaxSize bounds what is read of a bundle, in bytes.
const MaxSize = 64 << 20

// list is the manifest: every other file with its digest.
type list struct {
	Schema string  `json:"schema"`
	Files  []entry `json:"files"`
}

type entry struct {
	Name   string        `json:"name"`
	SHA256 digest.Digest `json:"sha256"`
	Bytes  int           `json:"bytes"`
}

const schema = "bundle/v1"

// Write makes a bundle of files by their path. The manifest and its digest come to them.
func Write(files map[string][]byte) ([]byte, error) {
	all := maps.Clone(files)
	delete(all, Manifest)
	delete(all, ManifestDigest)
	m, err := manifestOf(all)
	if err != nil {
		return nil, err
	}
	all[Manifest], all[ManifestDigest] = m, []byte(digest.Of(m).Hex()+"  "+Manifest+"\n")
	return archive(all)
}

func manifestOf(files map[string][]byte) ([]byte, error) {
	m := list{Schema: schema, Files: []entry{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m.Files = append(m.Files, entry{name, digest.Of(files[name]), len(files[name])})
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	return append(raw, '\n'), err
}

// archive packs files in the order of their names, uncompressed and under one fixed time.
func archive(files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// Finding is one thing that is not as it was written: the file, or the archive itself.
type Finding struct {
	File string `json:"file"`
	Why  string `json:"why"`
}

// Report is what a bundle says of itself. It is unaltered when there are no Findings.
type Report struct {
	Digest   digest.Digest `json:"sha256"`
	Offer    string        `json:"offer_id,omitempty"`
	Files    int           `json:"files"`
	Events   int           `json:"events"`
	Head     digest.Digest `json:"head,omitempty"` // hash of the last event: compare it with one that is kept elsewhere
	Findings []Finding     `json:"findings"`
}

// Verify checks a bundle, with no network and no database.
func Verify(raw []byte) Report {
	r := Report{Digest: digest.Of(raw), Findings: []Finding{}}
	files, damaged := unpack(raw)
	r.Findings = append(r.Findings, damaged...)
	r.Files = len(files)
	r.manifest(files)
	if events := r.chain(files[Events]); len(r.Findings) == 0 {
		r.agree(files, events)
	}
	if len(r.Findings) == 0 {
		r.structure(raw, files)
	}
	return r
}

func (r *Report) find(file, why string, args ...any) {
	for _, f := range r.Findings {
		if f.File == file {
			return
		}
	}
	r.Findings = append(r.Findings, Finding{file, fmt.Sprintf(why, args...)})
}

// wholeArchive names the archive itself in findings.
const wholeArchive = "(archive)"

// unpack reads what can be read; a file that cannot is a finding of its own.
func unpack(raw []byte) (map[string][]byte, []Finding) {
	files := map[string][]byte{}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return files, []Finding{{wholeArchive, "it is no zip archive that can be read"}}
	}
	var bad []Finding
	for _, f := range z.File {
		content, err := contentOf(f)
		if err != nil {
			bad = append(bad, Finding{f.Name, "its bytes are not those that were packed"})
		}
		files[f.Name] = content
	}
	return files, bad
}

// contentOf reads a file, and gives what could be read of a damaged one.
func contentOf(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, MaxSize))
}

// manifest holds every file against the manifest, and the manifest against its digest.
func (r *Report) manifest(files map[string][]byte) {
	var m list
	if err := json.Unmarshal(files[Manifest], &m); err != nil || m.Schema != schema {
		r.find(Manifest, "it cannot be read")
		return
	}
	known := map[string]bool{Manifest: true, ManifestDigest: true}
	for _, e := range m.Files {
		known[e.Name] = true
		switch content, ok := files[e.Name]; {
		case !ok:
			r.find(e.Name, "it is missing")
		case len(content) != e.Bytes || digest.Of(content) != e.SHA256:
			r.find(e.Name, "its digest is not the one in the manifest")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !known[name] {
			r.find(name, "the manifest does not know it")
		}
	}
	if want := digest.Of(files[Manifest]).Hex() + "  " + Manifest + "\n"; string(files[ManifestDigest]) != want {
		r.find(ManifestDigest, "it is not the digest of the manifest: one of the two was changed")
		r.find(Manifest, "its digest is not the one in %s", ManifestDigest)
	}
}

// chain holds the events against their own chain, and gives them.
func (r *Report) chain(raw []byte) []event.Event {
	var events []event.Event
	for line := range strings.Lines(string(raw)) {
		var e event.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			r.find(Events, "line %d cannot be read", len(events)+1)
			return nil
		}
		events = append(events, e)
	}
	if len(events) == 0 {
		r.find(Events, "it is empty")
		return nil
	}
	last := events[len(events)-1]
	r.Events, r.Offer, r.Head = len(events), last.Offer, last.Hash
	if err := audit.Verify(events); err != nil {
		r.find(Events, "%s", err)
	}
	return events
}

// structure holds the archive's own bytes against what the same files give.
func (r *Report) structure(raw []byte, files map[string][]byte) {
	again, err := archive(files)
	if err != nil || !bytes.Equal(raw, again) {
		r.find(wholeArchive, "its files are whole, but bytes between them are not as they were packed")
	}
}
