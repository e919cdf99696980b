package handoff_test

import (
	"testing"

	"verbatim/internal/fault"
)

const (
	variable = "/terms/variable_pay"
	grants   = "/terms/equity"
	rsu      = `"id":"a","type":"rsu","promise":"will_grant"`
	usd      = `{"type":"amount","amount":"100","currency":"USD"}`
	units    = `{"type":"units","units":"10"}`
)

var badPay = []bad{
	{"/terms/base_pay/full_time", `{"amount":"1","currency":"USD","per":"year"}`, fault.CodeContradiction, "/terms/base_pay/full_time", "/terms/base_pay/full_time", "no less than the rate"},
	{"/terms/base_pay/full_time", `{"amount":"900000","currency":"EUR","per":"year"}`, fault.CodeContradiction, "/terms/base_pay/full_time", "/terms/base_pay/full_time", "currency and the period"},
	{"/terms/base_pay/components", `[{"id":"a","type":"basic","size":{"type":"balance"}},{"id":"b","type":"gratuity","size":{"type":"balance"}}]`, fault.CodeContradiction, "/terms/base_pay/components/1/size", "/terms/base_pay/components/b/size", "one part at most"},
	{"/terms/base_pay/components", `[{"id":"a","type":"holiday_allowance","size":{"type":"balance"},"on_top":true}]`, fault.CodeContradiction, "/terms/base_pay/components/0/size", "/terms/base_pay/components/a/size", "not what is left"},
	{"/terms/base_pay/components", `[{"id":"a","type":"basic","size":{"type":"amount","amount":"1","currency":"EUR"}}]`, fault.CodeContradiction, "/terms/base_pay/components/0/size", "/terms/base_pay/components/a/size", "its currency"},
	{"/terms/base_pay/components", `[{"id":"a","type":"other","size":` + usd + `}]`, fault.CodeRequired, "/terms/base_pay/components/0/name", "/terms/base_pay/components/a/name", "needs a name"},
	{variable, `[{"id":"a","type":"commission","uncapped":true,"maximum":` + usd + `}]`, fault.CodeContradiction, variable + "/0/uncapped", variable + "/a/uncapped", "no maximum"},
	{variable, `[{"id":"a","type":"commission","recoverable":false}]`, fault.CodeContradiction, variable + "/0/recoverable", variable + "/a/recoverable", "only a draw"},
	{variable, `[{"id":"a","type":"draw","against":"commission"}]`, fault.CodeBadReference, variable + "/0/against", variable + "/a/against", "/terms/variable_pay"},
	{variable, `[{"id":"a","type":"draw","against":"a"}]`, fault.CodeContradiction, variable + "/0/against", variable + "/a/against", "on itself"},
	{variable, `[{"id":"a","type":"annual_bonus","first_year":"separate"}]`, fault.CodeRequired, variable + "/0/first_year_target", variable + "/a/first_year_target", "what it brings"},
	{variable, `[{"id":"a","type":"annual_bonus","first_year":"full","first_year_target":` + usd + `}]`, fault.CodeContradiction, variable + "/0/first_year", variable + "/a/first_year", "separate"},
	{variable, `[{"id":"a","type":"annual_bonus","target":` + usd + `,"maximum":{"type":"amount","amount":"99","currency":"USD"}}]`, fault.CodeContradiction, variable + "/0/maximum", variable + "/a/maximum", "in this order"},
	{variable, `[{"id":"a","type":"annual_bonus","target":{"type":"percent","percent":"50","of":"/terms/base_pay"},"maximum":{"type":"percent","percent":"1/3","of":"/terms/base_pay"}}]`, fault.CodeContradiction, variable + "/0/maximum", variable + "/a/maximum", "in this order"},
	{variable, `[{"id":"a","type":"annual_bonus","target":{"type":"percent","percent":"50"}}]`, fault.CodeRequired, variable + "/0/target/of", variable + "/a/target", "of and of_what"},
	{variable, `[{"id":"a","type":"annual_bonus","target":{"type":"percent","percent":"50","of":"/terms/base_pay","of_what":"sales"}}]`, fault.CodeContradiction, variable + "/0/target/of_what", variable + "/a/target", "not both"},
	{variable, `[{"id":"a","type":"annual_bonus","target":` + units + `}]`, fault.CodeContradiction, variable + "/0/target/type", variable + "/a/target", "/terms/equity"},
	{variable, `[{"id":"a","type":"annual_bonus","target":{"type":"amount","amount":"1","currency":"USD","method":"close_on_grant"}}]`, fault.CodeContradiction, variable + "/0/target/type", variable + "/a/target", "/terms/equity"},
	{variable, `[{"id":"a","type":"annual_bonus","metrics":[{"id":"m","text":"EPS","weight":"101"}]}]`, fault.CodeOutOfRange, variable + "/0/metrics/0/weight", variable + "/a/metrics/m/weight", "at most 100"},
	{variable, `[{"id":"a","type":"commission","rate":{"type":"tiers","tiers":[{"id":"t","from":"0","percent":"5"}]}}]`, fault.CodeRequired, variable + "/0/rate/tiers/0/of", variable + "/a/rate", "of and of_what"},
	{payment + "/loan", `{"interest_free":true}`, fault.CodeContradiction, "", signOn + "/loan", "type loan"},
	{"/terms/one_time_payments/1", `{"id":"l","type":"loan","size":` + usd + `,"loan":{"interest":"3","interest_free":true}}`, fault.CodeContradiction, "/terms/one_time_payments/1/loan/interest_free", "/terms/one_time_payments/l/loan/interest_free", "keep one"},
	{"/terms/severance", `[{"id":"a","triggers":["without_cause"]}]`, fault.CodeRequired, "/terms/severance/0/pay", "/terms/severance/a/pay", "what is given"},
	{"/terms/severance", `[{"id":"a","triggers":["without_cause"],"pay":` + usd + `,"paid":"lump_sum","instalments":12}]`, fault.CodeContradiction, "/terms/severance/0/instalments", "/terms/severance/a/instalments", "lump sum"},
	{"/terms/severance", `[{"id":"a","triggers":["without_cause"],"pay":` + usd + `,"minimum_service":{"years":2},"service_until":{"months":12}}]`, fault.CodeContradiction, "/terms/severance/0/service_until", "/terms/severance/a/service_until", "longer service"},
	{"/terms/severance", `[{"id":"a","triggers":["without_cause"],"equity":["/terms/equity/none"]}]`, fault.CodeBadReference, "/terms/severance/0/equity/0", "/terms/severance/a/equity", "says nothing"},
	{"/terms/severance", `[{"id":"a","triggers":["without_cause"],"equity":["/terms/base_pay"]}]`, fault.CodeBadReference, "/terms/severance/0/equity/0", "/terms/severance/a/equity", "terms of grants"},
	{"/terms/severance", `[{"id":"a","triggers":["without_cause"],"health":{"length":{"months":0}}}]`, fault.CodeOutOfRange, "/terms/severance/0/health/length", "/terms/severance/a/health/length", "more than 0"},
}

