package terms

// catalogue is record.md section 5. The entry with the most literal names wins, a longer one before a shorter one.
var catalogue = []Entry{
	{"/candidate/name", "Candidate's name", Must, TopicNone, true},
	{"/employer/entity", "Employer", Must, TopicLegal, true},

	{"/terms/role/**", "Role", Must, TopicLevel, true},
	{"/terms/role/title", "Job title", Must, TopicLevel, true},
	{"/terms/role/department", "Department", Must, TopicLevel, true},
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
	{"/terms/engagement/authority", "Legal authority", Must, TopicLegal, true},

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
	{"/terms/base_pay/components/**", "Part of pay", Must, TopicPay, true},
	// What the law of the place counts as wages is the payroll's business; the parts themselves are printed.
	{"/terms/base_pay/components/*/wages", "Counts as wages", May, TopicPay, true},
	{"/terms/base_pay/components/*/term", "Counted term", May, TopicPay, true},

	{"/terms/variable_pay/**", "Variable pay", Must, TopicPay, true},
	{"/terms/variable_pay/*/metrics/**", "Goals", May, TopicPay, true},
	{"/terms/variable_pay/*/measured_on", "Measured on", May, TopicPay, true},
	{"/terms/variable_pay/*/repayment/**", "Repayment", Must, TopicLegal, true},

	{"/terms/one_time_payments/**", "One-time payment", Must, TopicPay, true},
	// A clause is chosen by the type; its words say it, as the type's name and not as a value.
	{"/terms/one_time_payments/*/type", "Kind of payment", May, TopicPay, true},
	{"/terms/one_time_payments/*/repayment/**", "Repayment", Must, TopicLegal, true},

	{"/terms/equity/**", "Equity", Must, TopicEquity, true},

	{"/terms/allowances/**", "Allowance", Must, TopicPay, true},
	{"/terms/allowances/*/taxable", "Taxable", May, TopicPay, true},

	{"/terms/benefits/**", "Benefit", Must, TopicNone, false},

	{"/terms/time_off/**", "Time off", Must, TopicNone, false},
	{"/terms/time_off/vacation/**", "Vacation", Must, TopicNone, true},
	{"/terms/time_off/holidays/**", "Public holidays", Must, TopicNone, false},
	{"/terms/time_off/sick/**", "Sickness", Must, TopicNone, false},
	{"/terms/time_off/other_paid/**", "Leave", Must, TopicNone, false},

	{"/terms/relocation/**", "Relocation", Must, TopicPay, true},
	{"/terms/relocation/repayment/**", "Repayment of relocation", Must, TopicLegal, true},

	{"/terms/expenses/**", "Expenses", Must, TopicNone, false},
	{"/terms/tax/**", "Tax", Must, TopicNone, false},

	{"/terms/deductions/**", "Deduction from pay", Must, TopicLegal, true},

	{"/terms/termination/**", "Termination", Must, TopicLegal, true},
	{"/terms/termination/at_will", "At will", Must, TopicLegal, true},
	{"/terms/termination/notice/**", "Notice", Must, TopicLegal, true},

	{"/terms/severance/**", "Severance", Must, TopicExit, true},

	{"/terms/definitions/**", "Definition", Must, TopicLegal, true},
	// How many cases a definition has is counted from its words, not printed.
	{"/terms/definitions/*/limbs", "Number of cases", May, TopicLegal, true},

	{"/terms/covenants/**", "Covenant", Must, TopicLegal, true},
	{"/terms/covenants/*/connected_with", "Agreed for", May, TopicLegal, true},

	{"/terms/contingencies/**", "Condition of this offer", Must, TopicLegal, true},
	{"/terms/contingencies/*/by", "Seen to by", May, TopicLegal, true},

	{"/terms/protection/**", "Protection", Must, TopicLegal, false},

	{"/terms/law/**", "Law and disputes", Must, TopicLegal, false},
	{"/terms/law/governing", "Governing law", Must, TopicLegal, false},
	{"/terms/law/forum", "Courts", Must, TopicLegal, false},
	{"/terms/law/arbitration/**", "Arbitration", Must, TopicLegal, false},

	{"/terms/statutory_particulars/**", "Statutory information", Must, TopicNone, false},
	{"/terms/statutory_particulars/*/item", "Item of the law", May, TopicNone, false},

	// What a condition or a choice changes can be of any topic, so each approval that covers anything covers it.
	{"/terms/conditions/**", "Change of terms", Must, TopicAll, true},
	{"/terms/alternatives/**", "Choice", Must, TopicAll, true},

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
