package offer_test

import (
	"errors"
	"testing"

	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// TestSignForEmployer says which letter a signature is under, and which states take none.
func TestSignForEmployer(t *testing.T) {
	waits, _, err := offer.Open(offer.Offer{ID: "o", Letter: 1}, offer.Gate{}, at(0))
	if err != nil {
		t.Fatal(err)
	}
	end := at(10)
	issued, _, err := waits.Issue(offer.Gate{}, at(1), &end)
	if err != nil {
		t.Fatal(err)
	}
	accepted, _, err := issued.Accept(1, at(2))
	if err != nil {
		t.Fatal(err)
	}
	revised, _, err := issued.Revised(2, offer.Gate{}, at(2))
	if err != nil {
		t.Fatal(err)
	}
	blocked, _, err := issued.Revised(2, gates["drafted"], at(2))
	if err != nil {
		t.Fatal(err)
	}
	unsigned, _, err := offer.Open(offer.Offer{ID: "o", Letter: 1}, offer.Gate{Unsigned: true}, at(0))
	if err != nil {
		t.Fatal(err)
	}
	flagged, _, err := offer.Open(offer.Offer{ID: "o", Letter: 1}, gates["in_review"], at(0))
	if err != nil {
		t.Fatal(err)
	}
	declined, _, err := issued.Decline("unknown", at(2))
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		offer        offer.Offer
		letter, hour int
		want         int // the letter that was signed; 0 when it is refused
		code         fault.Code
		gate         offer.Gate  // with the signature
		state        offer.State // after it; empty for the one before
	}{
		"what it waited for":          {unsigned, 0, 1, 1, "", offer.Gate{}, offer.Approved},
		"the first of two":            {unsigned, 0, 1, 1, "", offer.Gate{Unsigned: true}, ""},
		"a flag is open":              {flagged, 0, 1, 0, fault.CodeGate, gates["in_review"], ""},
		"a flag is open and unsigned": {flagged, 0, 1, 0, fault.CodeGate, offer.Gate{Open: []string{"f"}, Unsigned: true}, ""},
		"before it is issued":         {waits, 0, 1, 1, "", offer.Gate{}, ""},
		"issued":                      {issued, 0, 3, 1, "", offer.Gate{}, ""},
		"accepted":                    {accepted, 1, 3, 1, "", offer.Gate{}, ""},
		"a newer one waits":           {revised, 0, 3, 2, "", offer.Gate{}, ""},
		"the older one, by number":    {revised, 1, 3, 1, "", offer.Gate{}, ""},
		"a newer one is blocked":      {blocked, 0, 3, 1, "", offer.Gate{}, ""},
		"the blocked one":             {blocked, 2, 3, 0, fault.CodeNotLatest, offer.Gate{}, ""},
		"declined":                    {declined, 0, 3, 0, fault.CodeState, offer.Gate{}, ""},
		"expired, not recorded":       {issued, 0, 11, 0, fault.CodeState, offer.Gate{}, ""},
		"in time, recorded after it":  {issued, 0, 10, 1, "", offer.Gate{}, ""},
		"nothing stands in the order": {offer.Offer{State: offer.Proposed}, 0, 1, 0, fault.CodeState, offer.Gate{}, ""},
	} {
		next, events, err := row.offer.SignForEmployer(row.letter, row.gate, at(row.hour))
		if row.want == 0 {
			var refused *fault.Error
			if !errors.As(err, &refused) || refused.Code != row.code {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if row.state == "" {
			row.state = row.offer.State
		}
		if err != nil || len(events) != 1 || events[0].Type != event.EmployerSigned || events[0].Letter != row.want || next.State != row.state || events[0].To != string(row.state) || next.Answerable != row.offer.Answerable {
			t.Errorf("%s: %v %+v", name, err, events)
		}
	}
}
