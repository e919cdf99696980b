// Package source owns how files of the library are read: YAML decoded strictly into Go structs, with file, line and
// column of everything that is wrong, and the digest of what a version's files say. It hands Findings to those who load
// or lint, and Text (a string that knows where it stands) to those who compile what it holds. It knows no clause.
package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"verbatim/internal/fault"
)

// Severity says whether a Finding keeps a library from being used.
type Severity string

// The severities. An Error keeps a version from being published, a Warning asks somebody to look.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Finding is one thing that is wrong with one place of a file.
type Finding struct {
	File       string   `json:"file"`
	Line       int      `json:"line,omitempty"`   // from 1; 0 when the file as a whole is meant
	Column     int      `json:"column,omitempty"` // from 1, in characters
	Code       string   `json:"code"`             // stable, lower_snake
	Severity   Severity `json:"severity"`
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion,omitempty"` // what to write instead, empty when there is no good guess
}

func (f Finding) String() string {
	s := f.File
	if f.Line > 0 {
		s += fmt.Sprintf(":%d:%d", f.Line, f.Column)
	}
	s += ": " + f.Message
	if f.Suggestion != "" {
		s += "; " + f.Suggestion
	}
	return s + " [" + f.Code + "]"
}

// Sort puts findings in the order of files, lines and columns.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Code, b.Code))
	})
}

// Refuse makes one error (kind Invalid, fault.CodeLint) of those findings that are errors, or nil when there are none.
func Refuse(fs []Finding) error {
	var faults []fault.Fault
	for _, f := range fs {
		if f.Severity == Error {
			spot := fault.Spot{Name: f.File, Line: f.Line, Column: f.Column, Finding: f.Code, Suggestion: f.Suggestion}
			faults = append(faults, fault.Fault{Code: fault.CodeLint, Message: f.String(), File: &spot})
		}
	}
	return fault.All(fault.CodeLint, "the library is at fault", faults)
}

// Text is a string of a file and where it begins.
type Text struct {
	Value        string
	Line, Column int
}

// Empty says whether nothing was written.
func (t Text) Empty() bool { return t.Value == "" }

// Place says which file a Finding is about, so that its maker need not repeat it.
type Place struct{ File string }

// At makes an Error at a text.
func (p Place) At(t Text, code, format string, args ...any) Finding {
	return Finding{File: p.File, Line: t.Line, Column: t.Column, Code: code, Severity: Error, Message: fmt.Sprintf(format, args...)}
}
