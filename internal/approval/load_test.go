package approval_test

import (
	"strings"
	"testing"

	"verbatim/internal/approval"
)

// chainOf reads a chain of one file; it must be without fault.
func chainOf(t *testing.T, text string) approval.Chain {
	t.Helper()
	c, findings := approval.Parse("approvals/offers/v1", map[string][]byte{approval.FileName: []byte(text)})
	for _, f := range findings {
		t.Errorf("%+v", f)
	}
	return c
}

const head = "title: Offers\nowner: hr_ops\nchangelog: First version.\n"

func TestWhatIsWrongWithAChain(t *testing.T) {
	const step = "steps:\n  - id: finance\n    title: Finance\n    rule: Pay is approved.\n    approvers: [\"role:total_rewards\"]\n"
	chainOf(t, head+step)
	rows := map[string]struct{ text, code string }{
		"no steps":              {head, "missing_key"},
		"unknown role":          {head + strings.Replace(step, "role:total_rewards", "role:king", 1), "bad_approver"},
		"an address":            {head + strings.Replace(step, "role:total_rewards", "kim@acme.example", 1), "bad_approver"},
		"after what comes":      {head + step + "    after: [later]\n", "bad_step"},
		"too many needed":       {head + step + "    need: 2\n", "bad_value"},
		"unknown topic":         {head + step + "    covers: [money]\n", "bad_value"},
		"half an escalation":    {head + step + "    escalate_after_hours: 4\n", "bad_value"},
		"a step twice":          {head + step + strings.TrimPrefix(step, "steps:\n"), "bad_step"},
		"condition with a typo": {head + "when: terms.base_pay.rat\n" + step, "bad_expression"},
		"unguarded optional":    {head + step + "    when: terms.base_pay.rate.amount == '1'\n", "bad_expression"},
	}
	for name, row := range rows {
		_, findings := approval.Parse("approvals/offers/v1", map[string][]byte{approval.FileName: []byte(row.text)})
		codes := []string{}
		for _, f := range findings {
			codes = append(codes, f.Code)
		}
		if len(codes) == 0 || codes[0] != row.code {
			t.Errorf("%s: %v, want %s", name, codes, row.code)
		}
	}
}
