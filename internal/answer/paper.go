package answer

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/internal/fault"
)

// PaperKind is what a paper that came in beside a letter is.
type PaperKind string

// The kinds. SignedLetter is the letter that was given with its signatures on it, scanned or as a provider of electronic
// signatures made it; Other is anything else that belongs to the offer, such as a proof that a provider gives.
const (
	SignedLetter PaperKind = "signed_letter"
	Other        PaperKind = "other"
)

// PaperKinds lists every kind.
func PaperKinds() []PaperKind { return []PaperKind{SignedLetter, Other} }

// Enum lists the kinds, for the schema.
func (PaperKind) Enum() []string { return []string{string(SignedLetter), string(Other)} }

// How large one paper may be, and all papers of one offer together, in bytes: a bundle has to hold them.
const (
	MaxPaper  = 10 << 20
	MaxPapers = 40 << 20
)

// extensions are the media types that papers may have, with what their files' names end in.
var extensions = map[string]string{"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}

// PaperMedia lists the media types that a paper may have.
func PaperMedia() []string { return []string{"application/pdf", "image/jpeg", "image/png"} }

// Extension is what the name of a file of a paper's media type ends in; empty for a type that papers have not.
func Extension(media string) string { return extensions[media] }

// Paper is one that is handed in: its bytes with what is said of them.
type Paper struct {
	Kind      PaperKind
	Letter    int        // the letter that it belongs to; 0 for the one that the candidate was last given
	Media     string     // as it is said to be
	Provider  string     // of electronic signatures, empty when it came from none
	Reference string     // under which the provider keeps it; empty when it came from none
	Signed    *time.Time // when it was signed, as claimed; nil when nobody says
	Content   []byte
}

var (
	providerForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)
	referenceForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:/=+-]{0,199}$`)
)

// Check says by faults what is wrong with a paper that is handed in at a time. Each message begins with the name of what it is
// about: a file has no pointers.
func (p Paper) Check(now time.Time) []fault.Fault {
	var faults []fault.Fault
	add := func(code fault.Code, message string) {
		faults = append(faults, fault.Fault{Code: code, Message: message})
	}
	if !slices.Contains(PaperKinds(), p.Kind) {
		add(fault.CodeNotAllowed, "kind: say what the paper is: signed_letter or other")
	}
	if !slices.Contains(PaperMedia(), p.Media) || http.DetectContentType(p.Content) != p.Media {
		add(fault.CodeMediaType, "file: its first bytes are not those of the Content-Type that it was sent as, one of "+strings.Join(PaperMedia(), ", "))
	}
	if p.Provider != "" && !providerForm.MatchString(p.Provider) {
		add(fault.CodePattern, "provider: name the provider in 1 to 40 lower-case letters, digits, points, hyphens and underscores")
	}
	switch {
	case p.Reference != "" && p.Provider == "":
		add(fault.CodeRequired, "provider: a reference is of a provider: say of which one")
	case p.Provider != "" && p.Reference == "":
		add(fault.CodeRequired, "reference: say under which reference the provider keeps the signature")
	case p.Reference != "" && !referenceForm.MatchString(p.Reference):
		add(fault.CodePattern, "reference: a reference has 1 to 200 letters, digits and . _ : / = + - and no space, since it names nobody")
	}
	if p.Signed != nil && p.Signed.After(now) {
		add(fault.CodeOutOfRange, "signed_at: it cannot have been signed in the future")
	}
	return faults
}
