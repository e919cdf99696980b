package desk_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"verbatim/internal/answer"
	"verbatim/internal/bundle"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

// scan is a signed letter as a scanner makes it.
func scan() answer.Paper {
	return answer.Paper{Kind: answer.SignedLetter, Media: "image/png", Content: []byte("\x89PNG\r\n\x1a\nAna Ruiz")}
}

// TestAttach: a letter that a provider signed, and a scan, are kept beside the letter, sealed, and go into its evidence.
func TestAttach(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	pdf, _, err := o.PDF(t.Context(), robin, r.Offer, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	signed := answer.Paper{
		Kind: answer.SignedLetter, Media: "application/pdf", Provider: "example-sign", Reference: "env-8f0c", Signed: &o.clock,
		Content: append(bytes.Clone(pdf), "\n% signed by Ana Ruiz\n%%EOF\n"...),
	}
	got, err := o.Attach(t.Context(), robin, r.Offer, signed, nil)
	if err != nil || got.State != r.State || !got.Created || got.Attachment == nil || !got.Attachment.CarriesLetter || got.Attachment.External.Reference != "env-8f0c" {
		t.Fatalf("%v %s", err, asJSON(t, got))
	}
	if _, err := o.Attach(t.Context(), robin, r.Offer, scan(), nil); err != nil {
		t.Fatal(err)
	}
	facts := string(o.lastOf(r.Offer, event.AnswerAttached).Facts)
	if !strings.Contains(facts, `"kind":"signed_letter"`) || strings.Contains(facts, "carries_letter") || strings.Contains(facts, "sha256") {
		t.Errorf("%s", facts)
	}
	all, err := o.Attachments(t.Context(), robin, r.Offer)
	if err != nil || len(all) != 2 || all[0].Letter != 1 || all[0].Digest != digest.Of(signed.Content) || !all[0].Signed.Equal(o.clock) || all[1].CarriesLetter {
		t.Fatalf("%v %s", err, asJSON(t, all))
	}
	content, about, err := o.AttachmentFile(t.Context(), robin, r.Offer, all[0].ID)
	if err != nil || !bytes.Equal(content, signed.Content) || asJSON(t, about) != asJSON(t, all[0]) {
		t.Errorf("%v %s", err, asJSON(t, about))
	}
	if _, _, err := o.AttachmentFile(t.Context(), robin, r.Offer, r.Handoff); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
	raw, err := o.Bundle(t.Context(), robin, r.Offer)
	if err != nil || !bytes.Contains(raw, signed.Content) || !bytes.Contains(raw, []byte("attachments/"+all[1].ID+".png")) {
		t.Errorf("the papers are not in the bundle: %v", err)
	}
	if report := bundle.Verify(raw); len(report.Findings) > 0 {
		t.Errorf("%s", asJSON(t, report))
	}
	if _, err := o.Erase(t.Context(), robin, r.Offer, "a ticket", 0); err != nil {
		t.Fatal(err)
	}
	if all, err = o.Attachments(t.Context(), robin, r.Offer); err != nil || len(all) != 2 || all[0].Digest != "" || all[0].External != nil {
		t.Errorf("after erasing: %v %s", err, asJSON(t, all))
	}
	if _, _, err := o.AttachmentFile(t.Context(), robin, r.Offer, all[0].ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after erasing: %v", err)
	}
	if _, err := o.Attach(t.Context(), robin, r.Offer, scan(), nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after erasing: %v", err)
	}
}

func TestAttachIsRefused(t *testing.T) {
	o := newOffice(t)
	early := o.receive(example(t, usExample))
	_, err := o.Attach(t.Context(), robin, early.Offer, scan(), nil)
	wantFault(t, err, fault.CodeState)
	proof := scan()
	proof.Kind = answer.Other
	if got, err := o.Attach(t.Context(), robin, early.Offer, proof, nil); err != nil || got.Attachment.Letter != 0 {
		t.Errorf("a paper before any letter: %v %s", err, asJSON(t, got))
	}
	r := o.issued()
	later := scan()
	later.Letter = 2
	_, err = o.Attach(t.Context(), robin, r.Offer, later, nil)
	wantFault(t, err, fault.CodeInvalidRequest)
	_, err = o.Attach(t.Context(), robin, r.Offer, answer.Paper{}, nil)
	if e := wantFault(t, err, fault.CodeInvalidRequest); len(e.Faults) != 2 {
		t.Errorf("%+v", e.Faults)
	}
}

// TestAttachBound: whatever may be attached to one offer fits into one bundle.
func TestAttachBound(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	large := scan()
	large.Content = append(large.Content, make([]byte, answer.MaxPaper-len(large.Content))...)
	for range answer.MaxPapers / answer.MaxPaper {
		if _, err := o.Attach(t.Context(), robin, r.Offer, large, nil); err != nil {
			t.Fatal(err)
		}
	}
	_, err := o.Attach(t.Context(), robin, r.Offer, scan(), nil)
	wantFault(t, err, fault.CodeTooLarge)
	raw, err := o.Bundle(t.Context(), robin, r.Offer)
	if err != nil || len(raw) > bundle.MaxSize {
		t.Errorf("a bundle of all that may be attached has %d bytes: %v", len(raw), err)
	}
}
