package clause_test

import (
	"strings"
	"testing"

	"verbatim/internal/clause"
)

// words lays out one slot over the start or the size of a payment.
func words(t *testing.T, as, form, language, raw string) (string, laid) {
	t.Helper()
	yaml, record := "slots: { x: { from: terms.start, as: when, form: '"+form+"' } }\n", `{"start":`+raw+`}`
	if form == "" {
		yaml = "each: terms.one_time_payments\nslots: { x: { from: item.size, as: " + as + " } }\n"
		record = `{"one_time_payments":[{"id":"a","type":"sign_on","size":` + raw + `}]}`
	}
	f := facts(t, record)
	f.Letter.Language = language
	got := lay(t, version(t, yaml, "{{ x }}"), f)
	for _, one := range got.all {
		for _, b := range one.Blocks {
			for _, c := range b.Claims {
				if !c.FoundIn(got.text()) {
					t.Errorf("%q: the evidence %v of %s is not found", got.text(), c.Evidence, c.Term)
				}
			}
		}
	}
	return got.text(), got
}

func TestWhenInEveryForm(t *testing.T) {
	const day = `{"type":"date","date":"2027-01-11"}`
	for _, row := range []struct{ form, raw, want string }{
		{"on", day, "on January 11, 2027"},
		{"by", day, "by January 11, 2027"},
		{"due", day, "on January 11, 2027"},
		{"from", day, "from January 11, 2027"},
		{"until", day, "until January 11, 2027"},
		{"bare", day, "January 11, 2027"},
		{"on", `{"type":"date","date":"2027-01-11","time":"09:30","zone":"America/New_York"}`, "on January 11, 2027 at 9:30 a.m. (New York time)"},
		{"on", `{"type":"date","date":"2027-01-11","qualifier":"exact"}`, "on January 11, 2027"},
		{"on", `{"type":"date","date":"2027-01-11","qualifier":"expected"}`, "on January 11, 2027 (the expected date)"},
		{"on", `{"type":"date","date":"2027-01-11","qualifier":"on_or_about"}`, "on or about January 11, 2027"},
		{"by", `{"type":"date","date":"2027-01-11","qualifier":"no_later_than"}`, "no later than January 11, 2027"},
		{"from", `{"type":"date","date":"2027-01-11","qualifier":"on_or_before"}`, "from January 11, 2027 or an earlier day"},
		{"on", `{"type":"date","date":"2027-01-11","if_missed":"lapses"}`, "on January 11, 2027 (this offer lapses if that date is missed)"},
		{"on", `{"type":"after","length":{"days":30},"event":"start"}`, "30 days after your start date"},
		{"due", `{"type":"after","length":{"days":30},"event":"start"}`, "within 30 days after your start date"},
		{"by", `{"type":"after","length":{"business_days":5},"event":"issue"}`, "within 5 business days after the date this offer is sent to you"},
		{"until", `{"type":"after","length":{"months":1},"event":"other","name":"the merger closes"}`, "until 1 month after the day on which the merger closes"},
		{"on", `{"type":"event","event":"grant"}`, "on the grant date"},
		{"from", `{"type":"event","event":"termination","offset":{"weeks":2}}`, "from 2 weeks after the date your employment ends"},
		{"on", `{"type":"event","event":"transaction_closing","long_stop":"2027-06-30"}`, "on the date the transaction closes (no later than June 30, 2027)"},
		{"on", `{"type":"to_be_agreed"}`, "on a date that we will agree with you"},
		{"by", `{"type":"to_be_agreed","by":"2027-03-01"}`, "by a date that we will agree with you, no later than March 1, 2027"},
		{"on", `{"type":"candidate_fills"}`, "on a date that you choose and enter when you accept this offer"},
		{"on", `{"type":"candidate_fills","earliest":"2027-01-04"}`, "on a date that you choose and enter when you accept this offer (no earlier than January 4, 2027)"},
		{"on", `{"type":"candidate_fills","latest":"2027-01-04"}`, "on a date that you choose and enter when you accept this offer (no later than January 4, 2027)"},
	} {
		if got, l := words(t, "when", row.form, "en-US", row.raw); got != row.want || len(l.faults) > 0 {
			t.Errorf("%s %s:\n got %s %v\nwant %s", row.form, row.raw, got, l.faults, row.want)
		}
	}
	if got, _ := words(t, "when", "by", "en-GB", `{"type":"date","date":"2026-12-04","time":"17:00","zone":"Europe/London"}`); got != "by 4 December 2026 at 17:00 (London time)" {
		t.Error(got)
	}
}

