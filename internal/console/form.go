package console

// field is one place of the record that the form asks for.
type field struct {
	Pointer string
	Label   string
	Hint    string
	Kind    string // text, date, instant, choice, entity, area, number
	Options []string
	Default string
	Wanted  bool // the record needs it
	Value   string
	Faults  []string
}

// kit is a term that can be added: the fields that it asks for and what it sets by itself. # stands for its place in a
// list of items.
type kit struct {
	ID     string
	Label  string
	Fields []field
	Sets   [][2]string
}

// group is a part of the form.
type group struct {
	Title  string
	Fields []field
	Kit    string // the kit that was added; empty for what the form opens with
}

var (
	periods  = []string{"year", "month", "hour", "week", "day"}
	currency = []string{"USD", "EUR", "GBP", "CHF", "INR", "CAD", "AUD"}
)

// opening are the fields that the form opens with: those that an ordinary letter needs.
func opening() []group {
	return []group{
		{Title: "Who", Fields: []field{
			{Pointer: "/candidate/name/full", Label: "Candidate's name", Wanted: true},
			{Pointer: "/candidate/email", Label: "E-mail"},
			{Pointer: "/employer/entity", Label: "Employer", Kind: "entity", Wanted: true},
			{Pointer: "/letter/kind", Label: "Kind of letter", Kind: "choice", Options: kinds(), Default: "standard", Wanted: true},
		}},
		{Title: "The job", Fields: []field{
			{Pointer: "/terms/role/title", Label: "Job title", Wanted: true},
			{Pointer: "/terms/place/jurisdiction", Label: "Place of work", Hint: "ISO 3166-2, such as US-CA or GB-ENG", Default: "US-CA", Wanted: true},
			{Pointer: "/terms/start/date", Label: "First day", Kind: "date", Wanted: true, Hint: "a start that is no date stands in the JSON below"},
		}},
		{Title: "Pay", Fields: []field{
			{Pointer: "/terms/base_pay/rate/amount", Label: "Base pay", Hint: "such as 185000", Wanted: true},
			{Pointer: "/terms/base_pay/rate/currency", Label: "Currency", Kind: "choice", Options: currency, Default: "USD", Wanted: true},
			{Pointer: "/terms/base_pay/rate/per", Label: "For each", Kind: "choice", Options: periods, Default: "year", Wanted: true},
		}},
		{Title: "How it was said", Fields: []field{
			{Pointer: "/agreed/by", Label: "Said by", Hint: "staff address, such as robin.lee@acme.example", Wanted: true},
			{Pointer: "/agreed/at", Label: "Said on", Kind: "instant", Hint: "in the employer's time zone", Wanted: true},
			{Pointer: "/agreed/channel", Label: "How", Kind: "choice", Options: channels(), Default: "phone", Wanted: true},
		}},
	}
}

// always is what every record of the form holds without being asked.
var always = [][2]string{
	{"/schema", "handoff/v1"},
	{"/letter/languages", "en-US"},
	{"/agreed/with", "candidate"},
	{"/terms/start/type", "date"},
	{"/terms/engagement/type", "indefinite"},
	{"/terms/engagement/time", "full_time"},
}

// kits are the terms that "Add a term" offers. What is rarer comes in as JSON.
func kits() []kit {
	money := func(at string) []field {
		return []field{
			{Pointer: at + "/amount", Label: "Amount", Hint: "such as 20000", Wanted: true},
			{Pointer: at + "/currency", Label: "Currency", Kind: "choice", Options: currency, Default: "USD", Wanted: true},
		}
	}
	payment := func(id, label string) kit {
		at := "/terms/one_time_payments/#"
		return kit{
			ID: id, Label: label, Sets: [][2]string{{at + "/id", id}, {at + "/type", id}, {at + "/size/type", "amount"}, {at + "/due/type", "after"}, {at + "/due/event", "start"}},
			Fields: append(money(at+"/size"), field{Pointer: at + "/due/length/days", Label: "Paid within days after the start", Kind: "number", Default: "30", Wanted: true}),
		}
	}
	return []kit{
		payment("sign_on", "Sign-on bonus"),
		payment("relocation", "Relocation payment"),
		{ID: "bonus", Label: "Yearly bonus", Sets: [][2]string{
			{"/terms/variable_pay/#/id", "annual_bonus"},
			{"/terms/variable_pay/#/type", "annual_bonus"},
			{"/terms/variable_pay/#/target/type", "percent"},
			{"/terms/variable_pay/#/target/of", "/terms/base_pay"},
		}, Fields: []field{{Pointer: "/terms/variable_pay/#/target/percent", Label: "Target in percent of base pay", Hint: "such as 15", Wanted: true}}},
		{ID: "equity", Label: "Restricted stock units", Sets: [][2]string{
			{"/terms/equity/#/id", "rsu"}, {"/terms/equity/#/type", "rsu"}, {"/terms/equity/#/size/type", "units"}, {"/terms/equity/#/promise", "will_recommend"},
		}, Fields: []field{{Pointer: "/terms/equity/#/size/units", Label: "Number of units", Hint: "such as 4000", Wanted: true}}},
		{ID: "vacation", Label: "Vacation", Sets: [][2]string{
			{"/terms/time_off/vacation/type", "entitlement"},
		}, Fields: []field{{Pointer: "/terms/time_off/vacation/per_year/days", Label: "Days a year", Kind: "number", Default: "25", Wanted: true}}},
		{ID: "at_will", Label: "Employment at will", Sets: [][2]string{{"/terms/termination/at_will", "true"}}},
		{ID: "exempt", Label: "Overtime status", Fields: []field{
			{Pointer: "/terms/engagement/overtime_status", Label: "Overtime status", Kind: "choice", Options: []string{"exempt", "nonexempt"}, Default: "exempt", Wanted: true},
		}},
		{ID: "manager", Label: "Manager", Sets: [][2]string{{"/terms/role/reports_to/#/id", "manager"}}, Fields: []field{
			{Pointer: "/terms/role/reports_to/#/title", Label: "Manager's title", Wanted: true}, {Pointer: "/terms/role/reports_to/#/name", Label: "Manager's name"},
		}},
		{ID: "answer_by", Label: "Answer by", Sets: [][2]string{
			{"/terms/offer/expires/type", "after"}, {"/terms/offer/expires/event", "issue"},
		}, Fields: []field{{Pointer: "/terms/offer/expires/length/business_days", Label: "Business days to answer", Kind: "number", Default: "5", Wanted: true}}},
		{ID: "hiring", Label: "Requisition, department, level", Fields: []field{
			{Pointer: "/hiring/requisition", Label: "Requisition"},
			{Pointer: "/hiring/department", Label: "Department"},
			{Pointer: "/hiring/level", Label: "Level"},
			{Pointer: "/hiring/hiring_manager", Label: "Hiring manager", Hint: "staff address"},
		}},
		{ID: "special", Label: "Special term, in words", Sets: [][2]string{{"/terms/special_terms/#/id", "special"}}, Fields: []field{
			{Pointer: "/terms/special_terms/#/label", Label: "What it is about", Wanted: true},
			{Pointer: "/terms/special_terms/#/text", Label: "As the letter says it", Kind: "area", Wanted: true},
		}},
	}
}
