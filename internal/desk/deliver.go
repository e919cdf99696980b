package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/store"
)

// Mailer hands a mail to a mail server. It returns only once that server has taken it.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// Mail is one mail as it is handed over.
type Mail struct {
	ID   string // makes its Message-ID: a mail that is sent twice can be known as one
	From string // name of the employer; the address is the mailer's own
	At   time.Time
	MailText
}

// How mails are sent: a few at a time, each held for longer than an attempt takes, and tried again for about two days.
const (
	mailsAtOnce  = 20
	mailLease    = 2 * time.Minute
	mailAttempts = 10
)

// SendMails sends the mails that are due and says how many it looked at. A mail is sent before it is written down as sent, so
// one whose writing down fails is sent again: at least once, under one Message-ID.
func (s *Service) SendMails(ctx context.Context, m Mailer) (looked int, err error) {
	now := s.now()
	mails, err := s.Store.TakeMails(ctx, s.NewID(), now, now.Add(mailLease), mailsAtOnce)
	if err != nil {
		return 0, err
	}
	for _, x := range mails {
		err = errors.Join(err, s.sendMail(ctx, m, x))
	}
	return len(mails), err
}

func (s *Service) sendMail(ctx context.Context, m Mailer, x store.Mail) error {
	var content letterMail
	if len(x.Content) == 0 { // erased: there is nobody to write to
		return s.mailEnded(ctx, x, "", event.LetterUnsent)
	}
	if err := json.Unmarshal(x.Content, &content); err != nil {
		return fmt.Errorf("mail %s: %w", x.ID, err)
	}
	failed := m.Send(ctx, Mail{ID: x.ID, From: content.From, At: s.now(), MailText: content.MailText})
	switch {
	case failed == nil:
		return s.mailEnded(ctx, x, content.Kind, event.LetterSent)
	case x.Attempts >= mailAttempts:
		return errors.Join(failed, s.mailEnded(ctx, x, content.Kind, event.LetterUnsent))
	}
	x.Due = s.now().Add(mailWait(x.Attempts))
	return errors.Join(fmt.Errorf("mail %s is tried again: %w", x.ID, failed), s.Store.PutOffMail(ctx, x))
}

// mailWait doubles from a minute, to half a day at most.
func mailWait(attempts int) time.Duration {
	return min(time.Minute<<min(attempts-1, 12), 12*time.Hour)
}

// mailEnded writes down what became of a mail, which takes it away.
func (s *Service) mailEnded(ctx context.Context, x store.Mail, kind mailKind, typ event.Type) error {
	var err error
	for range attemptsToAnswer {
		o, failed := s.Store.Offer(ctx, store.Scope{}, x.Offer)
		if failed != nil {
			return failed
		}
		w := s.begin(actor.Clock(), nil)
		w.Expect, w.Sent = o.Revision, &x
		w.tell(typ, x.Letter, mailFacts{Mail: x.ID, Kind: kind, Attempts: x.Attempts}, nil)
		if _, err = s.apply(ctx, w, o); !errors.Is(err, store.ErrStale) {
			return err
		}
	}
	return err
}

type mailFacts struct {
	Mail     string   `json:"mail_id"`
	Kind     mailKind `json:"kind,omitempty"`
	Attempts int      `json:"attempts"`
}
