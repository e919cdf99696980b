package terms

// typeWord is the name that people use for a type of item in a list, such as "Sign-on bonus"; ok is false where the
// type's own word will do.
func typeWord(list Pointer, word string) (string, bool) {
	name, ok := typeWords[lastName(list)][word]
	return name, ok
}

// typeWords are the names by list and type.
var typeWords = map[string]map[string]string{
	"one_time_payments": {
		"sign_on": "Sign-on bonus", "relocation": "Relocation payment", "retention": "Retention bonus", "make_whole": "Make-whole payment",
		"success_fee": "Success fee", "loan": "Loan", "pre_start": "Payment before the start", "bridge": "Bridge payment",
	},
	"variable_pay": {
		"annual_bonus": "Annual bonus", "incentive": "Incentive pay", "commission": "Commission", "draw": "Draw", "profit_share": "Profit share",
		"retention": "Retention bonus", "cash_ltip": "Long-term cash incentive", "tips": "Tips",
	},
	"equity": {
		"option_iso": "Incentive stock options", "option_nso": "Nonqualified stock options", "option_emi": "EMI options", "option": "Stock options",
		"rsu": "Restricted stock units", "psu": "Performance stock units", "restricted_stock": "Restricted stock",
		"sar": "Stock appreciation rights", "phantom": "Phantom shares", "profits_interest": "Profits interest", "mixed": "Long-term incentive",
	},
	"components": {
		"house_rent_allowance": "House rent allowance", "leave_travel_allowance": "Leave travel allowance",
		"provident_fund_employer": "Employer's provident fund", "thirteenth_month": "13th month's pay", "fourteenth_month": "14th month's pay",
		"holiday_allowance": "Holiday allowance",
	},
	"covenants": {
		"confidentiality_and_inventions": "Confidentiality and inventions", "confidentiality": "Confidentiality", "inventions": "Inventions",
		"non_compete": "Non-compete", "non_solicit_customers": "Non-solicitation of customers",
		"non_solicit_employees": "Non-solicitation of employees", "outside_activities": "Other work", "non_disparagement": "Non-disparagement",
		"property_liability": "Liability for property", "return_of_property": "Return of property", "no_conflict": "No conflicting duties",
		"clawback": "Clawback",
	},
	"contingencies": {
		"background_check": "Background check", "references": "References", "drug_test": "Drug test", "medical_examination": "Medical examination",
		"work_authorization": "Right to work", "criminal_records": "Check of criminal records", "board_approval": "Approval by the board",
		"transaction": "Closing of a transaction", "document_signing": "Signing of documents", "works_council": "Works council",
	},
	"allowances": {"shift_premium": "Shift premium", "per_diem": "Per diem", "car": "Car"},
	"protection": {"indemnification": "Indemnity", "directors_and_officers_insurance": "Directors' and officers' insurance"},
	"other_paid": {"sabbatical": "Sabbatical", "parental": "Parental leave", "maternity": "Maternity leave", "paternity": "Paternity leave"},
}
