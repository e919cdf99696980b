package desk_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/audit"
	"verbatim/internal/bundle"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// TestSignForEmployer: who signed, how and when stands in the overview, the certificate and the evidence, and never in clear.
func TestSignForEmployer(t *testing.T) {
	o := newOffice(t)
	r := o.issued()
	issued := o.clock
	o.clock = o.clock.Add(48 * time.Hour)
	signed := issued.Add(time.Hour)
	x := desk.EmployerSigning{Signatory: "Noor Haddad", Title: "Chief People Officer", Form: answer.WetInk, At: &signed}
	got, err := o.SignForEmployer(t.Context(), robin, r.Offer, x, nil)
	if err != nil || got.State != r.State || !got.Created {
		t.Fatalf("%v %s", err, asJSON(t, got))
	}
	e := o.lastOf(r.Offer, event.EmployerSigned)
	if !e.At.Equal(signed) || e.Letter != 1 || e.Behalf != "" || string(e.Facts) != `{"form":"wet_ink"}` || strings.Contains(asJSON(t, e), "Noor") {
		t.Errorf("%s", asJSON(t, e))
	}
	_, err = o.SignForEmployer(t.Context(), robin, r.Offer, x, nil)
	wantFault(t, err, fault.CodeExists)
	if _, err := o.Accept(t.Context(), robin, r.Offer, yes(r), desk.Seen{}, nil); err != nil {
		t.Fatal(err)
	}
	before, err := o.Certificate(t.Context(), robin, r.Offer)
	if err != nil {
		t.Fatal(err)
	}
	second := desk.EmployerSigning{Signatory: "Wim de Boer", Form: answer.Qualified, External: &desk.External{Provider: "example-sign", Reference: "env-8f0c"}}
	if _, err := o.SignForEmployer(t.Context(), robin, r.Offer, second, nil); err != nil {
		t.Fatal(err)
	}
	view, err := o.Offer(t.Context(), robin, r.Offer)
	if err != nil || len(view.Signed) != 2 || view.Signed[0].Signatory != "Noor Haddad" || view.Signed[0].Documents[0].PDF != r.Letter.PDF ||
		view.Signed[1].Letter != 1 || view.Signed[1].External.Reference != "env-8f0c" || view.Signed[1].By != robin.ID {
		t.Fatalf("%v %s", err, asJSON(t, view.Signed))
	}
	after, err := o.Certificate(t.Context(), robin, r.Offer)
	if err != nil || bytes.Equal(before, after) {
		t.Errorf("the certificate does not know of the second signature: %v", err)
	}
	if _, err := o.Attach(t.Context(), robin, r.Offer, scan(), nil); err != nil {
		t.Fatal(err)
	}
	last, err := o.Certificate(t.Context(), robin, r.Offer)
	if err != nil || bytes.Equal(last, after) {
		t.Errorf("the certificate does not know of the signed letter: %v", err)
	}
	raw, err := o.Bundle(t.Context(), robin, r.Offer)
	if err != nil || !bytes.Contains(raw, []byte("Noor Haddad")) || len(bundle.Verify(raw).Findings) > 0 {
		t.Errorf("%v %s", err, asJSON(t, bundle.Verify(raw)))
	}
}

func TestSignForEmployerIsRefused(t *testing.T) {
	for name, row := range map[string]struct {
		replace []string
		change  func(*desk.EmployerSigning, *office)
		want    fault.Code
	}{
		"in the future":         {nil, func(x *desk.EmployerSigning, o *office) { at := o.clock.Add(time.Second); x.At = &at }, fault.CodeInvalidRequest},
		"before it was written": {nil, func(x *desk.EmployerSigning, o *office) { at := o.clock.Add(-time.Hour); x.At = &at }, fault.CodeInvalidRequest},
		"another letter":        {nil, func(x *desk.EmployerSigning, _ *office) { x.Letter = 2 }, fault.CodeNotLatest},
		"typed where ink counts": {
			[]string{`"expires":`, `"signature": {"form": "wet_ink"}, "expires":`}, func(*desk.EmployerSigning, *office) {}, fault.CodeSignatureForm,
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			r := o.issued(row.replace...)
			x := desk.EmployerSigning{Signatory: "Noor Haddad", Form: answer.Typed}
			row.change(&x, o)
			_, err := o.SignForEmployer(t.Context(), robin, r.Offer, x, nil)
			wantFault(t, err, row.want)
		})
	}
}

// TestEmployerSignsBeforeIssue: a letter that says that the employer has signed it is not issued without; a signature comes
// last, and another version needs its own.
func TestEmployerSignsBeforeIssue(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample, `"expires":`,
		`"signature": {"form": "wet_ink", "employer_signs": "before_issue", "signatories": [{"id": "ceo"}, {"id": "cfo"}]}, "expires":`))
	waits := func(r desk.Result) {
		t.Helper()
		if r.State != offer.InReview || len(r.Gate.Reasons) != 1 || r.Gate.Reasons[0].Code != desk.ReasonUnsigned {
			t.Fatalf("%s %s", r.State, asJSON(t, r.Gate))
		}
		_, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil)
		if e := wantFault(t, err, fault.CodeGate); len(e.Faults) != 1 || e.Faults[0].Code != fault.CodeEmployerUnsigned {
			t.Errorf("%+v", e.Faults)
		}
	}
	sign := func(who string) desk.Result {
		t.Helper()
		r, err := o.SignForEmployer(t.Context(), robin, r.Offer, desk.EmployerSigning{Signatory: who, Form: answer.WetInk}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	waits(r)
	waits(sign("Noor Haddad"))
	if r = sign("Wim de Boer"); r.State != offer.Approved || !r.Gate.Open {
		t.Fatalf("%s %s", r.State, asJSON(t, r.Gate))
	}
	r = o.revise(r, desk.Revision{Redate: true})
	waits(r)
	sign("Noor Haddad")
	r = sign("Wim de Boer")
	if _, err := o.Issue(t.Context(), robin, r.Offer, r.Revision, nil); err != nil {
		t.Fatal(err)
	}
	events, err := o.Events(t.Context(), robin, r.Offer, 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	if row, err := audit.Replay(events); err != nil || row.State != string(offer.Issued) {
		t.Errorf("%s %v", row.State, err)
	}
}

// TestNothingIsSignedInReview: what can still change is not signed.
func TestNothingIsSignedInReview(t *testing.T) {
	o := newOffice(t)
	r := o.receive(example(t, usExample, `"expires":`, `"signature": {"employer_signs": "before_issue"}, "expires":`,
		`"terms": {`, `"terms": {"special_terms": [{"id": "dog", "label": "Dog", "text": "The dog may come to the office."}],`))
	_, err := o.SignForEmployer(t.Context(), robin, r.Offer, desk.EmployerSigning{Signatory: "Noor Haddad", Form: answer.Typed}, nil)
	if e := wantFault(t, err, fault.CodeGate); len(e.Faults) == 0 || e.Faults[0].Code == fault.CodeEmployerUnsigned {
		t.Errorf("%+v", e.Faults)
	}
}
