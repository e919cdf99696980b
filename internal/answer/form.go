package answer

import (
	"slices"
	"strings"

	"verbatim/internal/fault"
	"verbatim/internal/locale"
	"verbatim/internal/terms"
)

// Form is how a letter is signed by the candidate.
type Form string

// The forms. Typed is a name typed under a text of consent; Advanced and Qualified are electronic signatures by articles 26
// and 28 and following of Regulation (EU) 910/2014, made by a provider; WetInk is ink on paper; Deed is a deed, with its witness.
const (
	Typed     Form = "typed"
	Advanced  Form = "advanced"
	Qualified Form = "qualified"
	WetInk    Form = "wet_ink"
	Deed      Form = "deed"
)

// Forms lists every form.
func Forms() []Form { return []Form{Typed, Advanced, Qualified, WetInk, Deed} }

// Enum lists the forms, for the schema.
func (Form) Enum() []string {
	out := []string{}
	for _, f := range Forms() {
		out = append(out, string(f))
	}
	return out
}

// words name the forms for people.
var words = map[Form]string{
	Typed: "a typed name", Advanced: "an advanced electronic signature", Qualified: "a qualified electronic signature",
	WetInk: "a signature in ink on paper", Deed: "a deed",
}

// Words name a form for people.
func (f Form) Words() string { return words[f] }

// serves lists which forms do where one is wanted: a stricter one serves for a laxer one. Ink is not served by a qualified
// electronic signature, although some laws let it be (for example section 126(3) of the German Civil Code, read 2026-11):
// the letter asked for ink.
var serves = map[Form][]Form{
	Typed:     {Typed, Advanced, Qualified, WetInk, Deed},
	Advanced:  {Advanced, Qualified, WetInk, Deed},
	Qualified: {Qualified, WetInk, Deed},
	WetInk:    {WetInk, Deed},
	Deed:      {Deed},
}

// FormOf is the form that a letter's terms want; Typed when they say none.
func FormOf(s terms.Sheet) Form {
	if o := s.Terms.Offer; o != nil && o.Signature != nil && o.Signature.Form != nil {
		return Form(*o.Signature.Form)
	}
	return Typed
}

// Serves says whether a signature of form f does where wanted is asked for.
func (f Form) Serves(wanted Form) bool { return slices.Contains(serves[wanted], f) }

// Check refuses (409) a signature of a form that does not do for the letter; allowed lists those that do.
func (f Form) Check(wanted Form) error {
	if f.Serves(wanted) {
		return nil
	}
	e := fault.New(fault.Conflict, fault.CodeSignatureForm, "This letter takes %s: %s does not do. Staff record the signature once it is there.",
		wanted.Words(), f.Words())
	for _, x := range serves[wanted] {
		e.Allowed = append(e.Allowed, string(x))
	}
	return e
}

// SameName says whether a typed name is the candidate's, whatever its case, accents and spaces: Jose Ruiz is José  RUIZ.
func SameName(typed, name string) bool {
	a, b := fold(typed), fold(name)
	return a != "" && a == b
}

func fold(name string) string { return strings.Join(locale.NameWords(name), "") }
