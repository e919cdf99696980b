package render_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/letter"
	"verbatim/internal/render"
	"verbatim/internal/render/pdfrule"
	"verbatim/internal/render/rendertest"
)

// revised is the sample with changes of every kind.
func revised() letter.Document {
	d := sample()
	d.Number = 3
	d.Blocks[4].Runs[2].Text = strings.Replace(d.Blocks[4].Runs[2].Text, "ten questions", "twenty questions", 1)
	t := d.Blocks[5].Table
	t.Rows[0] = cells("Base salary", "$190,000.00", "A year, in 24 half-monthly installments of $7,916.67")
	t.Rows = append(t.Rows[:1], append([][]letter.Cell{cells("Relocation", "$5,000.00", "Against receipts")}, t.Rows[2:]...)...)
	d.Blocks[9].Runs[1].Text = "$190,000.00"
	d.Blocks[12].Items = append(d.Blocks[12].Items[:2], letter.Item{Runs: text("Parental leave of eighteen weeks.")})
	d.Blocks[1].Lines = []string{"Zoë Łukasiewicz", "5 Market Street", "Oakland, CA 94607"}
	signerOf(&d).Title = "Chief Executive Officer"
	d.Blocks = append(d.Blocks[:13], append([]letter.Block{heading("Remote work"), para(letter.Run{Text: "You may work from home."})}, d.Blocks[13:]...)...)
	return d
}

func redlineJob() render.Job {
	before := sample()
	return render.Job{Document: revised(), Against: &before, Copy: "REDLINE"}
}

func TestRedlineShowsEveryChange(t *testing.T) {
	r := newRenderer(t)
	out, err := r.Text(redlineJob())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"[-ten-]{+twenty+}", "[-$185,000.00-]{+$190,000.00+}", "[-$7,708.33-]{+$7,916.67+}", "[-$20,000.00-]", "{+Relocation+}", "{+Remote work+}", "{+You may work from home.+}",
		"[-Paid time off of twenty days a year.-]", "{+Parental leave of eighteen weeks.+}", "{+5 Market Street+}", "{+Executive+}",
	} {
		if !strings.Contains(squeeze(string(out)), want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

func TestRedlineKeepsEveryRule(t *testing.T) {
	out, err := newRenderer(t).PDF(redlineJob())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pdfrule.Check(out) {
		t.Error(f)
	}
	if dir := os.Getenv("KEEP_LETTERS"); dir != "" {
		_ = os.WriteFile(dir+"/redline.pdf", out, 0o600)
	}
}

// TestRedlineHoldsBothLetters takes what came out of a redline and what went out of it: the two letters remain.
func TestRedlineHoldsBothLetters(t *testing.T) {
	r, gen := newRenderer(t), rendertest.Document()
	for seed := range rendertest.Count() / 10 {
		before, after := gen.Example(2*seed), gen.Example(2*seed+1)
		dropSigns(&before)
		dropSigns(&after)
		after.Page = before.Page
		page, err := r.HTML(render.Job{Document: after, Against: &before})
		if err != nil {
			t.Fatal(err)
		}
		_, main, _ := strings.Cut(string(page), "<main>")
		if got, want := sorted(htmlText(t, strip(main, "del"))), sorted(wantText(&after)); got != want {
			t.Fatalf("seed %d: without what went\n got %q\nwant %q", seed, got, want)
		}
		if got, want := sorted(htmlText(t, strip(main, "ins"))), sorted(wantText(&before)); got != want {
			t.Fatalf("seed %d: without what came\n got %q\nwant %q", seed, got, want)
		}
	}
}

func TestRedlineOfOneLetterShowsNothing(t *testing.T) {
	before := sample()
	out, err := newRenderer(t).Text(render.Job{Document: sample(), Against: &before})
	if err != nil || strings.Contains(string(out), "{+") || strings.Contains(string(out), "[-") {
		t.Errorf("%v\n%s", err, out)
	}
}

// dropSigns leaves out signature blocks and captions, which a redline shows in its own way.
func dropSigns(d *letter.Document) {
	var kept []letter.Block
	for _, b := range d.Blocks {
		if b.Kind == letter.SignBlock {
			continue
		}
		if b.Table != nil {
			b.Table.Caption = ""
		}
		kept = append(kept, b)
	}
	d.Blocks = kept
}

// strip leaves out all elements of one name; they do not nest.
func strip(s, tag string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "<"+tag+">")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, s, _ = strings.Cut(rest, "</"+tag+">")
	}
}

// sorted gives the characters of a text without their order and without white space: a redline may show what went before
// or after what came.
func sorted(s string) string {
	chars := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(chars)
	return string(chars)
}
