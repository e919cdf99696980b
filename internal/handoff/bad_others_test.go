package handoff_test

import (
	"strings"
	"testing"

	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

const (
	benefit  = "/terms/benefits"
	covenant = "/terms/covenants"
	checked  = "/terms/contingencies"
	defined  = "/terms/definitions"
	items    = "/terms/statutory_particulars"
	vacation = "/terms/time_off/vacation"
)

var badOthers = []bad{
	{"/terms/allowances", `[{"id":"a","type":"other"}]`, fault.CodeRequired, "/terms/allowances/0/name", "/terms/allowances/a/name", "needs a name"},
	{"/terms/allowances", `[{"id":"a","type":"phone","car":{"fuel":true}}]`, fault.CodeContradiction, "/terms/allowances/0/car", "/terms/allowances/a/car", "type car"},
	{"/terms/allowances", `[{"id":"a","type":"phone","paid_for":["nights"]}]`, fault.CodeContradiction, "/terms/allowances/0/paid_for", "/terms/allowances/a/paid_for", "only a premium"},
	{benefit, `[{"id":"a","type":"dental","match":[{"id":"m","percent":"50"}]}]`, fault.CodeContradiction, benefit + "/0/type", benefit + "/a/type", "nobody pays into"},
	{benefit, `[{"id":"a","type":"pension","defer_base":"25"}]`, fault.CodeContradiction, benefit + "/0/type", benefit + "/a/type", "deferred compensation"},
	{benefit, `[{"id":"a","type":"pension","auto_enrolment":false,"opt_out":true}]`, fault.CodeContradiction, benefit + "/0/opt_out", benefit + "/a/opt_out", "not enrolled"},
	{benefit, `[{"id":"a","type":"pension","contributions":[{"id":"x"}]}]`, fault.CodeRequired, benefit + "/0/contributions/0/employer", benefit + "/a/contributions/x/employer", "both pay"},
	{benefit, `[{"id":"a","type":"pension","contributions":[{"id":"x","employer":"5"},{"id":"y","employer":"6"}]}]`, fault.CodeContradiction, benefit + "/0/contributions/1/from_age", benefit + "/a/contributions/y/from_age", "each age"},
	{benefit, `[{"id":"a","type":"health","premium_employer":"120"}]`, fault.CodeOutOfRange, benefit + "/0/premium_employer", benefit + "/a/premium_employer", "100 percent"},
	{benefit, `[{"id":"a","type":"health","document":"plan"}]`, fault.CodeBadReference, benefit + "/0/document", benefit + "/a/document", "/terms/documents"},
	{"/terms/time_off", `{"vacation":{"type":"entitlement"}}`, fault.CodeRequired, vacation + "/per_year", vacation + "/per_year", "entitlement needs"},
	{"/terms/time_off", `{"vacation":{"type":"unlimited","per_year":{"days":25}}}`, fault.CodeNotOfType, vacation + "/per_year", vacation + "/per_year", "does not belong"},
	{"/terms/time_off", `{"vacation":{"type":"entitlement","per_year":{"days":25},"carry_over":false,"carry_over_most":{"days":5}}}`, fault.CodeContradiction, vacation + "/carry_over_most", vacation + "/carry_over_most", "not carried over"},
	{"/terms/time_off", `{"vacation":{"type":"entitlement","per_year":{"days":25},"of_which_statutory":{"weeks":5}}}`, fault.CodeContradiction, vacation + "/of_which_statutory", vacation + "/of_which_statutory", "more than the whole"},
	{"/terms/time_off", `{"vacation":{"type":"entitlement","per_year":{"days":25},"increases":[{"id":"i","after":{"years":5},"per_year":{"days":25}}]}}`, fault.CodeContradiction, vacation + "/increases/0/per_year", vacation + "/increases/i/per_year", "adds leave"},
	{"/terms/time_off", `{"holidays":{"type":"none","paid":8}}`, fault.CodeContradiction, "/terms/time_off/holidays/type", "/terms/time_off/holidays/type", "none is paid"},
	{"/terms/time_off", `{"sick":{"type":"entitlement"}}`, fault.CodeRequired, "/terms/time_off/sick/per_year", "/terms/time_off/sick/per_year", "how long"},
	{"/terms/time_off", `{"other_paid":[{"id":"a","type":"parental","percent":"80"}]}`, fault.CodeContradiction, "/terms/time_off/other_paid/0/paid", "/terms/time_off/other_paid/a/paid", "in part"},
	{"/terms/time_off", `{"other_paid":[{"id":"a","type":"parental","length":{"weeks":0}}]}`, fault.CodeOutOfRange, "/terms/time_off/other_paid/0/length", "/terms/time_off/other_paid/a/length", "more than 0"},
	{"/terms/time_off", `{}`, fault.CodeTooShort, "", "/terms/time_off", "says nothing"},
	{"/terms/deductions", `[{"id":"a","type":"other"}]`, fault.CodeRequired, "/terms/deductions/0/text", "/terms/deductions/a/text", "what is taken"},
	{defined, `[{"id":"cause","source":"document"}]`, fault.CodeRequired, defined + "/0/document", defined + "/cause/document", "names it"},
	{defined, `[{"id":"cause","source":"letter","document":"piia"}]`, fault.CodeContradiction, defined + "/0/document", defined + "/cause/document", "correct the source"},
	{defined, `[{"id":"good_reason","source":"letter"},{"id":"b","word":"Good Reason","source":"letter"}]`, fault.CodeContradiction, defined + "/1/word", defined + "/b/word", "defined twice"},
	{defined, `[{"id":"cause","source":"letter","includes":[{"id":"a","type":"departure_of_person"}]}]`, fault.CodeRequired, defined + "/0/includes/0/person", defined + "/cause/includes/a/person", "whose"},
	{defined, `[{"id":"cause","source":"letter","includes":[{"id":"a","type":"breach","distance":"25 miles"}]}]`, fault.CodeContradiction, defined + "/0/includes/0/type", defined + "/cause/includes/a/type", "only a move"},
	{covenant, `[{"id":"a","type":"other"}]`, fault.CodeRequired, covenant + "/0/scope", covenant + "/a/scope", "what is promised"},
	{covenant, `[{"id":"a","type":"non_compete","applies":"during","length":{"months":12}}]`, fault.CodeContradiction, covenant + "/0/applies", covenant + "/a/applies", "after the employment"},
	{covenant, `[{"id":"a","type":"non_compete","rule":"forbidden"}]`, fault.CodeContradiction, covenant + "/0/rule", covenant + "/a/rule", "outside_activities"},
	{covenant, `[{"id":"a","type":"non_compete","except":["former_employer"]}]`, fault.CodeBadReference, covenant + "/0/except/0", covenant + "/a/except", "/parties"},
	{checked, `[{"id":"a","type":"references","includes":["credit"]}]`, fault.CodeContradiction, checked + "/0/includes", checked + "/a/includes", "background check"},
	{checked, `[{"id":"a","type":"document_signing","documents":["nothing"]}]`, fault.CodeBadReference, checked + "/0/documents/0", checked + "/a/documents", "/terms/documents"},
	{checked, `[{"id":"a","type":"drug_test","documents":["piia"]}]`, fault.CodeContradiction, checked + "/0/documents", checked + "/a/documents", "document_signing"},
	{"/terms/law", `{"language":"de-DE"}`, fault.CodeContradiction, "/terms/law/language", "/terms/law/language", "/letter/languages"},
	{items, `[{"id":"a","item":"training"}]`, fault.CodeRequired, items + "/0/text", items + "/a/text", "exactly one"},
	{items, `[{"id":"a","item":"training","none":true,"text":"x"}]`, fault.CodeContradiction, items + "/0/text", items + "/a/text", "not more"},
	{items, `[{"id":"a","item":"training","none":false}]`, fault.CodeContradiction, items + "/0/none", items + "/a/none", "what there is"},
	{notice, `[{"id":"a","from":"employer","statutory":false}]`, fault.CodeRequired, notice + "/0/length", notice + "/a/length", "exactly one"},
}

func TestBadOthers(t *testing.T) { runBad(t, badOthers) }

const (
	when     = `"when":{"type":"event","event":"result"}`
	cond     = "/terms/conditions"
	alt      = "/terms/alternatives"
	twoPlain = `{"id":"x","label":"X"},{"id":"y","label":"Y"`
)

var badChoices = []bad{
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[]}]`, fault.CodeTooShort, cond + "/0/set", cond + "/a/set", "at least 1"},
	{cond, `[{"id":"a","label":"A","when":{"type":"to_be_agreed"},"set":[{"op":"set","term":"/terms/role/title","value":"X"}]}]`, fault.CodeContradiction, cond + "/0/when/type", cond + "/a/when", "date, after, event"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"set","term":"/terms/role/nonsense","value":"X"}]}]`, fault.CodeUnknownTerm, cond + "/0/set/0/term", cond + "/a/set", "no record has this term"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"remove","term":"/terms/equity/x"}]}]`, fault.CodeUnknownTerm, cond + "/0/set/0/term", cond + "/a/set", "nothing here"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"set","term":"/candidate/name","value":{"full":"X"}}]}]`, fault.CodeNotAllowed, cond + "/0/set/0/term", cond + "/a/set", "no condition and no choice"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"remove","term":"/terms/conditions/a"}]}]`, fault.CodeNotAllowed, cond + "/0/set/0/term", cond + "/a/set", "no condition and no choice"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"set","term":"/terms/role/title","value":7}]}]`, fault.CodeBadAmendment, cond + "/0/set/0/value", cond + "/a/set", "does not fit"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"set","term":"/terms/role/title","value":null}]}]`, fault.CodeRequired, cond + "/0/set/0/value", cond + "/a/set", "needs a value"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"remove","term":"/terms/documents/sign_on_agreement"}]}]`, fault.CodeContradiction, cond + "/0/set", cond + "/a/set", "/terms/one_time_payments/sign_on/repayment/document, no item"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"set","term":"/terms/base_pay/rate","value":{"amount":"-1","currency":"USD","per":"year"}}]}]`, fault.CodeContradiction, cond + "/0/set", cond + "/a/set", "never negative"},
	{cond, `[{"id":"a","label":"A",` + when + `,"set":[{"op":"set","term":"/terms/start","value":{"type":"date"}}]}]`, fault.CodeContradiction, cond + "/0/set", cond + "/a/set", "the type date needs"},
	{alt, `[{"id":"a","label":"A","chosen_by":"candidate","options":[{"id":"x","label":"X"}]}]`, fault.CodeTooShort, alt + "/0/options", alt + "/a/options", "two options"},
	{alt, `[{"id":"a","label":"A","chosen_by":"candidate","chosen":"z","options":[` + twoPlain + `}]}]`, fault.CodeBadReference, alt + "/0/chosen", alt + "/a/chosen", "no option"},
	{alt, `[{"id":"a","label":"A","chosen_by":"candidate","otherwise":"z","options":[` + twoPlain + `}]}]`, fault.CodeBadReference, alt + "/0/otherwise", alt + "/a/otherwise", "no option"},
	{alt, `[{"id":"a","label":"A","chosen_by":"candidate","options":[` + twoPlain + `,"set":[{"op":"add","term":"/terms/documents/piia","value":{"type":"plan","name":"N"}}]}]}]`, fault.CodeDuplicateID, alt + "/0/options/1/set/0/term", alt + "/a/options/y/set", "there already"},
}

func TestBadChoices(t *testing.T) { runBad(t, badChoices) }

// TestChoicesAreJudgedWithoutASchema: a record that is revalidated after an amendment has its choices judged too.
func TestChoicesAreJudgedWithoutASchema(t *testing.T) {
	v := validator(t)
	raw := patched(t, ordinary(t), cond, `[{"id":"a","label":"A",`+when+`,"set":[{"op":"set","term":"/terms/one_time_payments/sign_on/due","value":{"type":"event","event":"grant"}}]}]`)
	r, err := handoff.Parse(raw, v)
	if err != nil {
		t.Fatal(err)
	}
	r.Terms.OneTimePayments = nil // the amendment took away what the condition changes
	faults := handoff.Revalidate(r)
	if len(faults) != 1 || faults[0].Term != cond+"/a/set" || !strings.Contains(faults[0].Message, "no item has this id") {
		t.Errorf("%+v", faults)
	}
}

// TestIncompleteUnions: what never passed a schema is refused here and breaks nothing.
func TestIncompleteUnions(t *testing.T) {
	r, err := handoff.Parse(ordinary(t), validator(t))
	if err != nil {
		t.Fatal(err)
	}
	r.Terms.Equity = []terms.Equity{{ID: "a", Type: "rsu", Promise: "will_grant", Vesting: &terms.Vesting{Type: terms.VestOnEvent}}}
	r.Terms.VariablePay = []terms.VariablePay{{ID: "b", Type: "annual_bonus", Target: &terms.Size{Type: terms.SizeAmount}, Maximum: &terms.Size{Type: terms.SizeAmount}}}
	r.Terms.TimeOff = &terms.TimeOff{Vacation: &terms.Vacation{}}
	if faults := handoff.Revalidate(r); len(faults) != 4 {
		t.Errorf("%+v", faults)
	}
}
