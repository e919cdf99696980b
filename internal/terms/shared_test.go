package terms

import (
	"reflect"
	"testing"
)

// TestShared holds the short way against the long one: sheets that share their parts list the same leaves, and a change
// anywhere makes another sheet of it.
func TestShared(t *testing.T) {
	rate := ID("sign_on")
	s := Sheet{Employer: Employer{Entity: "acme-us"}}
	s.Terms.OneTimePayments = []OneTimePayment{{ID: rate, Type: "sign_on"}}
	s.Terms.Hours = &Hours{}
	if same := s; !shared(s, same) || !reflect.DeepEqual(s.Leaves(), same.Leaves()) {
		t.Error("a copy shares all")
	}
	for name, change := range map[string]func(*Sheet){
		"a word":        func(x *Sheet) { x.Employer.Entity = "acme-uk" },
		"a list":        func(x *Sheet) { x.Terms.OneTimePayments = []OneTimePayment{{ID: rate, Type: "loan"}} },
		"a longer list": func(x *Sheet) { x.Terms.OneTimePayments = append(x.Terms.OneTimePayments, OneTimePayment{ID: "b"}) },
		"an object":     func(x *Sheet) { x.Terms.Hours = &Hours{} },
		"what is gone":  func(x *Sheet) { x.Terms.Hours = nil },
		"a name":        func(x *Sheet) { n := "Ana"; x.Candidate.Name.Given = &n },
	} {
		other := s
		if change(&other); shared(s, other) {
			t.Errorf("%s: another sheet is taken for the same", name)
		}
	}
}
