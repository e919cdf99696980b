package letter

import (
	"cmp"
	"slices"

	"verbatim/internal/clause"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// compose puts the frame around what clauses print.
func (a *assembler) compose(p *paper) error {
	c := composer{a: a, p: p}
	p.document.Subject = RunsText(c.line(p.Subject))
	p.document.Title = p.document.Subject
	p.document.Page = c.page()
	p.add(Block{Kind: Address, Lines: a.address()}, c.claim("/candidate/name", a.Sheet.Candidate.Name.Full))
	p.add(Block{Kind: DateLine, Runs: []Run{{Text: a.out.Locale.Date(a.LetterDate)}}}, nil)
	c.block(SubjectLine, p.Subject)
	c.block(Salutation, p.Salutation)
	for _, s := range p.Sections {
		p.section(s)
	}
	c.block(Closing, p.Closing)
	c.signatures()
	if p.Enclosures {
		c.enclosures()
	}
	return c.err
}

type composer struct {
	a   *assembler
	p   *paper
	err error
}

// words lays out a line of the frame.
func (c *composer) words(w clause.Wording) ([]Run, []clause.Claim) {
	runs, claims, faults, err := c.p.layout.LineOf(w, c.a.out.Template.Frame, c.a.out.Template.Ref())
	c.a.faults = append(c.a.faults, faults...)
	if c.err == nil {
		c.err = err
	}
	return runsOf(runs), claims
}

func (c *composer) line(w clause.Wording) []Run { runs, _ := c.words(w); return runs }

func (c *composer) block(kind Kind, w clause.Wording) {
	if runs, claims := c.words(w); len(runs) > 0 {
		c.p.add(Block{Kind: kind, Runs: runs}, claims)
		c.a.print(claims, c.a.out.Template.Ref())
	}
}

// claim says that the frame prints a leaf.
func (c *composer) claim(p terms.Pointer, evidence string) []clause.Claim {
	claims := []clause.Claim{{Term: p, Evidence: []string{evidence}}}
	c.a.print(claims, c.a.out.Template.Ref())
	return claims
}

func (c *composer) page() Page {
	e, words := c.a.Entity, c.a.out.Template.Words
	p := Page{
		Paper: Paper(e.Paper), Window: Window(e.Window),
		Letterhead: Letterhead{Name: e.Name, Lines: slices.Concat(e.Address, e.Contact)},
		Running:    RunsText(c.line(words.RunningRow)), Footer: e.LegalLine, PageWords: words.Page, Mark: c.a.Mark,
	}
	if e.Logo != "" {
		p.Letterhead.Logo, p.Letterhead.Alt = c.a.Library.Logo(e.Logo), e.LogoAlt
	}
	if m := c.a.Record.Letter.Marking; m != nil {
		p.Marking = *m
	}
	switch c.a.Mark {
	case Test:
		p.MarkWords = words.Test
	case Simulated:
		p.MarkWords = words.Simulated
	}
	return p
}

// signatures adds the employer's places to sign, what the candidate declares, and the candidate's place.
func (c *composer) signatures() {
	if heading := RunsText(c.line(c.p.Employer)); heading != "" && !c.unsigned() {
		c.employer(heading)
	}
	if runs, claims := c.words(c.p.Acceptance); len(runs) > 0 {
		c.p.add(Block{Kind: Acceptance, Runs: runs}, claims)
		c.a.print(claims, c.a.out.Template.Ref())
	}
	if heading := RunsText(c.line(c.p.Candidate)); heading != "" {
		parties := []Signer{{Heading: heading, Name: c.a.Sheet.Candidate.Name.Full, Fields: c.fields()}}
		if g := c.a.Record.Candidate.Guardian; g != nil {
			parties = append(parties, Signer{Heading: heading, Name: g.Full, Fields: c.fields()})
		}
		c.p.add(Block{Kind: SignBlock, Signature: &Signature{Parties: parties}}, nil)
	}
}

func (c *composer) fields() []string {
	return []string{c.a.out.Template.Words.Signature, c.a.out.Template.Words.Date}
}

// unsigned says whether it was agreed that the employer does not sign.
func (c *composer) unsigned() bool {
	s := signature(c.a.Sheet)
	return s != nil && s.EmployerSigns != nil && *s.EmployerSigns == "none"
}

func signature(s terms.Sheet) *terms.Signature {
	if s.Terms.Offer == nil {
		return nil
	}
	return s.Terms.Offer.Signature
}

// employer adds a place for each signatory that was agreed, or for the entity's first.
func (c *composer) employer(heading string) {
	s := &Signature{}
	var claims []clause.Claim
	add := func(who entity.Signatory) {
		s.Parties = append(s.Parties, Signer{Heading: heading, Name: who.Name, Title: who.Title, Fields: c.fields()})
	}
	for _, agreed := range c.agreedSignatories() {
		who, ok := c.a.Entity.Signatory(string(agreed.ID))
		at := itemPointer("/terms/offer/signature/signatories", agreed.ID)
		if !ok {
			c.a.faults = append(c.a.faults, fault.Fault{Code: fault.CodeBadReference, Term: string(at), Message: "the entity has no signatory of this key"})
			continue
		}
		add(who)
		if agreed.Order != nil {
			at = at.Child("order")
		}
		claims = append(claims, c.claim(at, who.Name)...)
	}
	if len(s.Parties) == 0 && len(c.a.Entity.Signatories) > 0 {
		add(c.a.Entity.Signatories[0])
	}
	if len(s.Parties) > 0 {
		c.p.add(Block{Kind: SignBlock, Signature: s}, claims)
	}
}

// agreedSignatories are those that the record names, in their order of signing.
func (c *composer) agreedSignatories() []terms.Signatory {
	s := signature(c.a.Sheet)
	if s == nil {
		return nil
	}
	order := func(x terms.Signatory) int {
		if x.Order == nil {
			return len(s.Signatories) + 1
		}
		return *x.Order
	}
	out := slices.Clone(s.Signatories)
	slices.SortStableFunc(out, func(a, b terms.Signatory) int { return cmp.Compare(order(a), order(b)) })
	return out
}

// enclosures lists the documents that go out with the letter.
func (c *composer) enclosures() {
	var items []Item
	for _, d := range c.a.Sheet.Terms.Documents {
		if d.Delivery != nil && (*d.Delivery == "enclosed" || *d.Delivery == "generated") {
			items = append(items, Item{Runs: []Run{{Text: d.Name}}})
		}
	}
	if len(items) > 0 {
		c.p.add(Block{Kind: Heading, Level: 2, Runs: []Run{{Text: c.a.out.Template.Words.Enclosures}}}, nil)
		c.p.add(Block{Kind: Enclosures, Items: items}, nil)
	}
}
