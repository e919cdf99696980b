package review_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func flag(change func(*review.Flag)) review.Flag {
	f := review.Flag{
		ID: "f2", Offer: "o", Letter: 2, Fingerprint: digest.Of([]byte("a")), Authors: []string{"robin", "kim"},
		Deviation: policy.Deviation{Code: "VB-CO-SPECIAL-01", Severity: policy.Review, Decides: policy.ByLegal, Outcome: policy.Fired},
	}
	if change != nil {
		change(&f)
	}
	return f
}

func decided(v review.Verdict, position string) *review.Decision {
	return &review.Decision{ID: "d1", Letter: 1, Verdict: v, Position: position}
}

func TestDecideRefuses(t *testing.T) {
	jo := actor.Actor{ID: "jo", Roles: []actor.Role{actor.Legal}}
	rows := map[string]struct {
		flag   func(*review.Flag)
		by     actor.Actor
		answer review.Answer
		latest int
		code   fault.Code // empty: decided
		kind   fault.Kind
	}{
		"cleared":                 {nil, jo, review.Answer{Verdict: review.Clear}, 2, "", ""},
		"refused with a comment":  {nil, jo, review.Answer{Verdict: review.Refuse, Comment: "no"}, 2, "", ""},
		"refused without":         {nil, jo, review.Answer{Verdict: review.Refuse, Comment: " "}, 2, fault.CodeInvalidRecord, fault.Invalid},
		"fallback without name":   {nil, jo, review.Answer{Verdict: review.ClearFallback, Comment: "c"}, 2, fault.CodeInvalidRecord, fault.Invalid},
		"position without a need": {nil, jo, review.Answer{Verdict: review.Clear, Position: "fallback-1"}, 2, fault.CodeInvalidRecord, fault.Invalid},
		"no such verdict":         {nil, jo, review.Answer{Verdict: "maybe", Comment: "c"}, 2, fault.CodeInvalidRecord, fault.Invalid},
		"another role":            {nil, actor.Actor{ID: "jo", Roles: []actor.Role{actor.HROps}}, review.Answer{Verdict: review.Clear}, 2, fault.CodeForbidden, fault.Forbidden},
		"admin alone":             {nil, actor.Actor{ID: "jo", Roles: []actor.Role{actor.Admin}}, review.Answer{Verdict: review.Clear}, 2, fault.CodeForbidden, fault.Forbidden},
		"who handed over":         {nil, actor.Actor{ID: "robin", Roles: actor.Roles()}, review.Answer{Verdict: review.Clear}, 2, fault.CodeFourEyes, fault.Forbidden},
		"who amended":             {nil, actor.Actor{ID: "kim", Roles: actor.Roles()}, review.Answer{Verdict: review.Clear}, 2, fault.CodeFourEyes, fault.Forbidden},
		"a service for an author": {nil, actor.Actor{ID: "bot", OnBehalfOf: "kim", Roles: actor.Roles()}, review.Answer{Verdict: review.Clear}, 2, fault.CodeFourEyes, fault.Forbidden},
		"an earlier version":      {nil, jo, review.Answer{Verdict: review.Clear}, 3, fault.CodeNotLatest, fault.Conflict},
		"decided already": {
			func(f *review.Flag) { f.Decision = decided(review.Clear, "") }, jo,
			review.Answer{Verdict: review.Clear},
			2, fault.CodeFlagDecided, fault.Conflict,
		},
		"carried over, decided anew": {
			func(f *review.Flag) { f.Carried = &review.Carried{Verdict: review.Refuse} }, jo,
			review.Answer{Verdict: review.Clear},
			2, "", "",
		},
		"something else was seen": {nil, jo, review.Answer{Verdict: review.Clear, Fingerprint: digest.Of(nil)}, 2, fault.CodeDigestMismatch, fault.Conflict},
		"a block": {
			func(f *review.Flag) { f.Deviation.Severity = policy.Block }, jo,
			review.Answer{Verdict: review.Clear},
			2, fault.CodeFlagBlocks, fault.Conflict,
		},
		"a notice": {
			func(f *review.Flag) { f.Deviation.Severity = policy.Notice }, jo,
			review.Answer{Verdict: review.Clear},
			2, fault.CodeState, fault.Conflict,
		},
	}
	for name, row := range rows {
		f := flag(row.flag)
		if row.answer.Fingerprint == "" {
			row.answer.Fingerprint = f.Fingerprint
		}
		row.answer.ID = "d2"
		d, err := review.Decide(f, row.latest, row.by, row.answer, noon)
		var e *fault.Error
		if row.code == "" {
			if err != nil || d.Flag != "f2" || d.Letter != 2 || d.By != "jo" || d.Fingerprint != f.Fingerprint || !d.At.Equal(noon) {
				t.Errorf("%s: %+v, %v", name, d, err)
			}
		} else if !errors.As(err, &e) || e.Code != row.code || e.Kind != row.kind {
			t.Errorf("%s: %v, want %s", name, err, row.code)
		}
	}
}

