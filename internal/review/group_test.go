package review_test

import (
	"slices"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/policy"
	"verbatim/internal/review"
)

const groupsText = `title: T
owner: legal
changelog: First.
groups:
  - id: repay
    title: Repayment
    rules: [VB-US-*-REPAY-*]
    places: [US]
    people: [jo@acme.example]
    due_business_days: 1
  - id: europe
    title: Europe
    decides: [legal]
    places: [DE, GB-ENG]
    rule_owners: [legal]
    roles: [legal]
    due_business_days: 5
    remind_business_days: 3
    escalate_business_days: 2
  - id: blocked
    title: What blocks in France
    severities: [block]
    places: [FR]
    roles: [hr_ops]
    due_business_days: 3
  - id: india
    title: India
    entities: [acme-in]
    roles: [hr_ops]
`

// TestGroups: the first group that takes a flag has it; what none takes waits for the role that decides.
func TestGroups(t *testing.T) {
	groups, findings := review.ParseGroups("f", []byte(groupsText))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	legal, pay := policy.ByLegal, policy.ByTotalRewards
	for _, row := range []struct {
		about review.About
		want  string
		pace  review.Pace
	}{
		{review.About{Decides: legal, Place: "US-CA", Rule: "VB-US-CA-REPAY-01"}, "repay", review.Pace{Due: 1, Remind: 1, Escalate: 1}},
		{review.About{Decides: legal, Place: "GB-ENG", Rule: "VB-US-CA-REPAY-01"}, "role:legal", review.OrdinaryPace},
		{review.About{Decides: legal, Place: "DE-BE", Rule: "VB-DE-X-01", Owner: "legal"}, "europe", review.Pace{Due: 5, Remind: 3, Escalate: 2}},
		{review.About{Decides: legal, Place: "DE", Rule: "VB-DE-X-01", Owner: "hr_ops"}, "role:legal", review.OrdinaryPace},
		{review.About{Decides: pay, Place: "DE", Rule: "VB-CO-BAND-01", Owner: "legal"}, "role:total_rewards", review.OrdinaryPace},
		{review.About{Decides: legal, Place: "GB-SCT", Rule: "VB-GB-X-01", Owner: "legal"}, "role:legal", review.OrdinaryPace},
		{review.About{Severity: policy.Block, Place: "FR"}, "blocked", review.Pace{Due: 3, Remind: 1, Escalate: 1}},
		{review.About{Severity: policy.Review, Decides: pay, Place: "FR"}, "role:total_rewards", review.OrdinaryPace},
		{review.About{Severity: policy.Block, Place: "US"}, "role:hr_ops", review.UrgentPace},
		{review.About{Severity: policy.Block, Place: "IN-KA", Entity: "acme-in"}, "india", review.OrdinaryPace},
		{review.About{Decides: pay, Place: "IN-KA", Entity: "acme-in"}, "india", review.OrdinaryPace},
	} {
		if g := review.GroupOf(groups, row.about); g.ID != row.want || g.Pace != row.pace {
			t.Errorf("%+v comes to %s at %+v", row.about, g.ID, g.Pace)
		}
	}
	jo := actor.Actor{ID: "1", Roles: []actor.Role{actor.Legal}}
	for address, want := range map[string]string{"jo@acme.example": "repay europe role:legal", "": "europe role:legal"} {
		if got := review.GroupsOf(groups, jo, address); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%q is in %v", address, got)
		}
	}
	if got := review.GroupsOf(groups, actor.Actor{ID: "2"}, ""); len(got) != 0 {
		t.Errorf("somebody without a role is in %v", got)
	}
}

// TestGroupFindings: what is wrong with a file is named with its line.
func TestGroupFindings(t *testing.T) {
	for name, row := range map[string]struct{ old, new, code string }{
		"an id twice":      {"id: europe", "id: repay", "bad_group"},
		"nobody":           {"    roles: [hr_ops]\n", "", "bad_group"},
		"no role":          {"[hr_ops]", "[boss]", "bad_value"},
		"no severity":      {"[block]", "[notice]", "bad_value"},
		"no decider":       {"decides: [legal]", "decides: [jo]", "bad_value"},
		"no pattern":       {"VB-US-*-REPAY-*", `"VB-["`, "bad_value"},
		"no address":       {"jo@acme.example", "jo", "bad_value"},
		"too many days":    {"due_business_days: 5", "due_business_days: 500", "bad_value"},
		"an unknown field": {"title: India", "titel: India", "unknown_key"},
	} {
		_, findings := review.ParseGroups("f", []byte(strings.Replace(groupsText, row.old, row.new, 1)))
		if len(findings) == 0 || findings[0].Code != row.code || findings[0].Line == 0 {
			t.Errorf("%s: %v", name, findings)
		}
	}
}
