package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/render"
)

// source is the harness's letter file.
type source struct {
	Lang       string              `json:"lang"`
	Title      string              `json:"title"`
	Date       string              `json:"date"`
	Created    string              `json:"created"`
	RefPrefix  string              `json:"ref_prefix"`
	Candidates []map[string]string `json:"candidates"`
	Header     string              `json:"header"`
	Footer     string              `json:"footer"`
	PageOf     string              `json:"page_of"`
	Letterhead struct {
		Company string   `json:"company"`
		Lines   []string `json:"lines"`
	} `json:"letterhead"`
	Address    []string `json:"address"`
	Subject    string   `json:"subject"`
	Greeting   string   `json:"greeting"`
	Blocks     []block  `json:"blocks"`
	Closing    string   `json:"closing"`
	Signatures []struct {
		Caption, Name, Role string
	} `json:"signatures"`
}

type block struct {
	Type   string        `json:"type"`
	Text   string        `json:"text"`
	Runs   [][2]string   `json:"runs"`
	Items  [][][2]string `json:"items"`
	Widths []float64     `json:"widths"`
	Align  []string      `json:"align"`
	Head   []string      `json:"head"`
	Rows   [][]string    `json:"rows"`
}

func load() (*source, error) {
	path := os.Getenv("LETTER")
	if path == "" {
		path = "letter.json"
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &source{}
	if err := json.Unmarshal(raw, s); err != nil {
		return nil, err
	}
	if len(s.Candidates) == 0 || len(s.Created) < 10 {
		return nil, fmt.Errorf("the letter file has no candidates or no date of creation")
	}
	return s, nil
}

// job is letter i: candidate i modulo their number, with a reference number of its own.
func (s *source) job(i int) (render.Job, error) {
	date, err := cal.ParseDate(s.Created[:10])
	if err != nil {
		return render.Job{}, err
	}
	f := filler(s, i)
	title := f(s.Title)
	d := letter.Document{
		ID: "letter", Title: title, Subject: f(s.Subject), Language: s.Lang, Date: date, Number: 1,
		Page: letter.Page{
			Paper: letter.A4, Letterhead: letter.Letterhead{Name: s.Letterhead.Company, Lines: s.Letterhead.Lines},
			Running: f(s.Header), Footer: f(s.Footer), PageWords: s.PageOf,
		},
		Blocks: s.blocks(f),
	}
	number := f("{{ref}}")
	terms := fmt.Sprintf(`{"schema":"terms/v1","number":1,"reference":%q,"terms":{"base_pay":{"amount":%q,"currency":"GBP","per":"year"}}}`, number, f("{{salary}}"))
	return render.Job{Document: d, Lock: digest.Of([]byte(number)), Terms: []byte(terms)}, nil
}

// filler fills the placeholders of letter i.
func filler(s *source, i int) func(string) string {
	c := s.Candidates[i%len(s.Candidates)]
	ref := fmt.Sprintf("%s%06d", s.RefPrefix, i)
	r := strings.NewReplacer("{{candidate}}", c["candidate"], "{{first}}", c["first"], "{{salary}}", c["salary"], "{{ref}}", ref)
	return func(t string) string {
		if !strings.Contains(t, "{{") {
			return t
		}
		return r.Replace(t)
	}
}

func (s *source) blocks(f func(string) string) []letter.Block {
	out := make([]letter.Block, 0, len(s.Blocks)+8)
	out = append(out, letter.Block{Kind: letter.DateLine, Runs: words(s.Date)}, letter.Block{Kind: letter.Address, Lines: fillAll(s.Address, f)},
		letter.Block{Kind: letter.SubjectLine, Runs: words(f(s.Subject))}, letter.Block{Kind: letter.Salutation, Runs: words(f(s.Greeting))})
	for _, b := range s.Blocks {
		out = append(out, b.block(f))
	}
	sign := letter.Signature{}
	for _, p := range s.Signatures {
		party := letter.Signer{Heading: p.Caption, Name: f(p.Name), Title: p.Role, Fields: []string{"Signature"}}
		sign.Parties = append(sign.Parties, party)
	}
	return append(out, letter.Block{Kind: letter.Closing, Runs: words(s.Closing)}, letter.Block{Kind: letter.SignBlock, Signature: &sign})
}

// words are one run of plain text.
func words(text string) []letter.Run { return []letter.Run{{Text: text}} }

func fillAll(in []string, f func(string) string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = f(s)
	}
	return out
}

func (b *block) block(f func(string) string) letter.Block {
	switch b.Type {
	case "h":
		return letter.Block{Kind: letter.Heading, Level: 2, Runs: words(f(b.Text))}
	case "ul":
		items := make([]letter.Item, len(b.Items))
		for i, it := range b.Items {
			items[i] = letter.Item{Runs: runs(it, f)}
		}
		return letter.Block{Kind: letter.List, Items: items}
	case "table":
		return letter.Block{Kind: letter.TableBlock, Table: b.table(f)}
	}
	return letter.Block{Kind: letter.Paragraph, Runs: runs(b.Runs, f)}
}

func runs(in [][2]string, f func(string) string) []letter.Run {
	out := make([]letter.Run, len(in))
	for i, r := range in {
		out[i] = letter.Run{Text: f(r[1]), Bold: r[0] == "b", Italic: r[0] == "i"}
	}
	return out
}

func (b *block) table(f func(string) string) *letter.Table {
	t := &letter.Table{RowHeader: true, Columns: make([]letter.Column, len(b.Head)), Rows: make([][]letter.Cell, len(b.Rows))}
	for j, h := range b.Head {
		t.Columns[j] = letter.Column{Head: words(h), Width: int(math.Round(b.Widths[j] * 100)), Right: b.Align[j] == "R"}
	}
	for i, row := range b.Rows {
		t.Rows[i] = make([]letter.Cell, len(row))
		for j, text := range row {
			t.Rows[i][j] = letter.Cell{Runs: words(f(text))}
		}
	}
	return t
}
