package library

import (
	"verbatim/internal/clause"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
)

// part is the wording that one letter can be made of.
type part struct {
	templates []*letter.Template
	clauses   []*clause.Version
	logo      func(file string) digest.Digest
}

// For gives the wording that a letter can be made of, so that nothing else needs to be compiled: letter.Assemble makes the
// same of it as of the whole Snapshot. It fails as letter.Select does where no one template fits.
func (s *Snapshot) For(in letter.Input) (letter.Library, error) {
	w := in.Wanted()
	template, err := letter.Select(s.templates, w)
	if err != nil {
		return nil, err
	}
	p := part{logo: s.Logo}
	if p.templates, err = open([]*volume[letter.Head, *letter.Template]{template}); err != nil {
		return nil, err
	}
	sieve, err := clause.NewSieve(in.Facts())
	if err != nil {
		return nil, err
	}
	usable := letter.Usable(s.clauses, w)
	out := make([]bool, len(usable))
	side(len(usable), func(n int) { out[n] = !w.Pinned(usable[n].Top()) && sieve.Excludes(usable[n].guard()) })
	var wanted []*volume[clause.Head, *clause.Version]
	for n, v := range usable {
		if !out[n] {
			wanted = append(wanted, v)
		}
	}
	p.clauses, err = open(wanted)
	return p, err
}

// Templates lists the one template.
func (p part) Templates() ([]*letter.Template, error) { return p.templates, nil }

// Clauses lists the clauses in the Snapshot's order.
func (p part) Clauses() ([]*clause.Version, error) { return p.clauses, nil }

// Logo names an image of the brand; empty when there is none of that name.
func (p part) Logo(file string) digest.Digest { return p.logo(file) }
