package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Verification is what can be said of a PDF that claims to be a letter.
type Verification struct {
	PDF         digest.Digest    `json:"pdf_sha256"`            // of the bytes that were sent
	Known       bool             `json:"known"`                 // it is a letter that is stored here, or was made from one
	Unaltered   bool             `json:"unaltered"`             // every byte is as it was stored
	Standing    Standing         `json:"standing,omitempty"`    // of the stored letter
	Letter      *VerifiedLetter  `json:"letter,omitempty"`      // the stored letter
	Terms       AttachedTerms    `json:"attached_terms"`        // the terms inside, held against the stored ones
	Differences []TermDifference `json:"differences,omitempty"` // what of the terms inside is not as stored
	Summary     string           `json:"summary"`               // all of it in words
}

// Standing is what a letter version is worth now.
type Standing string

// The standings. Current alone says that the candidate holds this letter and that nothing replaced it.
const (
	StandingCurrent    Standing = "current"    // issued, in force, waits for an answer
	StandingPaused     Standing = "paused"     // issued; it cannot be accepted for now
	StandingAccepted   Standing = "accepted"   //
	StandingSuperseded Standing = "superseded" // a later version was issued in its place
	StandingNotIssued  Standing = "not_issued" // the candidate was never given it
	StandingEnded      Standing = "ended"      // declined, expired, rescinded, cancelled or reneged: the offer's state says which
)

// AttachedTerms is how the terms inside a PDF compare with the stored ones.
type AttachedTerms string

// The comparisons.
const (
	TermsEqual      AttachedTerms = "equal"
	TermsDiffer     AttachedTerms = "differ"
	TermsMissing    AttachedTerms = "missing"    // none can be read: printed and scanned, saved without attachments, or damaged
	TermsUncompared AttachedTerms = "uncompared" // there are some, and no stored letter to hold them against
)

// VerifiedLetter names the stored letter.
type VerifiedLetter struct {
	Offer    offer.ID      `json:"offer_id"`
	Version  int           `json:"letter_version"`
	Document string        `json:"document"`
	State    offer.State   `json:"offer_state"`
	Latest   int           `json:"issued_letter_version,omitempty"` // the version the candidate was last given
	Issued   *time.Time    `json:"issued_at,omitempty"`             // when that was
	PDF      digest.Digest `json:"pdf_sha256"`                      // of the stored bytes
	Lock     digest.Digest `json:"lock"`
	Mark     letter.Mark   `json:"mark,omitempty"`
}

// TermDifference is one value of the terms inside that is not as stored; empty on the side that lacks it.
type TermDifference struct {
	Term   string `json:"term"`
	Label  string `json:"label,omitempty"`
	Stored string `json:"stored,omitempty"`
	File   string `json:"file,omitempty"`
}

// Verify says whether a PDF is a letter that the actor may see, whether a byte of it was changed, what it is worth now,
// and which of the terms inside are not the stored ones. A letter of an entity that is not the actor's is not known.
func (s *Service) Verify(ctx context.Context, by actor.Actor, pdf []byte) (Verification, error) {
	v := Verification{PDF: digest.Of(pdf), Terms: TermsMissing}
	attached := s.Renderer.Attached(pdf)
	if len(attached.Terms) > 0 {
		v.Terms = TermsUncompared
	}
	found, err := s.paper(ctx, by, v.PDF, attached)
	if err != nil {
		return Verification{}, err
	}
	if found == nil {
		v.Summary = v.sentence()
		return v, nil
	}
	v.Known, v.Unaltered = true, found.rendition.PDFDigest == v.PDF
	v.Standing = found.standing
	v.Letter = &VerifiedLetter{
		Offer: found.offer.ID, Version: found.version.Number, Document: found.rendition.Document.ID, State: found.offer.State, Latest: found.offer.IssuedLetter,
		Issued: found.offer.Issued, PDF: found.rendition.PDFDigest, Lock: found.version.LockDigest, Mark: found.version.Lock.Mark,
	}
	if err := v.compare(found, attached.Terms); err != nil {
		return Verification{}, err
	}
	v.Summary = v.sentence()
	return v, nil
}

// paper is a stored document that a PDF is, or was made from.
type paper struct {
	offer     offer.Offer
	version   letter.Version
	rendition letter.Rendition
	standing  Standing
}

