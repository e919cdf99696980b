// Package cases owns sixteen real offer letters as facts, each with the record that says the same: where every term of
// the letter has its home, and which values the record had to invent. It hands them to tests and knows no other package
// but terms; nothing that runs imports it.
package cases

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"verbatim/internal/terms"
)

//go:embed testdata/*.json
var files embed.FS

// Case is one letter.
type Case struct {
	// Case is its name, such as real-07.
	Case string `json:"case"`
	// About says what it is.
	About string `json:"about"`
	// Places are where it was in force, the widest first.
	Places []string `json:"places"`
	// Dated is the day of the letter, as far as it is known; empty where it is not.
	Dated string `json:"dated"`
	// Coverage says how much of the letter was read.
	Coverage string `json:"coverage"`
	// Terms are the terms of the letter in its order.
	Terms []Term `json:"terms"`
	// Invented are the places of the record that the letter does not give.
	Invented []terms.Pointer `json:"invented"`
	// Record is the handoff record.
	Record json.RawMessage `json:"record"`
}

// Term is one term of a letter and its home. Exactly one of Home, States and Policy is given.
type Term struct {
	// Kind is what the reader of the letter called it.
	Kind string `json:"kind"`
	// Value is what it says.
	Value json.RawMessage `json:"value"`
	// Unusual says why a reader marked it; empty for most.
	Unusual string `json:"unusual"`
	// Answer are the codes of the rules that answer the mark; WhyNot says why none does. A mark has exactly one of them.
	Answer []string `json:"answer"`
	WhyNot string   `json:"why_not"`
	// Home are the places of the record that hold it, of /letter or of the terms.
	Home []terms.Pointer `json:"home"`
	// States is the standard wording that says it: no recruiter speaks of it, a clause states it.
	States string `json:"states"`
	// Policy is the company rule that it is, where it is no promise to the candidate.
	Policy string `json:"policy"`
}

// All gives every case in alphabetical order.
func All() ([]Case, error) {
	names, err := fs.Glob(files, "testdata/*.json")
	if err != nil {
		return nil, err
	}
	out := make([]Case, len(names))
	for i, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, &out[i]); err != nil {
			return nil, fmt.Errorf("case %s: %w", name, err)
		}
	}
	return out, nil
}
