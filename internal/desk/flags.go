package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/digest"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// version is the draft as the next version of an offer.
func (s *Service) version(d draft, o offer.Offer, w *write) letter.Version {
	v := d.version()
	v.Offer, v.Handoff, v.Round, v.Created, v.Author = string(o.ID), o.Handoff, o.Round, w.at, string(w.by.ID)
	return v
}

// before is what a further version carries over from: the flags of the version before with their decisions.
type before struct {
	flags []review.Flag
}

// flags makes a flag of each deviation; a decision on an equal fingerprint of the version before is carried over.
func (s *Service) flags(d draft, o offer.Offer, w *write, prev *before) ([]review.Flag, error) {
	out := make([]review.Flag, 0, len(d.result.Deviations))
	for _, x := range d.result.Deviations {
		f := review.Flag{
			ID: w.newID(), Offer: string(o.ID), Letter: d.number, Deviation: x, Fingerprint: d.fingerprint(x), Raised: w.at,
			Authors: d.authors(o.Author), Position: d.position(x.Clause),
		}
		if x.Severity != policy.Notice {
			g, err := s.groupOf(o, x)
			if err != nil {
				return nil, err
			}
			due := d.endOfDay(w.at, g.Pace.Due)
			f.Due = &due
		}
		if x.Severity == policy.Review {
			f.Wording, f.Measures = review.Wording(x, d.seen(), f.Position), review.Measures(x, d.seen())
		}
		out = append(out, f)
	}
	if prev != nil {
		out = review.Carry(prev.flags, out)
	}
	for i := range out {
		out[i].Status = review.StatusOf(out[i])
	}
	return out, nil
}

// flagged makes the flags of a draft: decisions on the version before are carried over, and what is cleared beyond its
// letter is cleared.
func (s *Service) flagged(ctx context.Context, d draft, o offer.Offer, w *write, prev *before) ([]review.Flag, error) {
	flags, err := s.flags(d, o, w, prev)
	if err != nil {
		return nil, err
	}
	return s.waived(ctx, o, flags)
}

// authors are the persons who wrote what is judged: who handed over, and who amended the letter.
func (d draft) authors(handedOver string) []string {
	out := []string{handedOver}
	for _, a := range d.amendments {
		if a.By != "" && !slices.Contains(out, a.By) {
			out = append(out, a.By)
		}
	}
	return out
}

// position is the chosen wording of a clause, given as id@version; empty for the standard one.
func (d draft) position(clause string) string {
	id, _, _ := strings.Cut(clause, "@")
	for _, c := range d.choices {
		if c.Clause == id {
			return c.Position
		}
	}
	return ""
}

// fingerprint is what a decision on a deviation binds to: the rule, the values of its terms as said and as written, and
// the wording that carries them.
func (d draft) fingerprint(x policy.Deviation) digest.Digest {
	return review.Fingerprint(x, d.seen())
}

// seen is what lies before whoever decides on the draft.
func (d draft) seen() review.Seen {
	return review.Seen{Verbal: d.verbal, Written: d.written, Clauses: clausePins(d.lock)}
}

func clausePins(l letter.Lock) []digest.Pin {
	var out []digest.Pin
	for _, p := range l.Pins {
		if p.Kind == "clause" {
			out = append(out, p)
		}
	}
	return out
}

// standing is what the gate of the draft is judged by on the day it is made.
func (d draft) standing(flags []review.Flag, told map[toldOf]bool, book approval.Book, read Reading) standing {
	return standing{
		entity: d.entity, today: d.letterDate, letterDate: d.letterDate, amendments: d.amendments, reworded: rewordings(d.choices, d.written),
		told: told, flags: flags, approvals: book, read: read, unsigned: signsFirst(d.written.Sheet),
	}
}

// count sets the figures of the letter that lists show on its offer.
func (d draft) count(o offer.Offer, flags []review.Flag, g Gate) offer.Offer {
	o.Unwritten, o.Differences = 0, 0
	for _, c := range d.changes {
		if c.Class == terms.Unwritten {
			o.Unwritten++
		}
		if c.Class != terms.EqualByRounding {
			o.Differences++
		}
	}
	o.OpenFlags, o.BlockedFlags = counts(flags)
	o.Verdict = string(policy.VerdictOf(d.changes, unknownTerms(flags), sending(g, false)).Code)
	return o
}

// writtenFacts are the facts of a letter.written event: figures and pointers, no value and no digest of one.
type writtenFacts struct {
	Documents  int             `json:"documents"`
	Amendments []terms.Pointer `json:"amendments,omitempty"`
	Redated    bool            `json:"redated,omitempty"`
	Rebased    bool            `json:"rebased,omitempty"`
	// Material counts the differences of material terms, by class; a class without any is absent.
	Material map[terms.Class]int `json:"material,omitempty"`
	// Band is where base pay stands in its band; absent without a band to judge by. It names no amount.
	Band *policy.Standing `json:"band,omitempty"`
}

func letterFacts(d draft) writtenFacts {
	f := writtenFacts{Documents: len(d.documents), Material: map[terms.Class]int{}}
	for _, a := range d.amendments {
		f.Amendments = append(f.Amendments, a.Term)
	}
	for _, c := range d.changes {
		if c.Material && c.Class != terms.EqualByRounding {
			f.Material[c.Class]++
		}
	}
	if d.result.Standing.Position != "" {
		f.Band = &d.result.Standing
	}
	return f
}

// agreedFacts are when and how the terms of a handoff were agreed aloud, and by whom: a person id, never the address.
type agreedFacts struct {
	At      time.Time       `json:"at"`
	Channel handoff.Channel `json:"channel"`
	Answer  string          `json:"answer,omitempty"` // what the candidate said, where the record tells
	By      actor.ID        `json:"by,omitempty"`
}

func agreedOf(r handoff.Record, by actor.ID) agreedFacts {
	return agreedFacts{At: r.Agreed.At.UTC(), Channel: r.Agreed.Channel, Answer: value(r.Agreed.Answer), By: by}
}
