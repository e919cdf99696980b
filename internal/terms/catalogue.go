package terms

import "strings"

// Print is the duty of a letter to print a term.
type Print string

// The duties. A Must leaf that was said and is not printed is unwritten and keeps the letter from being issued.
const (
	Must  Print = "must"
	May   Print = "may"
	Never Print = "never"
)

// Topic groups terms for business approval: a change asks only the steps that cover its topic.
type Topic string

// The topics of record.md section 5.
const (
	TopicPay    Topic = "pay"
	TopicEquity Topic = "equity"
	TopicLevel  Topic = "level"
	TopicStart  Topic = "start"
	TopicPlace  Topic = "place"
	TopicExit   Topic = "exit"
	TopicLegal  Topic = "legal"
	TopicAll    Topic = "all"
	TopicNone   Topic = "none"
)

// Entry is what the catalogue knows about a term.
type Entry struct {
	Pattern  string // a pointer in which * stands for one name and a final /** for the place itself and all below
	Label    string // in words, for people
	Print    Print
	Topic    Topic
	Material bool // stands on top of the differences view
}

// catalogue is record.md section 5. The entry with the most literal names wins, a longer one before a shorter one.
var catalogue = []Entry{
	{"/candidate/name", "Candidate's name", Must, TopicNone, true},
	{"/employer/entity", "Employer", Must, TopicLegal, true},

	{"/terms/role/**", "Role", Must, TopicLevel, true},
	{"/terms/role/title", "Job title", Must, TopicLevel, true},
	{"/terms/role/grade", "Grade", May, TopicLevel, true},
	{"/terms/role/reports_to/**", "Reports to", Must, TopicLevel, true},
	{"/terms/role/duties/**", "Duties", Must, TopicLevel, true},
	{"/terms/role/prospects/**", "Prospects", Must, TopicLevel, true},

	{"/terms/engagement/**", "Engagement", Must, TopicLegal, true},
	{"/terms/engagement/type", "Type of employment", Must, TopicLegal, true},
	{"/terms/engagement/time", "Full or part time", Must, TopicLegal, true},
	{"/terms/engagement/fraction", "Fraction of full time", Must, TopicLegal, true},
	{"/terms/engagement/overtime_status", "Overtime status", May, TopicLegal, true},
	{"/terms/engagement/fixed_term/**", "Fixed term", Must, TopicLegal, true},
	{"/terms/engagement/probation/**", "Probation", Must, TopicLegal, true},
	{"/terms/engagement/continuous_service/**", "Continuous service", Must, TopicLegal, true},
	{"/terms/engagement/agreement/**", "Collective agreement", Must, TopicLegal, true},

	{"/terms/hours/**", "Working hours", Must, TopicPay, true},

	{"/terms/place/**", "Place of work", Must, TopicPlace, true},
	// The code of the jurisdiction picks the template and the rules; what the candidate reads is the site.
	{"/terms/place/jurisdiction", "Jurisdiction", May, TopicPlace, true},
	{"/terms/place/mobility/**", "Mobility", May, TopicPlace, true},

	{"/terms/start", "Start date", Must, TopicStart, true},
	{"/terms/effective", "Effective date", Must, TopicStart, true},

	{"/terms/base_pay/**", "Base pay", Must, TopicPay, true},
	{"/terms/base_pay/rate", "Base pay", Must, TopicPay, true},
	{"/terms/base_pay/paid", "Pay cycle", May, TopicPay, true},
	{"/terms/base_pay/pay_day", "Pay day", May, TopicPay, true},
	{"/terms/base_pay/instalments", "Number of instalments", May, TopicPay, true},
	{"/terms/base_pay/stated/**", "Stated instalment", May, TopicPay, true},
	{"/terms/base_pay/review/**", "Pay review", May, TopicPay, true},

	{"/terms/one_time_payments/**", "One-time payment", Must, TopicPay, true},
	// A clause is chosen by the type; its words say it, as the type's name and not as a value.
	{"/terms/one_time_payments/*/type", "Kind of payment", May, TopicPay, true},
	{"/terms/one_time_payments/*/repayment/**", "Repayment", Must, TopicLegal, true},

	{"/terms/termination/**", "Termination", Must, TopicLegal, true},
	{"/terms/termination/at_will", "At will", Must, TopicLegal, true},
	{"/terms/termination/notice/**", "Notice", Must, TopicLegal, true},

	{"/terms/documents/**", "Document", Must, TopicNone, false},
	{"/terms/documents/*/type", "Kind of document", May, TopicNone, false},

	{"/terms/offer/expires", "Answer by", Must, TopicNone, true},
	{"/terms/offer/supersedes/**", "Replaces", Must, TopicNone, false},
	{"/terms/offer/signature/**", "Signature", Must, TopicNone, false},
	{"/terms/offer/signature/form", "Form of signature", May, TopicNone, false},
	{"/terms/offer/signature/employer_signs", "Employer signs", May, TopicNone, false},
	{"/terms/offer/signature/signatories/*/order", "Order of signing", May, TopicNone, false},

	{"/terms/special_terms/**", "Special term", Must, TopicAll, true},
	{"/terms/special_terms/*/promised_by", "Promised by", Never, TopicNone, false},
	{"/terms/special_terms/*/near", "Near", Never, TopicNone, false},

	{"/terms/explicitly_none/**", "Said: none", Must, TopicNone, false},
	{"/terms/not_discussed/**", "Not discussed", Never, TopicNone, false},
}

// Lookup gives the catalogue's entry for a term; ok is false for a pointer that no record can hold.
func Lookup(p Pointer) (Entry, bool) {
	best, score := Entry{}, -1
	segments := p.Segments()
	for _, e := range catalogue {
		if s := match(e.Pattern, segments); s > score {
			best, score = e, s
		}
	}
	return best, score >= 0
}

// Catalogue lists every entry in record order.
func Catalogue() []Entry { return append([]Entry(nil), catalogue...) }

// match scores how closely a pattern names a pointer; -1 when it does not. A literal name counts more than a star.
func match(pattern string, segments []string) int {
	pattern, open := strings.CutSuffix(pattern, "/**")
	names := Pointer(pattern).Segments()
	if len(names) > len(segments) || (!open && len(names) != len(segments)) {
		return -1
	}
	score := 0
	for i, n := range names {
		switch n {
		case segments[i]:
			score += 3
		case "*":
			score += 2
		default:
			return -1
		}
	}
	if !open {
		score++
	}
	return score
}
