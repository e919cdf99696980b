package desk_test

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

// readingOffice is an office whose American entity asks for a read-back.
func readingOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	files := fstest.MapFS{}
	root := os.DirFS("../../templates")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(root, name)
		if bytes.HasPrefix([]byte(name), []byte("entities/acme-us/")) && bytes.HasSuffix([]byte(name), []byte("entity.yaml")) {
			raw = append(raw, "\nread_back: required\n"...)
		}
		files[name] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	o.Library = library.NewHolder(lib)
	return o
}

// promiser is the person whom the example's record names as having made the promise.
func (o *office) promiser() actor.Actor {
	o.t.Helper()
	p, err := o.Store.PersonByAddress(o.t.Context(), "robin.lee@acme.example")
	if err != nil {
		o.t.Fatal(err)
	}
	return actor.Actor{ID: p.ID, Name: p.Name, Roles: []actor.Role{actor.Recruiter}, Via: "test"}
}

func (o *office) readBack(by actor.Actor, r desk.Result, v desk.ReadVerdict, note string) desk.Result {
	o.t.Helper()
	next, err := o.ReadBack(o.t.Context(), by, r.Offer, r.Letter.Version, desk.ReadBack{Verdict: v, Lock: r.Letter.Lock, Note: note}, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return next
}

// TestReadBack: where the entity asks for it, nothing is issued before who promised has confirmed the letter; equal terms
// carry the word over, others ask anew.
func TestReadBack(t *testing.T) {
	o := readingOffice(t)
	r := o.receive(example(t, usExample))
	if r.State != offer.InReview || r.Gate.Open || r.Gate.Reasons[0].Code != desk.ReasonUnread {
		t.Fatalf("%s", asJSON(t, r))
	}
	_, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
	if e := wantFault(t, err, fault.CodeGate); len(e.Faults) != 1 || e.Faults[0].Code != fault.CodeReadBackMissing {
		t.Fatalf("%+v", e.Faults)
	}
	r = o.readBack(o.promiser(), r, desk.ReadConfirmed, "")
	if r.State != offer.Approved || !r.Gate.Open {
		t.Fatalf("%s", asJSON(t, r))
	}
	r = o.revise(r, desk.Revision{Redate: true})
	if r.State != offer.Approved || r.Letter.Version != 2 {
		t.Fatalf("another date asks anew: %s", asJSON(t, r))
	}
	r = o.revise(r, lowered())
	if codes := reasonCodes(r); !codes[desk.ReasonUnread] {
		t.Fatalf("other terms were not asked about: %s", asJSON(t, r.Gate))
	}
	r = o.readBack(o.promiser(), r, desk.ReadConfirmed, "")
	now := o.clock
	if r, err = o.Tell(t.Context(), robin, r.Offer, r.Letter.Version, desk.Told{Amendment: "a1", At: &now}, nil); err != nil || !r.Gate.Open {
		t.Fatalf("%v %s", err, asJSON(t, r.Gate))
	}
	if r, err = o.Issue(t.Context(), robin, r.Offer, r.Revision, nil); err != nil || r.State != offer.Issued {
		t.Fatalf("%v %s", err, asJSON(t, r))
	}
}

func reasonCodes(r desk.Result) map[string]bool {
	out := map[string]bool{}
	for _, x := range r.Gate.Reasons {
		out[x.Code] = true
	}
	return out
}

// TestAnObjectionShutsTheGate although the entity asks for no read-back, until a letter of other terms is there.
func TestAnObjectionShutsTheGate(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	r = o.readBack(o.promiser(), r, desk.ReadObjected, "the sign-on was to be 15,000")
	if r.State != offer.Drafted || !reasonCodes(r)[desk.ReasonObjected] {
		t.Fatalf("%s", asJSON(t, r))
	}
	_, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
	wantFault(t, err, fault.CodeGate)
	if r = o.revise(r, desk.Revision{Redate: true}); !reasonCodes(r)[desk.ReasonObjected] {
		t.Fatalf("another date answers the objection: %s", asJSON(t, r.Gate))
	}
	rev := lowered()
	rev.Amendments[0].ToldCandidateAt = &o.clock
	if r = o.revise(r, rev); r.State != offer.Approved {
		t.Fatalf("%s", asJSON(t, r))
	}
}

// TestReadBackIsRefused to others than who promised, of another letter, and without a word of what is wrong.
func TestReadBackIsRefused(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample))
	promiser := o.promiser()
	for name, row := range map[string]struct {
		by   actor.Actor
		give desk.ReadBack
		n    int
		want fault.Code
	}{
		"by another":      {kim, desk.ReadBack{Verdict: desk.ReadConfirmed, Lock: r.Letter.Lock}, 1, fault.CodeNotThePromiser},
		"of another lock": {promiser, desk.ReadBack{Verdict: desk.ReadConfirmed, Lock: digest.Of([]byte("x"))}, 1, fault.CodeDigestMismatch},
		"without a word":  {promiser, desk.ReadBack{Verdict: desk.ReadObjected, Lock: r.Letter.Lock}, 1, fault.CodeInvalidRequest},
		"of no letter":    {promiser, desk.ReadBack{Verdict: desk.ReadConfirmed, Lock: r.Letter.Lock}, 2, fault.CodeNotFound},
	} {
		_, err := o.ReadBack(t.Context(), row.by, r.Offer, row.n, row.give, nil)
		if e := wantFault(t, err, row.want); e == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	r = o.revise(r, desk.Revision{Amendments: []terms.Amendment{lowered().Amendments[0]}})
	_, err := o.ReadBack(t.Context(), promiser, r.Offer, 1, desk.ReadBack{Verdict: desk.ReadConfirmed, Lock: r.Letter.Lock}, nil)
	wantFault(t, err, fault.CodeNotLatest)
}

