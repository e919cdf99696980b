package handoff_test

import (
	"testing"

	"verbatim/internal/fault"
)

const notice = "/terms/termination/notice"

var badTogether = []bad{
	{payment, `{"id":"sign_on","type":"sign_on","size":{"type":"balance"}}`, fault.CodeContradiction, payment + "/size/type", signOn + "/size", "only an instalment"},
	{payment + "/size/per", `"month"`, fault.CodeContradiction, "", signOn + "/size", "has no period"},
	{"/terms/one_time_payments/1", `{"id":"sign_on","type":"retention","size":{"type":"amount","amount":"1","currency":"USD"}}`, fault.CodeDuplicateID, "/terms/one_time_payments/1/id", signOn, "one item for ever"},
	{"/parties", `[{"id":"a","role":"payer","name":"A"},{"id":"a","role":"payer","name":"B"}]`, fault.CodeDuplicateID, "/parties/1/id", "", "one item"},
	{payment + "/repayment/document", `"nowhere"`, fault.CodeBadReference, "", signOn + "/repayment/document", "/terms/documents"},
	{payment + "/payer", `"parent"`, fault.CodeBadReference, "", signOn + "/payer", "/parties"},
	{"/terms/role/duties", `{"document":"job_description"}`, fault.CodeBadReference, "/terms/role/duties/document", "/terms/role/duties/document", "add it there"},
	{"/terms/engagement/continuous_service", `{"from":{"type":"date","date":"2024-03-01"},"credited_by":"other"}`, fault.CodeBadReference, "/terms/engagement/continuous_service/credited_by", "/terms/engagement/continuous_service/credited_by", "/parties"},
	{"/terms/start", `{"type":"date","date":"2027-01-11","time":"09:00"}`, fault.CodeRequired, "/terms/start/zone", "/terms/start", "needs its time zone"},
	{"/terms/start", `{"type":"date","date":"2027-01-11","zone":"UTC"}`, fault.CodeContradiction, "/terms/start/zone", "/terms/start", "clock time"},
	{"/terms/start", `{"type":"date","date":"2027-01-11","time":"09:00","zone":"Mars/Olympus"}`, fault.CodeNotAllowed, "/terms/start/zone", "/terms/start", "IANA"},
	{"/terms/start", `{"type":"date","date":"2027-01-11","time":"09:00","zone":"Local"}`, fault.CodeNotAllowed, "/terms/start/zone", "/terms/start", "IANA"},
	{"/terms/start", `{"type":"event","event":"other"}`, fault.CodeRequired, "/terms/start/name", "/terms/start", "which event"},
	{"/terms/start", `{"type":"event","event":"acceptance","name":"x"}`, fault.CodeContradiction, "/terms/start/name", "/terms/start", "only the event other"},
	{"/terms/start", `{"type":"candidate_fills","earliest":"2027-03-01","latest":"2027-01-01"}`, fault.CodeContradiction, "/terms/start/latest", "/terms/start", "not before"},
	{"/terms/base_pay", `{"paid":"monthly"}`, fault.CodeRequired, "/terms/base_pay/rate", "/terms/base_pay/rate", "rate and steps"},
	{"/terms/base_pay/steps", `[{"id":"a","rate":{"amount":"1","currency":"USD","per":"year"}}]`, fault.CodeContradiction, "", "/terms/base_pay/steps", "not both"},
	{"/terms/base_pay/stated", `[{"id":"a","amount":"1","currency":"EUR","per":"month"}]`, fault.CodeContradiction, "/terms/base_pay/stated/0/currency", "/terms/base_pay/stated/a/currency", "currency of the rate"},
	{"/terms/base_pay/rate/amount", `"0"`, fault.CodeBadAmount, "", "/terms/base_pay/rate", "explicitly_none"},
	{"/terms/base_pay/rate/amount", `"-1"`, fault.CodeBadAmount, "", "/terms/base_pay/rate", "never negative"},
	{"/terms/base_pay/rate/amount", `"1000000000000"`, fault.CodeBadAmount, "", "/terms/base_pay/rate", "less than"},
	{"/terms/base_pay/rate/amount", `"1.1234567"`, fault.CodeBadAmount, "", "/terms/base_pay/rate", "6 digits"},
	{"/terms/engagement/time", `"part_time"`, fault.CodeRequired, "/terms/engagement/fraction", "/terms/engagement/fraction", "hours of a week"},
	{"/terms/engagement/fraction", `"0.5"`, fault.CodeContradiction, "", "/terms/engagement/fraction", "part_time"},
	{"/terms/engagement/fraction", `"1.5"`, fault.CodeOutOfRange, "", "/terms/engagement/fraction", "at most 1"},
	{"/terms/engagement/type", `"fixed_term"`, fault.CodeRequired, "/terms/engagement/fixed_term", "/terms/engagement/fixed_term", "when it ends"},
	{"/terms/engagement/fixed_term", `{"length":{"months":12}}`, fault.CodeContradiction, "", "/terms/engagement/fixed_term", "set in advance"},
	{"/terms/engagement/probation", `{"length":{"months":0}}`, fault.CodeOutOfRange, "/terms/engagement/probation/length", "/terms/engagement/probation/length", "more than 0"},
	{"/terms/hours", `{"per_week":"200"}`, fault.CodeOutOfRange, "/terms/hours/per_week", "/terms/hours/per_week", "168"},
	{"/terms/hours", `{"overtime":{"paid":false,"rate":"1.5"}}`, fault.CodeContradiction, "/terms/hours/overtime/rate", "/terms/hours/overtime/rate", "not paid"},
	{notice, `[{"id":"a","from":"employer"}]`, fault.CodeRequired, notice + "/0/length", notice + "/a/length", "length_per_year"},
	{notice, `[{"id":"a","from":"employer","length":{"weeks":1},"maximum":{"weeks":12}}]`, fault.CodeContradiction, notice + "/0/maximum", notice + "/a/maximum", "grows with service"},
	{notice, `[{"id":"a","from":"employer","length":{"weeks":1},"service_from":{"years":2},"service_until":{"months":24}}]`, fault.CodeContradiction, notice + "/0/service_until", notice + "/a/service_until", "longer service"},
	{"/terms/role/reports_to/0", `{"id":"manager"}`, fault.CodeRequired, "/terms/role/reports_to/0/title", "/terms/role/reports_to/manager/title", "title, name, body"},
	{"/terms/explicitly_none", `["base_pay"]`, fault.CodeContradiction, "/terms/explicitly_none/0", "/terms/explicitly_none/base_pay", "keep one of the two"},
	{"/terms/not_discussed", `["base_pay"]`, fault.CodeContradiction, "/terms/not_discussed/0", "/terms/not_discussed/base_pay", "keep one of the two"},
	{"/terms/explicitly_none", `["relocation"]`, fault.CodeContradiction, "/terms/not_discussed/0", "/terms/not_discussed/relocation", "too"},
	{payment + "/size", `{"type":"percent","percent":"10","of":"/terms/nonsense"}`, fault.CodeUnknownTerm, payment + "/size/of", signOn + "/size", "no record has this term"},
	{payment + "/size", `{"type":"percent","percent":"10","of":"/terms/hours"}`, fault.CodeBadReference, payment + "/size/of", signOn + "/size", "says nothing"},
	{payment + "/size", `{"type":"percent","percent":"10","of":"/terms/one_time_payments/sign_on/size"}`, fault.CodeContradiction, payment + "/size/of", signOn + "/size", "part of itself"},
	{payment + "/size", `{"type":"percent","percent":"0","of":"/terms/base_pay"}`, fault.CodeBadAmount, payment + "/size/percent", signOn + "/size", "more than 0"},
	{payment + "/size", `{"type":"tiers","tiers":[{"id":"a","from":"5","to":"5","amount":"1","currency":"USD"}]}`, fault.CodeContradiction, payment + "/size/tiers/0/to", signOn + "/size", "above its beginning"},
	{"/provenance", `{"/terms/hours/per_week":{"parsed":"assumed"}}`, fault.CodeBadReference, "/provenance/~1terms~1hours~1per_week", "/terms/hours/per_week", "says nothing"},
	{"/terms/special_terms", `[{"id":"a","label":"A","text":"B","near":"/terms/nonsense"}]`, fault.CodeUnknownTerm, "/terms/special_terms/0/near", "/terms/special_terms/a/near", "no record"},
	{"/letter/kind", `"amendment"`, fault.CodeRequired, "/letter/amends", "", "which letter version"},
	{"/letter/languages", `["en-US","en-US"]`, fault.CodeContradiction, "", "", "two different"},
	{"/hiring/posted_range", `{"minimum":"10","maximum":"9","currency":"USD","per":"year"}`, fault.CodeContradiction, "/hiring/posted_range/maximum", "", "not below"},
	{"/candidate/name/full", `" Ana Ruiz"`, fault.CodeBadText, "", "/candidate/name", "white space"},
	{"/candidate/name/full", `"\u00a0"`, fault.CodeBadText, "", "/candidate/name", "visible"},
	{"/candidate/name/full", `"Ana\u202eRuiz"`, fault.CodeBadText, "", "/candidate/name", "U+202E is a control that turns"},
	{"/candidate/name/full", `"Ana\u200bRuiz"`, fault.CodeBadText, "", "/candidate/name", "U+200B is invisible"},
	{"/candidate/name/full", `"Ana\u200dRuiz"`, fault.CodeBadText, "", "/candidate/name", "U+200D"},
	{"/candidate/name/full", `"Ana\nRuiz"`, fault.CodeBadText, "", "/candidate/name", "U+000A is a control character"},
	{"/candidate/name/full", `"Ana\ufffdRuiz"`, fault.CodeBadText, "", "/candidate/name", "lost"},
	{"/candidate/address/lines/0", `"1 Main\tStreet"`, fault.CodeBadText, "", "", "U+0009"},
	{"/terms/special_terms", `[{"id":"a","label":"A","text":"One\rTwo"}]`, fault.CodeBadText, "/terms/special_terms/0/text", "/terms/special_terms/a/text", "U+000D"},
}

func TestBadTogether(t *testing.T) { runBad(t, badTogether) }
