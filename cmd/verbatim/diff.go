package main

import (
	"encoding/json"

	"verbatim/internal/desk"
	"verbatim/internal/diffview"
	"verbatim/internal/handoff"
	"verbatim/internal/schema"
	"verbatim/schemas"
)

// diff compares two records, as if the second were the letter on the first.
type diff struct {
	Before record `arg:"" help:"File with the record as it was said first; - reads standard input."`
	After  record `arg:"" help:"File with the record to hold against it."`
	JSON   bool   `name:"json" xor:"form" help:"Print JSON."`
	HTML   bool   `name:"html" xor:"form" help:"Print a page."`
}

// Run prints the differences, worst first, as text unless another form is asked for.
func (d diff) Run(p process) error {
	set, err := schema.Load(schemas.Files)
	if err != nil {
		return err
	}
	before, err := d.Before.parse(p, set)
	if err != nil {
		return err
	}
	after, err := d.After.parse(p, set)
	if err != nil {
		return err
	}
	difference, err := desk.DiffRecords(before, after)
	if err != nil {
		return err
	}
	content, err := d.form(difference)
	if err != nil {
		return err
	}
	return p.write("-", content)
}

func (d diff) form(of desk.Difference) ([]byte, error) {
	switch {
	case d.HTML:
		return diffview.HTML(of)
	case d.JSON:
		content, err := json.MarshalIndent(of, "", "  ")
		return append(content, '\n'), err
	}
	return diffview.Text(of), nil
}

// parse reads a record and names the file when it is at fault.
func (r record) parse(p process, v handoff.Validator) (handoff.Record, error) {
	raw, err := r.bytes(p)
	if err != nil {
		return handoff.Record{}, err
	}
	parsed, err := handoff.Parse(raw, v)
	if err != nil {
		return handoff.Record{}, of(string(r), err)
	}
	return parsed, nil
}
