package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/policy"
)

// policies shows what the rules make of a record.
type policies struct {
	Explain explain `cmd:"" help:"List every rule and what it comes to on a handoff record."`
}

type explain struct {
	wording
	Record record   `arg:"" help:"File with the handoff record; - reads standard input."`
	Rule   []string `placeholder:"CODE" help:"Only this rule, such as VB-CO-BAND-01; may be repeated."`
	Bands  bandFile `placeholder:"FILE.csv" help:"Bands of base pay to judge by, as bands import takes them; without it there are none."`
	JSON   bool     `name:"json" help:"Write JSON."`
}

// Run judges the record as the server would today, and stores nothing.
func (e explain) Run(ctx context.Context, p process) error {
	raw, err := e.Record.bytes(p)
	if err != nil {
		return err
	}
	d, err := newDesk(p, e.wording)
	if err != nil {
		return err
	}
	if e.Bands != "" {
		read, err := e.Bands.read()
		if err != nil {
			return err
		}
		if d.BandsFrom, err = desk.KeepBands(read); err != nil {
			return err
		}
	}
	found, err := d.Explain(ctx, auth.CommandLine(cliPerson, cliPerson), raw)
	if err != nil {
		return err
	}
	if err := e.pick(&found); err != nil {
		return err
	}
	if !e.JSON {
		return printRules(p.stdout, found)
	}
	out := json.NewEncoder(p.stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(found)
}

// pick leaves the rules that are asked for.
func (e explain) pick(found *desk.Explanation) error {
	for _, code := range e.Rule {
		if !slices.ContainsFunc(found.Rules, func(t policy.Trace) bool { return t.Code == code }) {
			return usage("no rule in force on %s has the code %s", found.AsOf, code)
		}
	}
	if len(e.Rule) > 0 {
		found.Rules = slices.DeleteFunc(found.Rules, func(t policy.Trace) bool { return !slices.Contains(e.Rule, t.Code) })
	}
	return nil
}

// printRules writes a block for each rule: what fired and what is unknown first, then the rest.
func printRules(w io.Writer, found desk.Explanation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "as of %s, by %s\n", found.AsOf, strings.Join(found.Packs, ", "))
	for _, outcome := range []policy.Outcome{policy.Fired, policy.Unknown, policy.NotFired, policy.NotApplicable} {
		for _, t := range found.Rules {
			if t.Outcome == outcome {
				printRule(&b, t)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func printRule(b *strings.Builder, t policy.Trace) {
	fmt.Fprintf(b, "\n%-14s  %s  %s\n", t.Outcome, t.Code, t.Title)
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(b, "  %-9s %s\n", name, text)
		}
	}
	line("term", string(t.Term))
	line("why", t.Reason)
	line("observed", t.Observed)
	line("allowed", t.Allowed)
	basis := t.Basis.Citation
	if t.Basis.URL != "" {
		basis += " " + t.Basis.URL
	}
	if t.Basis.Checked != "" {
		basis += " (read on " + t.Basis.Checked + ")"
	}
	line("basis", basis+" ["+t.Basis.Kind+"]")
}