func TestSizeWhole(t *testing.T) {
	for _, row := range []struct{ as, raw, want string }{
		{"size", `{"type":"amount","amount":"20000.00","currency":"USD"}`, "$20,000"},
		{"money", `{"type":"amount","amount":"20000.5","currency":"EUR"}`, "EUR 20,000.50"},
		{"rate", `{"type":"amount","amount":"800","currency":"USD","per":"month"}`, "$800 per month"},
		{"size", `{"type":"amount","amount":"80000","currency":"USD","method":"average_close_30_days","rounding":"down"}`, "$80,000 (the average closing price over the 30 days before the grant date, rounded down)"},
		{"size", `{"type":"percent","percent":"12.5","of":"/terms/base_pay"}`, "12.5% of your base pay"},
		{"size", `{"type":"percent","percent":"15","of":"/terms/base_pay","bound":"up_to"}`, "up to 15% of your base pay"},
		{"size", `{"type":"percent","percent":"1/3","of":"/terms/one_time_payments/a/size","bound":"at_least"}`, "at least 1/3 of your sign-on bonus"},
		{"size", `{"type":"percent","percent":"5","of_what":"net sales of the quarter"}`, "5% of net sales of the quarter"},
		{"size", `{"type":"amount","amount":"800","currency":"USD","per":"month","bound":"up_to"}`, "up to $800 per month"},
		{"size", `{"type":"months","months":6,"bound":"at_least"}`, "at least 6 months"},
		{"size", `{"type":"multiple","times":"2","of_what":"your last monthly pay"}`, "2 times your last monthly pay"},
		{"size", `{"type":"units","units":"150000"}`, "150,000 shares"},
		{"size", `{"type":"units","units":"10","instrument":"ordinary shares"}`, "10 ordinary shares"},
		{"size", `{"type":"percent_of_company","percent":"0.5","counted":"fully_diluted","as_of":"2026-11-01"}`, "0.5% of the company's fully diluted shares (counted on November 1, 2026)"},
		{"size", `{"type":"multiple","times":"1.5","of":"/terms/base_pay"}`, "1.5 times your base pay"},
		{"size", `{"type":"months","months":3,"of":"/terms/base_pay"}`, "3 months of your base pay"},
		{"size", `{"type":"formula","text":"base salary divided by the strike price"}`, "base salary divided by the strike price"},
		{"size", `{"type":"tiers","applies_to":"slice","tiers":[{"id":"a","from":"0","to":"1000","percent":"5"},{"id":"b","from":"1000","percent":"7"}]}`, "5% from 0 up to but not including 1,000; 7% from 1,000 (each rate is taken only of the part that falls within its own step)"},
		{"size", `{"type":"tiers","applies_to":"whole","tiers":[{"id":"a","from":"0","percent":"5"}]}`, "5% from 0 (the rate of the highest step that is reached is taken of the whole, from the first unit on)"},
		{"size", `{"type":"tiers","tiers":[{"id":"a","from":"0","to":"1000","percent":"5"},{"id":"b","from":"1000","percent":"7","of":"/terms/base_pay"}]}`, "5% from 0 up to but not including 1,000; 7% of your base pay from 1,000"},
		{"size", `{"type":"balance"}`, "the balance of the total"},
		{"size", `{"type":"same_as","term":"/terms/base_pay"}`, "the same as your base pay"},
		{"size", `{"type":"to_be_set","by":"the board","when":{"type":"date","date":"2027-03-01"},"cap":{"amount":"500","currency":"USD"}}`, "an amount that is still to be set by the board on March 1, 2027 (at most $500)"},
	} {
		if got, l := words(t, row.as, "", "en-US", row.raw); got != row.want || len(l.faults) > 0 {
			t.Errorf("%s:\n got %s %v\nwant %s", row.raw, got, l.faults, row.want)
		}
	}
	for _, raw := range []string{`{"type":"percent","percent":"5","of":"/terms/hours"}`, `{"type":"amount","amount":"5"}`, `{"type":"units"}`, `{"type":"unheard_of"}`} {
		if _, l := words(t, "size", "", "en-US", raw); len(l.faults) != 1 || !strings.HasPrefix(l.faults[0], "cannot_be_worded") {
			t.Errorf("%s: %v", raw, l.faults)
		}
	}
}

func TestTheSecondBelt(t *testing.T) {
	for _, row := range []struct {
		evidence, text string
		found          bool
	}{
		{"20000", "a bonus of $20,000 in all", true},
		{"20000", "a bonus of 20.000 €", true},
		{"20000", "a bonus of 20’000", true},
		{"20000", "a bonus of $2,000", false},
		{"1425", "£14.25 per hour", true},
		{"Acme  Inc.", "for Acme Inc.", true},
		{"11", "on January 12, 2027", false},
	} {
		c := clause.Claim{Term: "/terms/x", Evidence: []string{row.evidence}}
		if c.FoundIn(row.text) != row.found {
			t.Errorf("%q in %q: %v", row.evidence, row.text, !row.found)
		}
	}
}