// paper finds the document by its bytes, else by a lock that the file names; nil when there is none. Of several offers
// with the same paper, which equal records without a source give, the one of most worth is meant.
func (s *Service) paper(ctx context.Context, by actor.Actor, sum digest.Digest, attached Attached) (*paper, error) {
	marks := []digest.Digest{sum}
	document := ""
	for _, raw := range attached.Terms {
		var a letter.Attachment
		if json.Unmarshal(raw, &a) == nil {
			document = a.Document
			marks = append(marks, a.Lock)
		}
	}
	for _, mark := range append(marks, attached.Locks...) {
		if !mark.Valid() {
			continue
		}
		page, err := s.Store.ListOffers(ctx, scopeOf(by), store.OfferQuery{Paper: mark})
		if err != nil {
			return nil, err
		}
		var best *paper
		for _, o := range page.Items {
			p, err := s.paperOf(ctx, by, o, mark, document)
			if err != nil {
				return nil, err
			}
			if p != nil && (best == nil || p.standing == StandingCurrent || p.standing == StandingAccepted) {
				best = p
			}
		}
		if best != nil {
			return best, nil
		}
	}
	return nil, nil
}

// paperOf finds the document of an offer that has a digest, or that belongs to a version with a lock.
func (s *Service) paperOf(ctx context.Context, by actor.Actor, o offer.Offer, mark digest.Digest, document string) (*paper, error) {
	versions, err := s.Store.ListLetters(ctx, scopeOf(by), o.ID)
	if err != nil {
		return nil, err
	}
	for _, short := range versions {
		i := slices.IndexFunc(short.Documents, func(r letter.Rendition) bool { return r.PDFDigest == mark })
		if i < 0 && short.LockDigest == mark {
			i = max(slices.IndexFunc(short.Documents, func(r letter.Rendition) bool { return r.Document.ID == document }), 0)
		}
		if i < 0 {
			continue
		}
		v, err := s.Store.Letter(ctx, scopeOf(by), o.ID, short.Number)
		if err != nil {
			return nil, err
		}
		events, err := s.allEvents(ctx, scopeOf(by), o.ID)
		if err != nil {
			return nil, err
		}
		past, err := historyOf(events, o.Revision)
		if err != nil {
			return nil, err
		}
		standing := standingOf(o, v.Number, past.issued[v.Number], s.now())
		return &paper{offer: o, version: v, rendition: v.Documents[i], standing: standing}, nil
	}
	return nil, nil
}

// standingOf says what a version is worth at a time.
func standingOf(o offer.Offer, n int, issued bool, now time.Time) Standing {
	switch {
	case !issued:
		return StandingNotIssued
	case n != o.IssuedLetter:
		return StandingSuperseded
	case o.State == offer.Accepted:
		return StandingAccepted
	case !o.Answerable || o.Due(now):
		return StandingEnded
	case o.Paused:
		return StandingPaused
	}
	return StandingCurrent
}

// compare holds every terms.json of the file against the one that the stored document has.
func (v *Verification) compare(found *paper, files [][]byte) error {
	if len(files) == 0 {
		return nil
	}
	stored, err := attachmentOf(found.version, found.rendition.Document.ID)
	if err != nil {
		return err
	}
	v.Terms = TermsEqual
	for _, file := range files {
		if bytes.Equal(stored, file) {
			continue
		}
		v.Terms = TermsDiffer
		for _, d := range termDifferences(stored, file) {
			if !slices.Contains(v.Differences, d) {
				v.Differences = append(v.Differences, d)
			}
		}
	}
	return nil
}

// sentence words a verification for people.
func (v *Verification) sentence() string {
	switch {
	case !v.Known && v.Terms == TermsMissing:
		return "This is no letter that is known here, and it carries no terms that can be read. A print or a scan cannot be verified: ask for the file as it was issued."
	case !v.Known:
		return "This file carries terms, but no letter that is known here has its bytes or its lock."
	case v.Unaltered:
		return "This is the letter as it was stored, byte for byte. " + standingWords[v.Standing]
	}
	text := "This file was made from a known letter and is not that letter any more: bytes were changed, or a program saved it again. "
	switch v.Terms {
	case TermsEqual:
		text += "The terms inside are the stored ones; what its pages show cannot be vouched for. "
	case TermsDiffer:
		text += "The terms inside are not the stored ones. "
	default:
		text += "The terms inside cannot be read. "
	}
	return text + "Of the stored letter: " + standingWords[v.Standing]
}

var standingWords = map[Standing]string{
	StandingCurrent: "It is the offer in force.", StandingPaused: "It was issued, and cannot be accepted for now.", StandingAccepted: "It was accepted.",
	StandingSuperseded: "A later version was issued in its place.", StandingNotIssued: "It was never given to the candidate.", StandingEnded: "The offer has ended.",
}

// MaxVerified is the largest PDF that is verified, in bytes: a letter that some program saved again may have grown.
const MaxVerified = 4 << 20

// ErrNoPDF refuses what does not begin as a PDF file does.
var ErrNoPDF = fault.New(fault.Unreadable, fault.CodeUnreadable, "this is no PDF file: give the letter as it was issued")
