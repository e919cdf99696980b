package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/event"
)

// box is where mails arrive; refuse makes it refuse them.
type box struct {
	refuse error
	mails  []desk.Mail
}

func (b *box) Send(_ context.Context, m desk.Mail) error {
	if b.refuse == nil {
		b.mails = append(b.mails, m)
	}
	return b.refuse
}

// TestMails: issuing puts a mail on its way, a refusal is tried again later, a mail that was taken is an event, and so is one
// that is given up; a reminder follows.
func TestMails(t *testing.T) {
	o := newOffice(t).withLinks()
	o.Candidates.Mail = true
	r := o.issued()
	down := &box{refuse: errors.New("the mail server answered 451")}
	if n, err := o.SendMails(t.Context(), down); err == nil || n != 1 {
		t.Fatalf("%d %v", n, err)
	}
	up := &box{}
	if n, err := o.SendMails(t.Context(), up); err != nil || n != 0 {
		t.Fatalf("tried again at once: %d %v", n, err)
	}
	o.clock = o.clock.Add(2 * time.Minute)
	if _, err := o.SendMails(t.Context(), up); err != nil || len(up.mails) != 1 {
		t.Fatalf("%v %+v", err, up.mails)
	}
	m := up.mails[0]
	if m.To != "ana.ruiz@example.com" || !strings.Contains(m.Text, token(t, r)) || m.From != "Acme Robotics, Inc." {
		t.Errorf("%+v", m)
	}
	if facts := string(o.lastOf(r.Offer, event.LetterSent).Facts); !strings.Contains(facts, `"attempts":2`) || strings.Contains(facts, "ana") {
		t.Errorf("%s", facts)
	}
	view, err := o.Offer(t.Context(), robin, r.Offer)
	if err != nil {
		t.Fatal(err)
	}
	o.clock = view.Expires.AddDate(0, 0, -1)
	if _, err := o.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SendMails(t.Context(), up); err != nil || len(up.mails) < 2 || !strings.Contains(up.mails[1].Subject, "waits for your answer") {
		t.Fatalf("%v %+v", err, up.mails)
	}
	o.clock = view.Expires.Add(-time.Hour)
	if _, err := o.RenewLink(t.Context(), robin, r.Offer, nil); err != nil {
		t.Fatal(err)
	}
	if n, err := o.SendMails(t.Context(), up); err != nil || n > 1 {
		t.Fatalf("%d %v", n, err)
	}
}

func TestAMailIsGivenUp(t *testing.T) {
	o := newOffice(t).withLinks()
	o.Candidates.Mail = true
	r := o.issued()
	down := &box{refuse: errors.New("the mail server answered 550")}
	for range 10 {
		if _, err := o.SendMails(t.Context(), down); err == nil {
			t.Fatal("it was sent")
		}
		o.clock = o.clock.Add(13 * time.Hour)
	}
	if n, err := o.SendMails(t.Context(), &box{}); err != nil || n != 0 {
		t.Fatalf("%d %v", n, err)
	}
	o.lastOf(r.Offer, event.LetterUnsent)
}