func TestBadPay(t *testing.T) { runBad(t, badPay) }

var badEquity = []bad{
	{grants, `[{"id":"a","type":"mixed","promise":"will_grant"}]`, fault.CodeRequired, grants + "/0/parts", grants + "/a/parts", "at least two parts"},
	{grants, `[{` + rsu + `,"parts":[{"id":"p","type":"rsu","weight":"50"}]}]`, fault.CodeContradiction, grants + "/0/parts", grants + "/a/parts", "only a mixed"},
	{grants, `[{` + rsu + `,"strike":{"type":"fixed","amount":"1","currency":"USD"}}]`, fault.CodeContradiction, grants + "/0/strike", grants + "/a/strike", "no price"},
	{grants, `[{` + rsu + `,"term":{"years":10}}]`, fault.CodeContradiction, grants + "/0/term", grants + "/a/term", "not exercised"},
	{grants, `[{"id":"a","type":"sar","promise":"will_grant","tandem_with":"a"}]`, fault.CodeContradiction, grants + "/0/tandem_with", grants + "/a/tandem_with", "itself"},
	{grants, `[{"id":"a","type":"sar","promise":"will_grant","tandem_with":"b"}]`, fault.CodeBadReference, grants + "/0/tandem_with", grants + "/a/tandem_with", "/terms/equity"},
	{grants, `[{` + rsu + `,"issuer":"parent"}]`, fault.CodeBadReference, grants + "/0/issuer", grants + "/a/issuer", "/parties"},
	{grants, `[{` + rsu + `,"plan":"plan"}]`, fault.CodeBadReference, grants + "/0/plan", grants + "/a/plan", "/terms/documents"},
	{grants, `[{"id":"a","type":"rsu"}]`, fault.CodeRequired, grants + "/0/promise", grants + "/a/promise", "how far"},
	{grants, `[{` + rsu + `,"size":{"type":"amount","amount":"1","currency":"USD","per":"year"}}]`, fault.CodeContradiction, grants + "/0/size/per", grants + "/a/size", "cycle yearly"},
	{grants, `[{` + rsu + `,"size":{"type":"same_as","term":"/terms/base_pay/rate"}}]`, fault.CodeBadReference, grants + "/0/size/term", grants + "/a/size", "no size"},
	{grants, `[{` + rsu + `,"vesting":{"type":"same_as","term":"/terms/base_pay/rate"}}]`, fault.CodeBadReference, grants + "/0/vesting/term", grants + "/a/vesting", "no vesting"},
	{grants, `[{` + rsu + `,"vesting":{"type":"periodic","over":{"months":12},"every":{"years":2}}}]`, fault.CodeContradiction, grants + "/0/vesting/every", grants + "/a/vesting", "not longer"},
	{grants, `[{` + rsu + `,"vesting":{"type":"periodic","over":{"months":12},"every":{"months":1},"cliff":{"years":2}}}]`, fault.CodeContradiction, grants + "/0/vesting/cliff", grants + "/a/vesting", "not longer"},
	{grants, `[{` + rsu + `,"vesting":{"type":"periodic","over":{"months":12},"every":{"months":1},"at_cliff":"25"}}]`, fault.CodeRequired, grants + "/0/vesting/cliff", grants + "/a/vesting", "needs the cliff"},
	{grants, `[{` + rsu + `,"vesting":{"type":"periodic","over":{"months":48},"every":{"months":0}}}]`, fault.CodeOutOfRange, grants + "/0/vesting/every", grants + "/a/vesting", "more than 0"},
	{grants, `[{` + rsu + `,"vesting":{"type":"periodic","over":{"months":12}}}]`, fault.CodeRequired, grants + "/0/vesting/every", grants + "/a/vesting", "the type periodic needs"},
	{grants, `[{` + rsu + `,"vesting":{"type":"immediate","over":{"months":12}}}]`, fault.CodeNotOfType, grants + "/0/vesting/over", grants + "/a/vesting", "leave it out"},
	{grants, `[{` + rsu + `,"vesting":{"type":"any_of","parts":[{"id":"p","vesting":{"type":"immediate"}}]}}]`, fault.CodeTooShort, grants + "/0/vesting/parts", grants + "/a/vesting", "two parts"},
	{grants, `[{` + rsu + `,"vesting":{"type":"any_of","parts":[{"id":"p","vesting":{"type":"immediate"}},{"id":"p","vesting":{"type":"immediate"}}]}}]`, fault.CodeDuplicateID, grants + "/0/vesting/parts/1/id", grants + "/a/vesting", "one item"},
	{grants, `[{` + rsu + `,"vesting":{"type":"event","event":"other"}}]`, fault.CodeRequired, grants + "/0/vesting/name", grants + "/a/vesting", "which event"},
	{grants, `[{` + rsu + `,"vesting":{"type":"performance","criteria":"set","from":"2027-01-01","until":"2026-01-01"}}]`, fault.CodeContradiction, grants + "/0/vesting/until", grants + "/a/vesting", "not before"},
	{grants, `[{` + rsu + `,"vesting":{"type":"performance","criteria":"to_be_set","metrics":[{"id":"m","text":"EPS"}]}}]`, fault.CodeContradiction, grants + "/0/vesting/criteria", grants + "/a/vesting", "are set"},
	{grants, `[{` + rsu + `,"vesting":{"type":"dated","tranches":[{"id":"a","on":{"type":"to_be_agreed"},"size":{"type":"balance"}},{"id":"b","on":{"type":"to_be_agreed"},"size":{"type":"balance"}}]}}]`, fault.CodeContradiction, grants + "/0/vesting/tranches/1/size", grants + "/a/vesting", "one tranche"},
	{grants, `[{` + rsu + `,"acceleration":[{"id":"x","events":["change_of_control"]}]}]`, fault.CodeRequired, grants + "/0/acceleration/0/percent", grants + "/a/acceleration/x/percent", "exactly one"},
	{grants, `[{` + rsu + `,"acceleration":[{"id":"x","events":["change_of_control"],"percent":"120"}]}]`, fault.CodeOutOfRange, grants + "/0/acceleration/0/percent", grants + "/a/acceleration/x/percent", "100 percent"},
	{grants, `[{` + rsu + `,"acceleration":[{"id":"x","events":["without_cause"],"percent":"100","after":{"months":12}}]}]`, fault.CodeContradiction, grants + "/0/acceleration/0/events", grants + "/a/acceleration/x/events", "name both"},
}

func TestBadEquity(t *testing.T) { runBad(t, badEquity) }