func TestRolesDecide(t *testing.T) {
	for decider, role := range map[policy.Decider]actor.Role{
		policy.ByLegal: actor.Legal, policy.ByHROps: actor.HROps, policy.ByTotalRewards: actor.TotalRewards,
	} {
		f := flag(func(f *review.Flag) { f.Deviation.Decides = decider })
		for _, r := range actor.Roles() {
			_, err := review.Decide(f, 2, actor.Actor{ID: "jo", Roles: []actor.Role{r}}, review.Answer{Verdict: review.Clear, Fingerprint: f.Fingerprint}, noon)
			if (err == nil) != (r == role) {
				t.Errorf("%s deciding for %s: %v", r, decider, err)
			}
		}
	}
}

func TestStatus(t *testing.T) {
	rows := []struct {
		name   string
		change func(*review.Flag)
		want   review.Status
		opens  bool
	}{
		{"nobody decided", nil, review.Open, false},
		{"block, whatever was decided", func(f *review.Flag) { f.Deviation.Severity = policy.Block; f.Decision = decided(review.Clear, "") }, review.Blocked, false},
		{"notice", func(f *review.Flag) { f.Deviation.Severity = policy.Notice }, review.Noted, true},
		{"cleared", func(f *review.Flag) { f.Decision = decided(review.Clear, "") }, review.Cleared, true},
		{"changes required", func(f *review.Flag) { f.Decision = decided(review.NeedChanges, "") }, review.ChangesRequired, false},
		{"refused", func(f *review.Flag) { f.Decision = decided(review.Refuse, "") }, review.Refused, false},
		{"fallback not yet used", func(f *review.Flag) { f.Decision = decided(review.ClearFallback, "fallback-1") }, review.ClearedFallback, false},
		{"fallback used", func(f *review.Flag) {
			f.Carried, f.Position = &review.Carried{Verdict: review.ClearFallback, Position: "fallback-1"}, "fallback-1"
		}, review.ClearedFallback, true},
		{"own decision before the carried one", func(f *review.Flag) {
			f.Carried, f.Decision = &review.Carried{Verdict: review.Refuse}, decided(review.Clear, "")
		}, review.Cleared, true},
	}
	for _, row := range rows {
		f := flag(row.change)
		if got := review.StatusOf(f); got != row.want || f.Opens() != row.opens {
			t.Errorf("%s: %s, opens %v", row.name, got, f.Opens())
		}
	}
}

