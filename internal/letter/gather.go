package letter

import (
	"verbatim/internal/clause"
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// Facts are what the wordings of the letter may read.
func (in Input) Facts() clause.Facts {
	r := in.Record
	f := clause.Facts{
		Terms:     in.Sheet.Terms,
		Candidate: clause.Candidate{Name: in.Sheet.Candidate.Name, Residence: r.Candidate.Residence, Guardian: r.Candidate.Guardian},
		Employer:  in.Sheet.Employer,
		Entity:    clause.Entity{ID: string(in.Entity.ID), Name: in.Entity.Name, ShortName: in.Entity.ShortName, Place: in.Entity.Place},
		Place:     clause.Places{Work: in.Sheet.Terms.Place.Jurisdiction, Residence: r.Candidate.Residence, Law: in.Sheet.Terms.Place.Jurisdiction},
		Letter:    clause.Letter{Kind: string(r.Letter.Kind), Date: in.LetterDate, Number: in.Number, Language: r.Letter.Languages[0]},
		AsOf:      in.AsOf,
		Calendar:  in.Calendar,
		Zone:      in.Entity.Zone,
	}
	if r.Letter.Amends != nil {
		f.Letter.Amends = &clause.Amended{Number: r.Letter.Amends.Letter, Date: in.AmendsOf}
	}
	for _, p := range r.Parties {
		f.Parties = append(f.Parties, clause.Party{ID: p.ID, Role: p.Role, Name: p.Name})
	}
	for _, s := range in.Entity.Signatories {
		f.Entity.Signatories = append(f.Entity.Signatories, clause.Signatory{ID: s.ID, Name: s.Name, Title: s.Title})
	}
	return f
}

// open begins the letter and a companion for each document that is to be generated.
func (a *assembler) open() error {
	letter, err := a.newPaper("letter", a.out.Template.Letter, a.facts)
	if err != nil {
		return err
	}
	a.papers = append(a.papers, letter)
	for i, d := range a.Sheet.Terms.Documents {
		if d.Delivery == nil || *d.Delivery != "generated" {
			continue
		}
		c, err := a.companion(letter.layout, d)
		if err != nil {
			return err
		}
		if c == nil {
			continue
		}
		facts := a.facts
		facts.Paper = &a.Sheet.Terms.Documents[i]
		p, err := a.newPaper(string(d.ID), c.Paperwork, facts)
		if err != nil {
			return err
		}
		a.papers = append(a.papers, p)
	}
	return nil
}

// companion finds the companion that writes a document; nil with a fault when none or two do.
func (a *assembler) companion(l *clause.Layout, d terms.Document) (*Companion, error) {
	var found []*Companion
	for i := range a.out.Template.Companions {
		c := &a.out.Template.Companions[i]
		ok, err := l.True(c.Where, d)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, c)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	f := fault.Fault{Code: fault.CodeTemplateMissing, Term: "/terms/documents/" + string(d.ID) + "/delivery"}
	f.Message = "the letter template writes no such document: say that it is enclosed, to follow or on request"
	if len(found) > 1 {
		f.Code, f.Message = fault.CodeTemplateTwo, "two companions of the letter template would write this document"
	}
	a.faults = append(a.faults, f)
	return nil, nil
}
