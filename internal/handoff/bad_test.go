package handoff_test

import (
	"strings"
	"testing"

	"verbatim/internal/fault"
)

// bad is one mistake in the ordinary record: the value put at a pointer, and the one fault it must give.
type bad struct {
	at, value string // the patch
	code      fault.Code
	pointer   fault.Pointer // at when empty
	term      string
	says      string // a part of the message
}

const (
	payment = "/terms/one_time_payments/0"
	signOn  = "/terms/one_time_payments/sign_on"
)

var badForm = []bad{
	{"/terms/role/titel", `"x"`, fault.CodeUnknownField, "", "/terms/role", "did you mean title?"},
	{"/frobnicate", `1`, fault.CodeUnknownField, "", "", "allowed are agreed, approved"},
	{"/candidate/date_of_birth", `"1990-01-01"`, fault.CodeUnknownField, "", "", "no such field"},
	{"/terms/role/title", `null`, fault.CodeNull, "", "/terms/role/title", "leave the field out"},
	{"/terms/base_pay", `null`, fault.CodeNull, "", "/terms/base_pay", "leave the field out"},
	{"/terms/base_pay/rate/currency", `null`, fault.CodeNull, "", "/terms/base_pay/rate", "leave the field out"},
	{"/terms/role/title", `7`, fault.CodeWrongType, "", "/terms/role/title", "a text in quotes is wanted here, not a number"},
	{"/terms/role", `[]`, fault.CodeWrongType, "", "/terms/role", "an object is wanted here, not a list"},
	{"/terms/role/title", `-`, fault.CodeRequired, "", "/terms/role/title", "Job title is"},
	{"/terms", `-`, fault.CodeRequired, "", "", "what the candidate is promised"},
	{"/schema", `"handoff/v2"`, fault.CodeNotAllowed, "", "", "only handoff/v1"},
	{"/agreed/channel", `"fax"`, fault.CodeNotAllowed, "", "", "one of phone, video"},
	{payment + "/type", `"signon"`, fault.CodeNotAllowed, "", signOn + "/type", "one of sign_on, relocation"},
	{payment + "/size/amount", `20000`, fault.CodeBadAmount, "", signOn + "/size", "decimal string"},
	{payment + "/size/amount", `20000.5`, fault.CodeBadAmount, "", signOn + "/size", "decimal string"},
	{payment + "/size/amount", `"20,000"`, fault.CodeBadAmount, "", signOn + "/size", "no separators"},
	{payment + "/size/amount", `"1e5"`, fault.CodeBadAmount, "", signOn + "/size", "no exponent"},
	{payment + "/size/amount", `"$20000"`, fault.CodeBadAmount, "", signOn + "/size", "decimal string"},
	{payment + "/size/amount", `"0x10"`, fault.CodeBadAmount, "", signOn + "/size", "decimal string"},
	{payment + "/size/currency", `"$"`, fault.CodeBadCurrency, "", signOn + "/size", "ISO 4217"},
	{payment + "/size/currency", `"XXX"`, fault.CodeBadCurrency, "", signOn + "/size", "USD"},
	{payment + "/size/currency", `-`, fault.CodeRequired, "", signOn + "/size", "the type amount needs this field"},
	{payment + "/size/percent", `"10"`, fault.CodeNotOfType, "", signOn + "/size", "leave it out, or correct the type"},
	{payment + "/size/percent", `10.5`, fault.CodeNotOfType, "", signOn + "/size", "leave it out"},
	{payment + "/size/type", `"ammount"`, fault.CodeNotAllowed, "", signOn + "/size", "one of amount, percent"},
	{payment + "/id", `"Sign-On"`, fault.CodeFormat, "", "/terms/one_time_payments", "at most 40 of a-z"},
	{payment + "/repayment/within", `{"months":12,"days":1}`, fault.CodeFormat, "", signOn + "/repayment/within", "exactly one unit"},
	{payment + "/repayment/within", `{"month":12}`, fault.CodeFormat, "", signOn + "/repayment/within", "exactly one unit"},
	{payment + "/repayment/within", `{"months":1.5}`, fault.CodeFormat, "", signOn + "/repayment/within", "as a string"},
	{payment + "/repayment/within", `{"months":-1}`, fault.CodeFormat, "", signOn + "/repayment/within", "exactly one unit"},
	{payment + "/repayment/within", `{}`, fault.CodeFormat, "", signOn + "/repayment/within", "exactly one unit"},
	{payment + "/repayment/within", `12`, fault.CodeFormat, "", signOn + "/repayment/within", "exactly one unit"},
	{payment + "/repayment/triggers", `[]`, fault.CodeTooShort, "", signOn + "/repayment/triggers", "at least 1 item"},
	{payment + "/repayment/triggers", `["cause","cause"]`, fault.CodeNotAllowed, "", signOn + "/repayment/triggers", "once"},
	{payment + "/repayment/interest", `"no"`, fault.CodeWrongType, "", signOn + "/repayment/interest", "true or false"},
	{"/terms/start", `{"type":"date","date":"2026-02-30"}`, fault.CodeBadDate, "/terms/start/date", "/terms/start", "that exists"},
	{"/terms/start", `{"type":"date","date":"1899-12-31"}`, fault.CodeBadDate, "/terms/start/date", "/terms/start", "1900"},
	{"/terms/start", `{"type":"date","date":"11.01.2027"}`, fault.CodeBadDate, "/terms/start/date", "/terms/start", "year-month-day"},
	{"/terms/start", `{"type":"date"}`, fault.CodeRequired, "/terms/start/date", "/terms/start", "the type date needs"},
	{"/terms/start", `{"type":"dates","date":"2027-01-11"}`, fault.CodeNotAllowed, "/terms/start/type", "/terms/start", "one of date, after"},
	{"/terms/start", `{"type":"date","date":"2027-01-11","time":"25:00","zone":"UTC"}`, fault.CodePattern, "/terms/start/time", "/terms/start", "17:00"},
	{"/terms/start", `"2027-01-11"`, fault.CodeWrongType, "", "/terms/start", "an object"},
	{"/agreed/at", `"2026-11-18T15:30:00"`, fault.CodeBadDate, "", "", "offset"},
	{"/agreed/at", `"2026-11-18 15:30:00Z"`, fault.CodeBadDate, "", "", "offset"},
	{"/agreed/at", `"2026-13-18T15:30:00Z"`, fault.CodeBadDate, "", "", "offset"},
	{"/terms/place/jurisdiction", `"USA"`, fault.CodeBadPlace, "", "/terms/place/jurisdiction", "US-CA"},
	{"/terms/place/jurisdiction", `"YS-CA"`, fault.CodeBadPlace, "", "/terms/place/jurisdiction", "ISO 3166"},
	{payment + "/size/amount", `"12345678901234567.123456"`, fault.CodeBadAmount, "", signOn + "/size", "at most 19 digits"},
	{"/terms/base_pay/instalments", `26.0`, fault.CodeWrongType, "", "/terms/base_pay/instalments", "without a point"},
	{"/terms/base_pay/instalments", `0`, fault.CodeOutOfRange, "", "/terms/base_pay/instalments", "at least 1"},
	{"/terms/base_pay/instalments", `9007199254740993`, fault.CodeOutOfRange, "", "/terms/base_pay/instalments", "at most 366"},
	{"/candidate/email", `"nobody"`, fault.CodeFormat, "", "", "email"},
	{"/employer/entity", `"Acme US"`, fault.CodePattern, "", "/employer/entity", "acme-us"},
	{"/terms/hours", `{}`, fault.CodeTooShort, "", "/terms/hours", "says nothing"},
	{"/terms/explicitly_none", `["salary"]`, fault.CodeNotAllowed, "/terms/explicitly_none/0", "/terms/explicitly_none/salary", "one of engagement"},
	{"/provenance", `{"base_pay":{"parsed":"assumed"}}`, fault.CodeUnknownTerm, "/provenance/base_pay", "", "/terms/base_pay"},
	{"/terms/role/title", `"` + strings.Repeat("x", 201) + `"`, fault.CodeTooLong, "", "/terms/role/title", "at most 200 characters, this has 201"},
	{"/agreed/note", `"` + strings.Repeat("x", 2001) + `"`, fault.CodeTooLong, "", "", "2000"},
	{"/terms/documents", "[" + strings.Repeat(`{"id":"a","type":"plan","name":"x"},`, 40) + `{"id":"a","type":"plan","name":"x"}]`, fault.CodeTooMany, "", "/terms/documents", "at most 40 items, this has 41"},
}

func TestBadForm(t *testing.T) { runBad(t, badForm) }

// runBad wants exactly the one fault that each row names.
func runBad(t *testing.T, rows []bad) {
	v := validator(t)
	raw := ordinary(t)
	for _, row := range rows {
		t.Run(row.at+"="+row.value[:min(len(row.value), 40)], func(t *testing.T) {
			if row.pointer == "" {
				row.pointer = fault.Pointer(row.at)
			}
			e, faults := faultsOf(t, patched(t, raw, row.at, row.value), v)
			if len(faults) != 1 {
				t.Fatalf("%d faults, want 1: %+v", len(faults), faults)
			}
			f := faults[0]
			if f.Code != row.code || f.Pointer != row.pointer || f.Term != row.term || !strings.Contains(f.Message, row.says) {
				t.Errorf("got  %s %s (%s): %s\nwant %s %s (%s): ...%s...", f.Code, f.Pointer, f.Term, f.Message, row.code, row.pointer, row.term, row.says)
			}
			if e.Kind != fault.Invalid || e.Code != fault.CodeInvalidRecord {
				t.Errorf("kind %s, code %s", e.Kind, e.Code)
			}
		})
	}
}
