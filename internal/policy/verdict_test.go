package policy_test

import (
	"testing"

	"verbatim/internal/policy"
	"verbatim/internal/terms"
)

func TestVerdictOf(t *testing.T) {
	missing := terms.Change{Term: "/terms/one_time_payments/sign_on", Class: terms.Unwritten, Material: true}
	lower := terms.Change{Term: "/terms/base_pay/rate", Class: terms.Changed, Material: true, Worse: true}
	later := terms.Change{Term: "/terms/start", Class: terms.Changed, Material: true, Worse: true}
	worse := terms.Change{Term: "/terms/one_time_payments/sign_on/repayment/within", Class: terms.Changed, Material: true, Worse: true}
	different := terms.Change{Term: "/terms/role/title", Class: terms.Changed, Material: true}
	dropped := terms.Change{Term: "/terms/documents/handbook", Class: terms.Removed}
	added := terms.Change{Term: "/terms/termination/at_will", Class: terms.Added, Material: true}
	minor := terms.Change{Term: "/terms/documents/handbook", Class: terms.Added}
	rounded := terms.Change{Term: "/terms/base_pay/rate", Class: terms.EqualByRounding, Material: true}
	rows := []struct {
		changes []terms.Change
		unknown []terms.Pointer
		code    policy.VerdictCode
		want    string
	}{
		{nil, nil, policy.SaysWhatWasSaid, "Says what was said."},
		{[]terms.Change{minor, rounded}, nil, policy.SaysWhatWasSaid, "Says what was said."},
		{[]terms.Change{missing, lower, added}, nil, policy.NotWhatWasSaid, "Not what was said: 1 promise is missing, 1 is lower, 1 was added."},
		{[]terms.Change{missing, missing}, nil, policy.NotWhatWasSaid, "Not what was said: 2 promises are missing."},
		{
			[]terms.Change{dropped, later, worse, different},
			nil, policy.NotWhatWasSaid,
			"Not what was said: 1 promise is later, 1 is worse, 1 is different, 1 was dropped.",
		},
		{[]terms.Change{added, added}, nil, policy.NotWhatWasSaid, "Not what was said: 2 terms were added."},
		{[]terms.Change{added}, []terms.Pointer{"/terms/start"}, policy.NotWhatWasSaid, "Not what was said: 1 term was added."},
		{[]terms.Change{minor}, []terms.Pointer{"/terms/start", "/terms/base_pay", "/terms/start"}, policy.CannotBeJudged, "Cannot be judged: 2 terms not recorded."},
		{nil, []terms.Pointer{"/terms/start"}, policy.CannotBeJudged, "Cannot be judged: 1 term not recorded."},
	}
	for _, row := range rows {
		got := policy.VerdictOf(row.changes, row.unknown, policy.NotSendable)
		if got.Code != row.code || got.Sentence != row.want || got.Consequence != "Cannot be sent." {
			t.Errorf("%+v, want %q", got, row.want)
		}
	}
}
