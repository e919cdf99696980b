package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// MailText is a mail to the candidate: plain text, without a name or an amount in its subject.
type MailText struct {
	To       string `json:"to,omitempty"` // empty when the record has no address
	Language string `json:"language"`
	Subject  string `json:"subject"`
	Text     string `json:"text"`
}

// mailKind is why a mail is sent.
type mailKind string

const (
	mailLetter   mailKind = "letter"
	mailReminder mailKind = "reminder"
)

// letterMail is a mail on its way, as it stands sealed in the store.
type letterMail struct {
	Kind mailKind `json:"kind"`
	From string   `json:"from"` // name of the employer
	MailText
}

// mailOf words a mail about the letter that the candidate has, in the language of that letter.
func (s *Service) mailOf(ctx context.Context, scope store.Scope, o offer.Offer, kind mailKind, link string) (MailText, error) {
	v, err := s.Store.Letter(ctx, scope, o.ID, o.IssuedLetter)
	if err != nil {
		return MailText{}, err
	}
	record, err := s.recordOf(ctx, scope, o.ID, v.Handoff)
	if err != nil {
		return MailText{}, err
	}
	e, ok := s.Library.Current().Entity(o.Entity)
	if !ok {
		return MailText{}, errNoEntity(o)
	}
	spoken, err := locale.For(v.Lock.Language)
	if err != nil {
		return MailText{}, err
	}
	words := mailIn[spoken.Language()]
	end := ""
	if o.Expires != nil {
		if end, err = spoken.DateTime(*o.Expires, e.Zone); err != nil {
			return MailText{}, err
		}
	}
	put := strings.NewReplacer("{company}", e.Name, "{link}", link, "{end}", end, "{contact}", strings.Join(e.Contact, "\n"))
	parts := []string{words.reminder[kind], words.open}
	if end != "" {
		parts = append(parts, words.end)
	}
	m := MailText{Language: v.Lock.Language, Subject: put.Replace(words.subject[kind]), Text: put.Replace(strings.Join(append(parts, words.own, words.contact), "\n\n")) + "\n"}
	if record.Candidate.Email != nil {
		m.To = *record.Candidate.Email
	}
	return m, nil
}

// post puts a mail into a write, where mails are sent and there is an address. Sending is no part of the write: it happens
// after it, at least once.
func (s *Service) post(w *write, o offer.Offer, from string, kind mailKind, m MailText) error {
	if !s.Candidates.Mail || m.To == "" {
		return nil
	}
	content, err := json.Marshal(letterMail{Kind: kind, From: from, MailText: m})
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	w.Mail = &store.Mail{ID: w.newID(), Offer: o.ID, Letter: o.IssuedLetter, Due: w.at, Content: content}
	return nil
}

// remindByMail puts a reminder into a write. It carries the link that lives, and there is none without.
func (s *Service) remindByMail(ctx context.Context, w *write, o offer.Offer) error {
	if !s.Candidates.Mail || s.Candidates.Token == nil {
		return nil
	}
	links, err := s.Store.OfferLinks(ctx, store.Scope{}, o.ID)
	if err != nil || len(links) == 0 || links[0].Ended != nil {
		return err
	}
	m, err := s.mailOf(ctx, store.Scope{}, o, mailReminder, s.Candidates.URL+"/o/"+s.Candidates.Token(links[0].ID))
	if err != nil {
		return err
	}
	return s.post(w, o, s.nameOf(o), mailReminder, m)
}

// nameOf is the employer's name as mails bear it.
func (s *Service) nameOf(o offer.Offer) string {
	e, _ := s.Library.Current().Entity(o.Entity)
	return e.Name
}
