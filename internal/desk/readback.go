package desk

import (
	"context"
	"slices"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// ReadVerdict is what the person who made the promise says of the letter that words it.
type ReadVerdict string

// The verdicts. An objection keeps the letter from being issued, whether or not the entity asks for a read-back.
const (
	ReadConfirmed ReadVerdict = "confirmed"
	ReadObjected  ReadVerdict = "objected"
)

// Enum lists the verdicts, for the schema.
func (ReadVerdict) Enum() []string { return []string{string(ReadConfirmed), string(ReadObjected)} }

// ReadStanding is what stands of a read-back: a verdict, or that another person let the letter go without one.
type ReadStanding string

// ReadOverridden stands where who made the promise could not be asked.
const ReadOverridden ReadStanding = "overridden"

// Enum lists the standings, for the schema.
func (ReadStanding) Enum() []string {
	return append(ReadVerdict("").Enum(), string(ReadOverridden))
}

// ReadBack is a request to record that the person who made the promise held what was said against what is written.
type ReadBack struct {
	Verdict ReadVerdict `json:"verdict" jsonschema:"title=Verdict,example=confirmed"`
	// Lock is the digest of the lock of the letter that was read.
	Lock digest.Digest `json:"lock" jsonschema:"title=Lock,pattern=^sha256:[0-9a-f]{64}$"`
	// Note says what is wrong; an objection needs one.
	Note string `json:"note,omitempty" jsonschema:"title=Note,example=We spoke of 25 days of leave,maxLength=2000"`
}

// ReadBack records the verdict of the person who made the promise on the latest letter. It holds for every later version
// of which what was said, what is written and who said it are the same.
func (s *Service) ReadBack(ctx context.Context, by actor.Actor, id offer.ID, n int, b ReadBack, claim *store.Claim) (Result, error) {
	j, err := s.judging(ctx, scopeOf(by), id, n)
	if err != nil {
		return Result{}, err
	}
	if err := b.check(by, j); err != nil {
		return Result{}, err
	}
	sum, err := readSum(j.promised, j.version.Verbal, j.version.Written.Sheet)
	if err != nil {
		return Result{}, err
	}
	j.gate.read.Verdict = ReadStanding(b.Verdict)
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, j.offer.Revision
	next, events, err := j.offer.ReadBack(gateOf(j.gate.gate()), w.at)
	if err != nil {
		return Result{}, err
	}
	last := &events[len(events)-1]
	withFacts(last, readFacts{Verdict: ReadStanding(b.Verdict), Lock: b.Lock})
	last.Payload = factsJSON(readPayload{Read: sum, Verdict: ReadStanding(b.Verdict), Note: b.Note})
	w.Events = events
	return s.judged(ctx, by, w, next)
}

// OverrideReadBack lets the latest letter go although who made the promise cannot confirm it, as when that person has left.
// It takes a reason and another person than those who wrote the terms, and holds as a confirmation would. An objection is
// never overridden: the letter must change.
func (s *Service) OverrideReadBack(ctx context.Context, by actor.Actor, id offer.ID, n int, o Override, claim *store.Claim) (Result, error) {
	j, err := s.judging(ctx, scopeOf(by), id, n)
	if err != nil {
		return Result{}, err
	}
	if err := j.overridable(by); err != nil {
		return Result{}, err
	}
	sum, err := readSum(j.promised, j.version.Verbal, j.version.Written.Sheet)
	if err != nil {
		return Result{}, err
	}
	j.gate.read.Verdict = ReadOverridden
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, j.offer.Revision
	next, events, err := j.offer.OverrideReadBack(gateOf(j.gate.gate()), w.at)
	if err != nil {
		return Result{}, err
	}
	last := &events[len(events)-1]
	withFacts(last, readFacts{Verdict: ReadOverridden, Lock: j.version.LockDigest})
	last.Payload = factsJSON(readPayload{Read: sum, Verdict: ReadOverridden, Note: o.Reason})
	w.Events = events
	return s.judged(ctx, by, w, next)
}

// overridable says why somebody cannot override the read-back of a letter.
func (j judgement) overridable(by actor.Actor) error {
	authors := slices.Clone(j.past.hands)
	for _, a := range j.gate.amendments {
		authors = append(authors, actor.ID(a.By))
	}
	switch r := j.gate.read; {
	case r.Verdict == ReadStanding(ReadObjected):
		return fault.New(fault.Conflict, fault.CodeReadBackObjects, "who made the promise objected to this letter: write the next version; an objection is not overridden")
	case !r.Required || r.Verdict != "":
		return fault.New(fault.Conflict, fault.CodeState, "nothing waits for a read-back of this letter")
	case by.ID == j.promised:
		return fault.New(fault.Forbidden, fault.CodeFourEyes, "you made the promise: confirm the letter, or object")
	case slices.Contains(authors, by.ID):
		return fault.New(fault.Forbidden, fault.CodeFourEyes, "whoever wrote the terms does not override their read-back")
	}
	return nil
}

func (b ReadBack) check(by actor.Actor, j judgement) error {
	if j.promised == "" || by.ID != j.promised {
		return fault.New(fault.Forbidden, fault.CodeNotThePromiser,
			"only who made the promise reads it back: the person whom the handoff names in agreed.by")
	}
	if b.Lock != j.version.LockDigest {
		return fault.New(fault.Conflict, fault.CodeDigestMismatch, "letter %d has another lock than the one that was read: %s", j.version.Number, j.version.LockDigest)
	}
	if b.Verdict == ReadObjected && b.Note == "" {
		return fault.All(fault.CodeInvalidRequest, "the request is at fault",
			[]fault.Fault{{Code: fault.CodeRequired, Pointer: "/note", Message: "say what the letter does not say as it was promised"}})
	}
	return nil
}

// readFacts are what of a read-back stands in clear.
type readFacts struct {
	Verdict ReadStanding  `json:"verdict"`
	Lock    digest.Digest `json:"lock"`
}

// readPayload is sealed, since a digest of terms can be guessed by trying amounts.
type readPayload struct {
	Read    digest.Digest `json:"read"`
	Verdict ReadStanding  `json:"verdict"`
	Note    string        `json:"note,omitempty"`
}

// readSum names what a read-back is about: who promised, what was said, what is written.
func readSum(promised actor.ID, said, written terms.Sheet) (digest.Digest, error) {
	return digest.OfJSON(struct {
		Promised actor.ID    `json:"promised"`
		Said     terms.Sheet `json:"said"`
		Written  terms.Sheet `json:"written"`
	}{promised, said, written})
}

// Reading is where the read-back of one letter stands; its zero value asks for nothing.
type Reading struct {
	Required bool         `json:"required"`          // the employer asks for it
	Verdict  ReadStanding `json:"verdict,omitempty"` // confirmed, objected, overridden; empty when nothing was said of this letter or an equal one
	By       actor.ID     `json:"by,omitempty"`
	At       *time.Time   `json:"at,omitempty"`
}

// shown is a reading for an answer; nil where there is nothing to say of one.
func (r Reading) shown() *Reading {
	if !r.Required && r.Verdict == "" {
		return nil
	}
	return &r
}

// reading finds what was last said of a letter with these terms.
func (h history) reading(e entity.Entity, promised actor.ID, said, written terms.Sheet) (Reading, error) {
	r := Reading{Required: e.ReadBack}
	if len(h.read) == 0 {
		return r, nil
	}
	sum, err := readSum(promised, said, written)
	r = h.read[sum]
	r.Required = e.ReadBack
	return r, err
}

// readingOf is reading for a stored version.
func (h history) readingOf(e entity.Entity, v letter.Version) (Reading, error) {
	return h.reading(e, h.promised[v.Handoff], v.Verbal, v.Written.Sheet)
}

// reasons are what the read-back leaves in the gate.
func (r Reading) reasons() []Reason {
	switch {
	case r.Verdict == ReadStanding(ReadObjected):
		return []Reason{{Code: ReasonObjected, Message: "Who made the promise objected to this letter: write the next version."}}
	case r.Required && r.Verdict == "":
		return []Reason{{Code: ReasonUnread, Message: "Who made the promise must confirm first that this letter says it."}}
	}
	return nil
}
