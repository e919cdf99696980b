package letter_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/clause"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

func to[T any](v T) *T { return &v }

// blocks gives the text of every block of a kind.
func blocks(d letter.Document, kind letter.Kind) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Kind == kind {
			out = append(out, strings.ReplaceAll(b.Text(), "\u00a0", " "))
		}
	}
	return out
}

func TestAddress(t *testing.T) {
	lib := embedded(t)
	for want, a := range map[string]handoff.Address{
		"1 Main Street\nSan Francisco, CA 94105":         {Lines: []string{"1 Main Street"}, City: to("San Francisco"), Region: to(place.Code("US-CA")), PostalCode: to("94105"), Country: to(place.Code("US"))},
		"14 Chapel Lane\nLeeds\nLS1 4AP\nUnited Kingdom": {Lines: []string{"14 Chapel Lane"}, City: to("Leeds"), PostalCode: to("LS1 4AP"), Country: to(place.Code("GB"))},
		"Hauptstraße 1\n10115 Berlin\nGermany":           {Lines: []string{"Hauptstraße 1"}, City: to("Berlin"), PostalCode: to("10115"), Country: to(place.Code("DE"))},
		"MG Road 5\nPune 411001\nIndia":                  {Lines: []string{"MG Road 5"}, City: to("Pune"), PostalCode: to("411001"), Country: to(place.Code("IN"))},
		"Somewhere":                                      {Lines: []string{"Somewhere"}},
	} {
		r := examples(t)["us-ca-engineer"]
		r.Candidate.Address = &a
		got := blocks(assemble(t, input(t, lib, r)).Documents[0], letter.Address)
		if len(got) != 1 || got[0] != "Ana Ruiz\n"+want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhoSigns(t *testing.T) {
	lib := embedded(t)
	r := examples(t)["us-ca-engineer"]
	r.Candidate.Guardian = &terms.Name{Full: "Marta Ruiz"}
	r.Terms.Offer.Signature = &terms.Signature{Signatories: []terms.Signatory{{ID: "people", Order: to(2)}, {ID: "ceo", Order: to(1)}}}
	in := input(t, lib, r)
	a := assemble(t, in)
	got := blocks(a.Documents[0], letter.SignBlock)
	if len(got) != 2 || strings.Index(got[0], "Dana Whitfield") > strings.Index(got[0], "Robin Lee") || !strings.Contains(got[1], "Ana Ruiz") || !strings.Contains(got[1], "Marta Ruiz") {
		t.Errorf("%q", got)
	}
	for _, p := range []terms.Pointer{"/terms/offer/signature/signatories/people/order", "/terms/offer/signature/signatories/ceo/order"} {
		if a.Printed[p] != "us-california@1" {
			t.Errorf("%s is printed by %q", p, a.Printed[p])
		}
	}
	r.Terms.Offer.Signature = &terms.Signature{EmployerSigns: to("none")}
	if got := blocks(assemble(t, input(t, lib, r)).Documents[0], letter.SignBlock); len(got) != 1 {
		t.Errorf("the employer signs although it was agreed that it does not: %q", got)
	}
	r.Terms.Offer.Signature = &terms.Signature{Signatories: []terms.Signatory{{ID: "nobody"}}}
	_, err := letter.Assemble(input(t, lib, r))
	if fs := fault.FaultsOf(err); len(fs) != 1 || fs[0].Code != fault.CodeBadReference || fs[0].Term != "/terms/offer/signature/signatories/nobody" {
		t.Error(err)
	}
}

func TestThePage(t *testing.T) {
	lib := embedded(t)
	r := examples(t)["gb-hourly-care"]
	r.Letter.Marking = to("Protected B")
	in := input(t, lib, r)
	in.Mark, in.Number = letter.Test, 3
	d := assemble(t, in).Documents[0]
	if d.Page.Paper != letter.A4 || d.Page.Marking != "Protected B" || d.Page.Mark != letter.Test || d.Page.MarkWords != "TEST - NOT AN OFFER" ||
		d.Page.PageWords != "Page %d of %d" || d.Number != 3 || d.Language != "en-GB" || d.Title != "Offer of employment: Care Worker" {
		t.Errorf("%+v", d.Page)
	}
	if got := strings.ReplaceAll(d.Page.Running, "\u00a0", " "); got != "Acme Care: offer to Owain Price, 24 November 2026" {
		t.Error(got)
	}
}

func TestCompanion(t *testing.T) {
	lib := embedded(t)
	r := examples(t)["us-ca-engineer"]
	r.Terms.Documents = slices.Clone(r.Terms.Documents)
	r.Terms.Documents[1].Delivery = to("generated")
	in := input(t, lib, r)
	a := assemble(t, in)
	if len(a.Documents) != 2 || a.Documents[1].ID != "sign_on_agreement" || a.Documents[1].Title != "Sign-on Bonus Agreement" || len(unwritten(in, a)) > 0 {
		t.Fatalf("%d documents, unwritten %v", len(a.Documents), unwritten(in, a))
	}
	golden(t, "companion.txt", []byte(text(a.Documents[1])))
	r.Terms.Documents[0].Delivery = to("generated")
	_, err := letter.Assemble(input(t, lib, r))
	if fs := fault.FaultsOf(err); len(fs) != 1 || fs[0].Code != fault.CodeTemplateMissing || fs[0].Term != "/terms/documents/piia/delivery" {
		t.Error(err)
	}
}

// TestSummaryOnlyRepeats takes the sign-on clause away: the summary must not go on to promise the bonus by itself.
func TestSummaryOnlyRepeats(t *testing.T) {
	lib := embedded(t)
	in := input(t, lib, examples(t)["us-ca-engineer"])
	for _, item := range lib.Items() {
		if item.Kind == library.Clause && item.ID == "sign_on" {
			in.Library = mutate(t, lib, item, nil)
		}
	}
	a := assemble(t, in)
	summary := strings.Join(blocks(a.Documents[0], letter.TableBlock), "")
	if strings.Contains(summary, "20,000") || !strings.Contains(summary, "185,000") {
		t.Errorf("%q", summary)
	}
	if missing := unwritten(in, a); !slices.Contains(missing, "/terms/one_time_payments/sign_on/size") {
		t.Errorf("unwritten: %v", missing)
	}
}

// TestTheBeltHolds lets a clause claim a term that its words do not hold: no letter may come of it.
func TestTheBeltHolds(t *testing.T) {
	lib := embedded(t)
	in := input(t, lib, examples(t)["us-ca-engineer"])
	for _, item := range lib.Items() {
		if item.Kind != library.Clause || item.ID != "sign_on" {
			continue
		}
		files := clause.Files{}
		for name, b := range item.Files {
			files[name] = b
		}
		files["clause.yaml"] = []byte(strings.Replace(string(files["clause.yaml"]), "due: { from: item.due, as: when, form: due }", "due: { from: item.due, as: when, form: due, conveys: [item.due, item.size, terms.base_pay.rate] }", 1))
		in.Library = mutate(t, lib, item, files)
	}
	_, err := letter.Assemble(in)
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Internal || e.Code != fault.CodeLetterLostTerm || len(e.Faults) != 1 || e.Faults[0].Term != "/terms/base_pay/rate" {
		t.Fatalf("%v", err)
	}
	if strings.Contains(err.Error(), "185") {
		t.Error("the error holds the value")
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	lib := embedded(t)
	r := examples(t)["us-ca-engineer"]
	r.Terms.Role.Duties = &terms.Duties{Document: to(terms.ID("nowhere"))}
	r.Terms.OneTimePayments = slices.Clone(r.Terms.OneTimePayments)
	r.Terms.OneTimePayments[0].Payer = to(terms.ID("nobody"))
	r.Terms.Offer.Signature = &terms.Signature{Signatories: []terms.Signatory{{ID: "nobody"}}}
	_, err := letter.Assemble(input(t, lib, r))
	var at []string
	for _, f := range fault.FaultsOf(err) {
		at = append(at, f.Term)
	}
	if want := []string{"/terms/offer/signature/signatories/nobody", "/terms/one_time_payments/sign_on/payer", "/terms/role/duties/document"}; !slices.Equal(at, want) {
		t.Errorf("got %v, want %v", at, want)
	}
}

func TestAssembleIsPure(t *testing.T) {
	lib := embedded(t)
	for name, r := range examples(t) {
		in := input(t, lib, r)
		one, two := assemble(t, in), assemble(t, in)
		if !reflect.DeepEqual(one.Documents, two.Documents) || !reflect.DeepEqual(one.Printed, two.Printed) || !slices.Equal(one.Pins, two.Pins) {
			t.Errorf("%s: two letters of one input differ", name)
		}
		other := embedded(t)
		in.Library = other
		if three := assemble(t, in); !reflect.DeepEqual(one.Documents, three.Documents) || !slices.Equal(one.Pins, three.Pins) {
			t.Errorf("%s: another load of the library makes another letter", name)
		}
	}
}
