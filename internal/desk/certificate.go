package desk

import (
	"context"
	"fmt"
	"strconv"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/letter"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// Certificate gives a page that shows an acceptance: who, to which bytes, when, how, and how anybody recomputes it. It is
// drawn from stored facts alone, so each drawing by one renderer is the same, until somebody signs for the employer, or a
// signed letter comes in.
func (s *Service) Certificate(ctx context.Context, by actor.Actor, id offer.ID) ([]byte, error) {
	scope := scopeOf(by)
	o, err := s.Store.Offer(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	events, err := s.allEvents(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Type == event.OfferAccepted {
			return s.certificate(ctx, scope, o, events, events[i])
		}
	}
	return nil, store.ErrNotFound.With("the offer was not accepted")
}

// acceptance is everything that a certificate speaks of.
type acceptance struct {
	offer    offer.Offer
	event    event.Event
	kept     Evidence
	version  letter.Version
	employer entity.Entity
	signed   []EmployerSignature // for the employer, under any letter of the offer
	papers   []Attachment        // that came in, beside any letter of the offer
}

// certificate draws the certificate of the acceptance that one of an offer's events tells of.
func (s *Service) certificate(ctx context.Context, scope store.Scope, o offer.Offer, events []event.Event, e event.Event) ([]byte, error) {
	a := acceptance{offer: o, event: e}
	var err error
	if a.kept, err = payloadOf[Evidence](e); err != nil {
		return nil, err
	}
	if a.signed, err = signaturesIn(events); err != nil {
		return nil, err
	}
	if a.papers, err = attachmentsIn(events); err != nil {
		return nil, err
	}
	if a.version, err = s.Store.Letter(ctx, scope, o.ID, e.Letter); err != nil {
		return nil, err
	}
	var ok bool
	if a.employer, ok = s.Library.Current().Entity(o.Entity); !ok {
		return nil, errNoEntity(o)
	}
	d, err := a.document()
	if err != nil {
		return nil, err
	}
	pdf, _, err := s.Renderer.PDF(Job{Document: d, Lock: a.version.LockDigest, Images: s.Library.Current().Images()})
	return pdf, err
}

// document writes the certificate of the same kinds of blocks as a letter.
func (a acceptance) document() (letter.Document, error) {
	v, employer, kept := a.version, a.employer, a.kept
	words, err := locale.For(v.Lock.Language)
	if err != nil {
		return letter.Document{}, err
	}
	zone, err := employer.Location()
	if err != nil {
		return letter.Document{}, err
	}
	at, err := words.DateTime(kept.At, employer.Zone)
	if err != nil {
		return letter.Document{}, err
	}
	const title = "Certificate of acceptance"
	d := letter.Document{
		ID: "certificate", Title: title, Subject: title, Language: "en", Date: cal.DateOf(kept.At.In(zone)), Number: v.Number,
		Page: letter.Page{
			Paper: letter.Paper(employer.Paper), Letterhead: letter.Letterhead{Name: employer.Name, Lines: employer.Address},
			Running: title, Footer: employer.LegalLine, PageWords: "Page %d of %d", Mark: v.Lock.Mark, MarkWords: string(v.Lock.Mark),
		},
	}
	rows := [][2]string{
		{"Candidate", v.Verbal.Candidate.Name.Full},
		{"Employer", employer.Name},
		{"Letter", fmt.Sprintf("version %d of %s", v.Number, words.Date(v.Lock.LetterDate))},
		{"Signed by", kept.Form.Words()},
		{"Name as signed", kept.Name},
		{"Accepted", at},
		{"Accepted (UTC)", kept.At.UTC().Format("2006-01-02 15:04:05.000Z07:00")},
		{"Received (UTC)", kept.Received.UTC().Format("2006-01-02 15:04:05.000Z07:00")},
		{"Given", givenHow(kept)},
		{"Network address", kept.Address},
		{"Device", kept.Agent},
	}
	if kept.External != nil {
		rows = append(rows, [2]string{"Signature kept by", kept.External.Provider + ", reference " + kept.External.Reference})
	}
	for _, x := range a.signed {
		if x.Letter != v.Number {
			continue
		}
		row, err := signedRow(x, words, employer.Zone)
		if err != nil {
			return d, err
		}
		rows = append(rows, row)
	}
	rows = append(rows, [2]string{"Offer", string(a.offer.ID)}, [2]string{"Entry in the record", strconv.FormatInt(a.event.Sequence, 10)})
	d.Blocks = append(
		[]letter.Block{{Kind: letter.SubjectLine, Runs: plain(title)}, paragraph("This page shows that a letter was accepted, and how anybody can check that.")},
		factsTable(rows),
	)
	d.Blocks = append(d.Blocks, a.digests()...)
	return d, nil
}

// signedRow says who signed for the employer, how and when.
func signedRow(x EmployerSignature, words *locale.Locale, zone string) ([2]string, error) {
	at, err := words.DateTime(x.At, zone)
	if err != nil {
		return [2]string{}, err
	}
	who := x.Signatory
	if x.Title != "" {
		who += ", " + x.Title
	}
	text := who + ": " + x.Form.Words() + ", " + at
	if x.External != nil {
		text += "; kept by " + x.External.Provider + ", reference " + x.External.Reference
	}
	return [2]string{"Signed for the employer", text}, nil
}

func givenHow(kept Evidence) string {
	if kept.OnBehalf {
		return "recorded by the employer on the candidate's behalf"
	}
	return "by the candidate, through the link of the letter"
}

// digests say what the acceptance binds to, and how each figure is recomputed.
func (a acceptance) digests() []letter.Block {
	kept := a.kept
	blocks := []letter.Block{heading("What was accepted")}
	for _, p := range kept.Documents {
		blocks = append(blocks, paragraph(p.Title+"\nSHA-256 of the PDF file: "+p.PDF.Hex()))
	}
	blocks = append(blocks, paragraph("Lock of the letter: "+a.version.LockDigest.Hex()), paragraph("Hash of the entry: "+a.event.Hash.Hex()))
	for _, p := range a.papers {
		if p.Kind == answer.SignedLetter && p.Letter == a.version.Number {
			blocks = append(blocks, paragraph("The letter as it was signed elsewhere, file "+p.ID+answer.Extension(p.Media)+"\nSHA-256 of the file: "+p.Digest.Hex()))
		}
	}
	if kept.Consent != "" {
		blocks = append(blocks, heading("What was agreed to"), paragraph(kept.Consent), paragraph("SHA-256 of this text: "+kept.ConsentDigest.Hex()))
	}
	return append(
		blocks, heading("How to check it"),
		paragraph("The SHA-256 of a file is printed by the command sha256sum FILE, or shasum -a 256 FILE. It must be the one above: any other file is not the letter that was accepted."),
		paragraph("The command verbatim verify BUNDLE.zip checks the whole record without a network: each file, the chain of entries, and that this acceptance names these files."),
	)
}

func plain(text string) []letter.Run { return []letter.Run{{Text: text}} }

func paragraph(text string) letter.Block {
	return letter.Block{Kind: letter.Paragraph, Runs: plain(text)}
}

func heading(text string) letter.Block {
	return letter.Block{Kind: letter.Heading, Level: 2, Runs: plain(text)}
}

// factsTable lists what is known, leaving out what is not.
func factsTable(rows [][2]string) letter.Block {
	t := &letter.Table{RowHeader: true, Columns: []letter.Column{{Head: plain("What"), Width: 28}, {Head: plain("Value"), Width: 72}}}
	for _, r := range rows {
		if r[1] != "" {
			t.Rows = append(t.Rows, []letter.Cell{{Runs: plain(r[0])}, {Runs: plain(r[1])}})
		}
	}
	return letter.Block{Kind: letter.TableBlock, Table: t}
}
