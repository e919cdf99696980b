package desk

import (
	"context"
	"fmt"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// AgainstVerbal compares a version with what was said; any other against is a version number.
const AgainstVerbal = "verbal"

// Diff compares a letter version with what was said, or with another version of the same offer.
func (s *Service) Diff(ctx context.Context, by actor.Actor, id offer.ID, n int, against string) (Difference, error) {
	scope := scopeOf(by)
	o, err := s.Store.Offer(ctx, scope, id)
	if err != nil {
		return Difference{}, err
	}
	if n == 0 {
		n = o.Letter
	}
	v, err := s.Store.Letter(ctx, scope, id, n)
	if err != nil {
		return Difference{}, err
	}
	r, err := s.result(ctx, scope, o, n, o.Revision)
	if err != nil {
		return Difference{}, err
	}
	d := Difference{Offer: id, Letter: n, Against: against, Verdict: r.Verdict}
	if d.Said, err = s.saidBy(ctx, scope, v); err != nil {
		return Difference{}, err
	}
	if against == "" || against == AgainstVerbal {
		d.Against, d.Changes = AgainstVerbal, rows(v.Changes)
		d.count(v.Written)
		d.Approved, err = s.approvedSaid(ctx, scope, o, v)
		return d, err
	}
	return d, s.againstVersion(ctx, scope, &d, v, against)
}

func (s *Service) againstVersion(ctx context.Context, scope store.Scope, d *Difference, v letter.Version, against string) error {
	m, err := strconv.Atoi(against)
	if err != nil || m < 1 {
		return fault.New(fault.Unreadable, fault.CodeBadParameter, "against is the word verbal or the number of a letter version")
	}
	earlier, err := s.Store.Letter(ctx, scope, d.Offer, m)
	if err != nil {
		return err
	}
	words, err := locale.For(v.Lock.Language)
	if err != nil {
		return err
	}
	d.Changes = rows(terms.Compare(earlier.Written, v.Written, words))
	d.Wording = wordChanges(earlier, v)
	d.Pins = pinChanges(earlier.Lock, v.Lock)
	d.count(v.Written)
	return nil
}

// count fills in how many terms are the same.
func (d *Difference) count(w terms.Written) {
	d.Same = len(w.Leaves)
	for _, c := range d.Changes {
		if c.Class == terms.EqualByRounding {
			d.Rounded++
			continue
		}
		for _, l := range w.Leaves {
			if l.Term.Under(c.Term) {
				d.Same--
			}
		}
	}
}

func (s *Service) saidBy(ctx context.Context, scope store.Scope, v letter.Version) (SaidBy, error) {
	h, err := s.Store.Handoff(ctx, scope, offer.ID(v.Offer), v.Handoff)
	if err != nil {
		return SaidBy{}, err
	}
	record, err := handoff.Stored(h.Raw)
	if err != nil {
		return SaidBy{}, fmt.Errorf("handoff %s: %w", h.ID, err)
	}
	return said(record), nil
}

func said(r handoff.Record) SaidBy {
	return SaidBy{
		By: r.Agreed.By, At: r.Agreed.At, Channel: string(r.Agreed.Channel), Candidate: r.Candidate.Name.Full, Title: r.Terms.Role.Title,
	}
}

// DiffRecords compares two records as if the second were a letter on the first: what the command line's diff does.
func DiffRecords(before, after handoff.Record) (Difference, error) {
	words, err := locale.For(after.Letter.Languages[0])
	if err != nil {
		return Difference{}, fault.New(fault.Invalid, fault.CodeNotAllowed, "%s", err)
	}
	changes, b, err := sheetChanges(before.Sheet(), after.Sheet(), words)
	if err != nil {
		return Difference{}, err
	}
	d := Difference{Against: "record", Changes: changes, Said: said(before)}
	d.Verdict = policy.VerdictOf(d.Changes, nil, policy.NotSendable)
	d.count(b)
	return d, nil
}

// sheetChanges compares two sheets as if a letter said everything in each; it gives the later one as such a letter too.
func sheetChanges(before, after terms.Sheet, words *locale.Locale) ([]terms.Change, terms.Written, error) {
	everything := func(sheet terms.Sheet) (terms.Written, error) {
		p := terms.Printing{Printed: map[terms.Pointer]string{}}
		for _, l := range sheet.Leaves() {
			p.Printed[l.Term] = ""
		}
		return terms.Write(sheet, sheet, p, words)
	}
	a, err := everything(before)
	if err != nil {
		return nil, terms.Written{}, err
	}
	b, err := everything(after)
	if err != nil {
		return nil, terms.Written{}, err
	}
	return rows(terms.Compare(a, b, words)), b, nil
}

// wordChanges compares the wording of two versions clause by clause, in the order of the later letter.
func wordChanges(earlier, later letter.Version) []WordChange {
	before, after := clauseTexts(earlier), clauseTexts(later)
	var out []WordChange
	for _, key := range after.keys {
		from, to := before.text[key], after.text[key]
		if from.words != to.words {
			out = append(out, WordChange{Clause: key, From: from.name, To: to.name, Words: letter.Words(from.words, to.words)})
		}
	}
	for _, key := range before.keys {
		if _, still := after.text[key]; !still {
			from := before.text[key]
			out = append(out, WordChange{Clause: key, From: from.name, Words: letter.Words(from.words, "")})
		}
	}
	return out
}

type clauseText struct{ name, words string }

type clauseIndex struct {
	keys []string
	text map[string]clauseText
}

// clauseTexts joins the blocks of each clause and item; the frame of the letter is no clause.
func clauseTexts(v letter.Version) clauseIndex {
	index := clauseIndex{text: map[string]clauseText{}}
	for _, r := range v.Documents {
		for _, b := range r.Document.Blocks {
			if b.Source == nil {
				continue
			}
			key := r.Document.ID + "/" + b.Source.Clause
			if b.Source.Item != "" {
				key += "/" + string(b.Source.Item)
			}
			t, known := index.text[key]
			if !known {
				index.keys = append(index.keys, key)
				t.name = fmt.Sprintf("%s@%d:%s", b.Source.Clause, b.Source.Version, b.Source.Position)
			} else {
				t.words += "\n\n"
			}
			t.words += b.Text()
			index.text[key] = t
		}
	}
	return index
}

// pinChanges lists the pinned things that two versions do not share: template upgrades, new wording, other rules.
func pinChanges(earlier, later letter.Lock) []PinChange {
	var out []PinChange
	for _, p := range later.Pins {
		was, ok := earlier.Pin(p.Kind, p.ID)
		if !ok || was.Digest != p.Digest {
			out = append(out, PinChange{Kind: p.Kind, ID: p.ID, From: was.Version, To: p.Version})
		}
	}
	for _, p := range earlier.Pins {
		if _, still := later.Pin(p.Kind, p.ID); !still {
			out = append(out, PinChange{Kind: p.Kind, ID: p.ID, From: p.Version})
		}
	}
	return out
}
