package render_test

import (
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/render"
	"verbatim/internal/terms"
)

func text(s string) []letter.Run { return []letter.Run{{Text: s}} }

func bold(s string) letter.Run { return letter.Run{Text: s, Bold: true} }

func para(runs ...letter.Run) letter.Block { return letter.Block{Kind: letter.Paragraph, Runs: runs} }

func heading(s string) letter.Block {
	return letter.Block{Kind: letter.Heading, Level: 2, Runs: text(s), Source: &letter.Source{Clause: "c-" + s[:3], Version: 1, Position: "standard"}}
}

func cells(texts ...string) []letter.Cell {
	var out []letter.Cell
	for _, t := range texts {
		out = append(out, letter.Cell{Runs: text(t)})
	}
	return out
}

// sample is an American letter of two pages with one of everything.
func sample() letter.Document {
	return letter.Document{
		ID: "letter", Title: "Offer of employment: Zoë Łukasiewicz", Subject: "Your offer: Senior Data Engineer", Language: "en-US",
		Date: cal.MustDate("2026-10-12"), Number: 2,
		Page: letter.Page{
			Paper: letter.Letter,
			Letterhead: letter.Letterhead{
				Name: "Norden & Søn Analytics, Inc.", Lines: []string{"1180 Folsom Street, Suite 400, San Francisco, CA 94103", "people@norden-soen.example · +1 415 555 0142"},
			},
			Running: "Norden & Søn Analytics, Inc. · Offer to Zoë Łukasiewicz · October 12, 2026", PageWords: "Page %d of %d",
			Footer: "Norden & Søn Analytics, Inc. is a Delaware corporation, file number 0000000. Registered office: 1209 Orange Street, Wilmington, DE 19801.",
		},
		Blocks: sampleBlocks(),
	}
}

func sampleBlocks() []letter.Block {
	salary := terms.Pointer("/terms/base_pay")
	return []letter.Block{
		{Kind: letter.DateLine, Runs: text("October 12, 2026")},
		{Kind: letter.Address, Lines: []string{"Zoë Łukasiewicz", "27 Çelebi Court, Apt 3", "Oakland, CA 94607"}},
		{Kind: letter.SubjectLine, Runs: text("Your offer: Senior Data Engineer")},
		{Kind: letter.Salutation, Runs: text("Dear Zoë,")},
		para(letter.Run{Text: "Thank you for the time you spent with our team in September. We are delighted to offer you the position of "}, bold("Senior Data Engineer"),
			letter.Run{Text: " with Norden & Søn Analytics, Inc. (the “Company”). This letter sets out what we agreed. Please read it carefully before you accept. If anything is unclear, call us; we would rather answer ten questions now than one surprise later."}),
		{Kind: letter.TableBlock, Source: &letter.Source{Clause: "summary", Version: 3, Position: "standard"}, Table: &letter.Table{
			Caption: "Your compensation at a glance", RowHeader: true,
			Columns: []letter.Column{{Head: text("Element")}, {Head: text("Amount"), Right: true}, {Head: text("When and how")}},
			Rows: [][]letter.Cell{
				cells("Base salary", "$185,000.00", "A year, in 24 half-monthly installments of $7,708.33"),
				cells("Signing bonus", "$20,000.00", "With the first payroll after your start; repayable in part within a year"),
				cells("Annual bonus (target)", "12 %", "Of base salary, discretionary, paid each March"),
				cells("Stock options", "2,500", "Four-year vesting with a one-year cliff, subject to board approval"),
			},
		}},
		heading("Start and place of work"),
		para(letter.Run{Text: "Your employment begins on "}, bold("Monday, January 4, 2027"), letter.Run{Text: " at our San Francisco office, with up to three days a week from home by agreement with your manager."}),
		heading("Salary"),
		para(letter.Run{Text: "We will pay you a base salary of "}, letter.Run{Text: "$185,000.00", Bold: true, Terms: []terms.Pointer{salary}}, letter.Run{Text: " a year, less deductions that the law requires. AVAST Typography: To Wavy Yes, “V.” LT fi ffi."}),
		heading("Benefits"),
		para(letter.Run{Text: "From your first day you take part in these plans, each under its own rules:"}),
		{Kind: letter.List, Items: []letter.Item{
			{Runs: []letter.Run{bold("Medical, dental and vision"), {Text: " for you and your dependents, with 90 % of the premium paid by the Company, from the first of the month after you start;"}}},
			{Runs: []letter.Run{bold("401(k)"), {Text: " with a match of 4 %:"}}, Items: []letter.Item{{Runs: text("half of it vested at once,")}, {Runs: text("half after two years;")}}},
			{Runs: []letter.Run{bold("Paid time off"), {Text: " of twenty days a year."}}},
		}},
		heading("At-will employment"),
		para(letter.Run{Text: "Your employment is at will: you or the Company may end it at any time, with or without cause or notice. This can be changed only by a written agreement signed by the chief executive officer. See "},
			letter.Run{Text: "our handbook", Href: "https://handbook.norden-soen.example/us"}, letter.Run{Text: " for the policies that apply to all employees; they may change from time to time. "},
			letter.Run{Text: "Nothing in this letter", Italic: true}, letter.Run{Text: " keeps you from discussing wages and working conditions."}),
		heading("Conditions"),
		{Kind: letter.List, Ordered: true, Items: []letter.Item{{Runs: text("Proof of your right to work in the United States within three business days of your start.")}, {Runs: text("Your signature under the invention agreement, which is enclosed.")}}},
		{Kind: letter.Acceptance, Runs: text("To accept, please sign below by October 30, 2026. After that day this offer lapses.")},
		{Kind: letter.Closing, Runs: text("Sincerely,")},
		{Kind: letter.SignBlock, Signature: &letter.Signature{Intro: text("By signing, you accept the terms of this letter."), Parties: []letter.Signer{
			{Heading: "For Norden & Søn Analytics, Inc.", Name: "Maëlle Kowalczyk-Ångström", Title: "Chief People Officer", Fields: []string{"Signature", "Date"}},
			{Heading: "Accepted by", Name: "Zoë Łukasiewicz", Fields: []string{"Signature", "Date"}},
		}}},
		{Kind: letter.Enclosures, Items: []letter.Item{{Runs: text("Enclosure: Invention assignment agreement")}}},
		{Kind: letter.Disclosure, Runs: text("California Labor Code section 2810.5 notice will be given at the time of hire. This letter was printed from the terms agreed on October 9, 2026.")},
	}
}

func sampleJob() render.Job {
	return render.Job{Document: sample(), Lock: digest.Of([]byte("lock")), Terms: []byte(`{"schema":"terms/v1","number":2,"terms":{"base_pay":{"amount":"185000.00","currency":"USD","per":"year"}}}`)}
}

func newRenderer(tb testing.TB) *render.Renderer {
	tb.Helper()
	r, err := render.New(render.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}