// TestReadBackIsOverridden: where who promised cannot be asked, another person than the author lets the letter go, with a
// reason that is sealed. It holds for equal terms and no others, and never over an objection.
func TestReadBackIsOverridden(t *testing.T) {
	o := readingOffice(t)
	r := o.receive(example(t, usExample))
	why := desk.Override{Reason: "Ana's recruiter has left"}
	override := func(by actor.Actor) (desk.Result, error) {
		return o.OverrideReadBack(t.Context(), by, r.Offer, r.Letter.Version, why, nil)
	}
	for name, by := range map[string]actor.Actor{"who wrote the terms": robin, "who promised": o.promiser()} {
		if _, err := override(by); codeOf(err) != fault.CodeFourEyes {
			t.Errorf("%s: %v", name, err)
		}
	}
	next, err := override(kim)
	if err != nil || next.State != offer.Approved || next.ReadBack == nil || next.ReadBack.Verdict != desk.ReadOverridden || next.ReadBack.By != kim.ID {
		t.Fatalf("%v %s", err, asJSON(t, next))
	}
	e := o.last(r.Offer)
	if e.Type != event.ReadBackOverridden || bytes.Contains(e.Facts, []byte("left")) || !bytes.Contains(e.Payload, []byte("left")) {
		t.Errorf("%s", asJSON(t, e))
	}
	if _, err := override(kim); codeOf(err) != fault.CodeState {
		t.Errorf("twice: %v", err)
	}
	if r = o.revise(next, desk.Revision{Redate: true}); !r.Gate.Open {
		t.Errorf("another date asks anew: %s", asJSON(t, r.Gate))
	}
	if view := o.offerOf(r.Offer); view.ReadBack == nil || !view.ReadBack.Required || view.ReadBack.Verdict != desk.ReadOverridden || !view.ReadBack.At.Equal(o.clock) {
		t.Errorf("%s", asJSON(t, view.ReadBack))
	}
	rev := lowered()
	rev.Amendments[0].ToldCandidateAt = &o.clock
	if r = o.revise(r, rev); !reasonCodes(r)[desk.ReasonUnread] {
		t.Fatalf("other terms were not asked about: %s", asJSON(t, r.Gate))
	}
	r = o.readBack(o.promiser(), r, desk.ReadObjected, "we spoke of more")
	if _, err := override(kim); codeOf(err) != fault.CodeReadBackObjects {
		t.Errorf("an objection is overridden: %v", err)
	}
}
