package clause

import (
	"strings"

	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// phrases are the words of one language for what a record's unions say. {x} is a day, {n} a length, {e} an event, {v} an
// amount or number, {o} what it is a part of.
type phrases struct {
	form      map[string]string                     // of an exact day or an event, by form
	qualified map[terms.Qualifier]map[string]string // of a day that is not exact
	after     map[string]string                     // of so long after an event
	span      string                                // so long after an event
	events    map[terms.Event]string
	named     string // an event with a name of its own
	// namedEvents word an event of the vocabulary that has a name beside it; aside does so for the others
	namedEvents map[terms.Event]string
	aside       string
	longStop    string
	agreed      string
	agreedBy    string
	fills       string
	between     string
	earliest    string
	latest      string
	missed      string

	bound      map[terms.Bound]string // around a percentage
	part       string                 // a percentage of something
	units      string                 // a number of {o}
	shares     string                 // what units are when nothing says so
	company    map[terms.Counted]string
	countedOn  string
	times      string
	timesAlone string
	balance    string
	same       string
	toBeSet    string
	setBy      string
	setWhen    string
	capped     string
	tier       string // {v} from {a} up to {b}
	lastTier   string
	tierOf     map[string]string // after all tiers: what each one's rate is taken of
	method     map[terms.Method]string
	rounding   map[string]string
	refs       map[terms.Pointer]string // what Of and Term point at
	payments   map[terms.PaymentType]string
	variable   map[terms.VariablePayType]string
	grants     map[terms.EquityType]string
	components map[terms.ComponentType]string
	wholePay   string            // base pay whose rate is the whole cost or package
	untold     string            // a yearly sum that cannot be told yet
	partsOf    map[string]string // what of a bonus or grant a pointer names
	labelled   string            // a term that only its label names
	changeSet  string
	changeNew  string
	changeGone string
	vesting    *vestingPhrases
	places     map[place.Code]string
	adjective  string // a length before a noun: {n} is the number, {u} the unit for one
}

var english = &phrases{
	form: map[string]string{"on": "on {x}", "by": "by {x}", "due": "on {x}", "from": "from {x}", "until": "until {x}", "bare": "{x}"},
	qualified: map[terms.Qualifier]map[string]string{
		terms.Expected: {
			"on": "on {x} (the expected date)", "by": "by {x} (the expected date)", "due": "on {x} (the expected date)",
			"from": "from {x} (the expected date)", "until": "until {x} (the expected date)", "bare": "{x} (expected)",
		},
		terms.OnOrAbout: {
			"on": "on or about {x}", "by": "by about {x}", "due": "on or about {x}", "from": "from about {x}", "until": "until about {x}", "bare": "on or about {x}",
		},
		terms.NoLaterThan: {
			"on": "no later than {x}", "by": "no later than {x}", "due": "no later than {x}", "from": "from {x} at the latest",
			"until": "until {x} at the latest", "bare": "no later than {x}",
		},
		terms.OnOrBefore: {
			"on": "on or before {x}", "by": "on or before {x}", "due": "on or before {x}", "from": "from {x} or an earlier day",
			"until": "until {x} or an earlier day", "bare": "on or before {x}",
		},
	},
	after: map[string]string{"on": "{x}", "by": "within {x}", "due": "within {x}", "from": "from {x}", "until": "until {x}", "bare": "{x}"},
	span:  "{n} after {e}",
	events: map[terms.Event]string{
		terms.EventStart: "your start date", terms.EventAcceptance: "the date you accept this offer", terms.EventIssue: "the date this offer is sent to you",
		terms.EventLetterDate: "the date of this letter", terms.EventGrant: "the grant date", terms.EventTermination: "the date your employment ends",
		terms.EventResult: "the date the result is known", terms.EventTransactionClosing: "the date the transaction closes",
	},
	named: "the day on which {e}",
	namedEvents: map[terms.Event]string{
		terms.EventTransactionClosing: "the date on which {e} closes", terms.EventResult: "the date on which the result of {e} is known",
	},
	aside:    " ({e})",
	longStop: " (no later than {x})",
	agreed:   "a date that we will agree with you",
	agreedBy: ", no later than {x}",
	fills:    "a date that you choose and enter when you accept this offer",
	between:  " (from {a} to {b})",
	earliest: " (no earlier than {x})",
	latest:   " (no later than {x})",
	missed:   " (this offer lapses if that date is missed)",

	bound:      map[terms.Bound]string{"exact": "{v}", "up_to": "up to {v}", "at_least": "at least {v}"},
	part:       "{v} of {o}",
	units:      "{v} {o}",
	shares:     "shares",
	company:    map[terms.Counted]string{"fully_diluted": "{v} of the company's fully diluted shares", "outstanding": "{v} of the company's outstanding shares"},
	countedOn:  " (counted on {x})",
	times:      "{v} times {o}",
	timesAlone: "{v} times",
	balance:    "the balance of the total",
	same:       "the same as {o}",
	toBeSet:    "an amount that is still to be set",
	setBy:      " by {o}",
	setWhen:    " {x}",
	capped:     " (at most {v})",
	tier:       "{v} from {a} up to but not including {b}",
	lastTier:   "{v} from {a}",
	tierOf: map[string]string{
		"slice": " (each rate is taken only of the part that falls within its own step)",
		"whole": " (the rate of the highest step that is reached is taken of the whole, from the first unit on)",
	},
	method: map[terms.Method]string{
		"close_on_grant": "the closing price on the grant date", "average_close_30_days": "the average closing price over the 30 days before the grant date",
		"board_value": "the value per share that the board has set", "black_scholes": "their Black-Scholes value on the grant date",
	},
	rounding: map[string]string{"up": "rounded up", "down": "rounded down", "nearest": "rounded to the nearest share"},
	refs:     map[terms.Pointer]string{"/terms/base_pay": "your base pay", "/terms/base_pay/rate": "your base pay"},
	payments: map[terms.PaymentType]string{
		"sign_on": "your sign-on bonus", "relocation": "your relocation payment", "retention": "your retention bonus", "make_whole": "your make-whole payment",
		"success_fee": "your success fee", "loan": "your loan", "pre_start": "the payment before your start", "bridge": "your bridge payment",
	},
	adjective: "{n}-{u}",
	variable: map[terms.VariablePayType]string{
		"annual_bonus": "your annual bonus", "incentive": "your incentive pay", "commission": "your commission", "draw": "your draw",
		"profit_share": "your profit share", "retention": "your retention bonus", "cash_ltip": "your long-term cash incentive", "tips": "your tips",
	},
	grants: map[terms.EquityType]string{
		"option_iso": "your incentive stock options", "option_nso": "your nonqualified stock options", "option_emi": "your EMI options",
		"option": "your stock options", "rsu": "your restricted stock units", "psu": "your performance stock units",
		"restricted_stock": "your restricted stock", "sar": "your stock appreciation rights", "phantom": "your phantom shares",
		"profits_interest": "your profits interest", "mixed": "your long-term incentive",
	},
	components: map[terms.ComponentType]string{
		"basic": "your basic pay", "house_rent_allowance": "your house rent allowance", "leave_travel_allowance": "your leave travel allowance",
		"medical_reimbursement": "your medical reimbursement", "dearness_allowance": "your dearness allowance",
		"conveyance_allowance": "your conveyance allowance", "meal_allowance": "your meal allowance", "other_allowance": "your other allowance",
		"provident_fund_employer": "our contribution to the provident fund", "superannuation": "your superannuation",
		"superannuation_or_bonus": "your superannuation or bonus", "gratuity": "your gratuity", "statutory_bonus": "your bonus by law",
		"insurance": "your insurance", "variable": "your variable pay", "thirteenth_month": "your thirteenth month of pay",
		"fourteenth_month": "your fourteenth month of pay", "holiday_allowance": "your holiday allowance",
	},
	wholePay: "your total pay",
	untold:   "as it falls due",
	partsOf: map[string]string{
		"target": "the target of {o}", "maximum": "the most of {o}", "minimum": "the least of {o}", "vesting": "the vesting of {o}",
		"acceleration": "the faster vesting of {o}", "guaranteed": "the guaranteed part of {o}", "strike": "the price of {o}",
	},
	labelled:   "{o}, as this letter gives it",
	changeSet:  "{o}: {v}",
	changeNew:  "in addition, {o}: {v}",
	changeGone: "{o} no longer applies",
	vesting:    &englishVesting,
	places:     englishPlaces,
}

// phrasesOf finds the phrases of a language tag.
func phrasesOf(tag string) (*phrases, bool) {
	language, _, _ := strings.Cut(tag, "-")
	if language == "en" {
		return english, true
	}
	return nil, false
}

// fill puts values into a phrase: pairs of a letter and what stands for it. What has no value stays as it is.
func fill(phrase string, pairs ...string) string {
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(phrase, "{")
		out.WriteString(before)
		if !open {
			return out.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		value, known := valueIn(pairs, name)
		if known && len(name) < len(rest) {
			out.WriteString(value)
			phrase = after
			continue
		}
		out.WriteByte('{')
		phrase = rest
	}
}

// valueIn finds the value of a letter in pairs of both.
func valueIn(pairs []string, name string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}