func TestCarry(t *testing.T) {
	prev := func(v review.Verdict, position string) review.Flag {
		return flag(func(f *review.Flag) { f.ID, f.Letter, f.Decision = "f1", 1, decided(v, position) })
	}
	rows := []struct {
		name string
		prev review.Flag
		next func(*review.Flag)
		want review.Status
	}{
		{"equal content", prev(review.Clear, ""), nil, review.Cleared},
		{"a refusal carries too", prev(review.Refuse, ""), nil, review.Refused},
		{"changed content", prev(review.Clear, ""), func(f *review.Flag) { f.Fingerprint = digest.Of([]byte("b")) }, review.Open},
		{"other wording", prev(review.Clear, ""), func(f *review.Flag) { f.Position = "fallback-1" }, review.Open},
		{"the fallback that was allowed", prev(review.ClearFallback, "fallback-1"), func(f *review.Flag) { f.Position = "fallback-1" }, review.ClearedFallback},
		{"another fallback", prev(review.ClearFallback, "fallback-1"), func(f *review.Flag) { f.Position = "fallback-2" }, review.Open},
		{"nothing was decided", flag(nil), nil, review.Open},
	}
	for _, row := range rows {
		got := review.Carry([]review.Flag{row.prev}, []review.Flag{flag(row.next)})[0]
		if got.Status != row.want || (got.Carried != nil) != (row.want != review.Open) {
			t.Errorf("%s: %s, carried %+v", row.name, got.Status, got.Carried)
		}
	}
	first := review.Carry([]review.Flag{prev(review.Clear, "")}, []review.Flag{flag(nil)})
	second := review.Carry(first, []review.Flag{flag(func(f *review.Flag) { f.Letter = 3 })})[0]
	if second.Carried == nil || second.Carried.Decision != "d1" || second.Carried.Letter != 1 {
		t.Errorf("carried twice, a decision still names where it was made: %+v", second.Carried)
	}
}

func TestFingerprint(t *testing.T) {
	size := func(amount string) json.RawMessage {
		return json.RawMessage(`{"type":"amount","amount":"` + amount + `","currency":"USD"}`)
	}
	d := policy.Deviation{Code: "VB-CO-SPECIAL-01", Terms: []terms.Pointer{"/terms/one_time_payments/sign_on"}, Pack: "us@1"}
	seen := func(amount, title string, clause string) review.Seen {
		return review.Seen{
			Written: terms.Written{Leaves: []terms.WrittenLeaf{
				{Term: "/terms/one_time_payments/sign_on/size", Value: size(amount), Clause: "sign_on@1"},
				{Term: "/terms/role/title", Value: json.RawMessage(`"` + title + `"`), Clause: "role@1"},
			}},
			Clauses: []digest.Pin{{Kind: "clause", ID: "sign_on", Version: 1, Digest: digest.Of([]byte(clause))}, {Kind: "clause", ID: "role", Version: 1, Digest: digest.Of([]byte(title))}},
		}
	}
	base := review.Fingerprint(d, seen("20000", "Engineer", "words"))
	if !base.Valid() || base != review.Fingerprint(d, seen("20000", "Manager", "words")) {
		t.Error("what the deviation is not about must not change its fingerprint")
	}
	other := d
	other.Pack = "us@2"
	if base != review.Fingerprint(other, seen("20000", "Engineer", "words")) {
		t.Error("another version of the pack with the same rule must not change it")
	}
	other.Observed = "12 months"
	for name, changed := range map[string]digest.Digest{
		"value":    review.Fingerprint(d, seen("15000", "Engineer", "words")),
		"wording":  review.Fingerprint(d, seen("20000", "Engineer", "other words")),
		"observed": review.Fingerprint(other, seen("20000", "Engineer", "words")),
	} {
		if changed == base {
			t.Errorf("a changed %s must change the fingerprint", name)
		}
	}
	said := seen("20000", "Engineer", "words")
	said.Verbal.Terms.OneTimePayments = []terms.OneTimePayment{{ID: "sign_on", Type: "sign_on"}}
	if review.Fingerprint(d, said) == base {
		t.Error("what was said is part of it")
	}
}

func TestFactsHoldNoComment(t *testing.T) {
	d := review.Decision{ID: "d", Flag: "f", Verdict: review.Refuse, Comment: "Ana asked for this"}
	if facts := string(d.Facts()); strings.Contains(facts, "Ana") || !strings.Contains(facts, "refused") {
		t.Error(facts)
	}
}
