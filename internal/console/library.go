package console

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/clause"
	"verbatim/internal/letter"
	"verbatim/internal/store"
)

// clausesView lists the clauses that are in use, by family.
type clausesView struct {
	Families []family
	Find     string
}

type family struct {
	Name    string
	Clauses []*clause.Version // the newest version of each
}

func listClauses(_ context.Context, c *Console, k *call) (reply, error) {
	v := clausesView{Find: strings.TrimSpace(k.URL.Query().Get("find"))}
	newest := map[clause.ID]*clause.Version{}
	for _, x := range c.Desk.Library.Current().Clauses() {
		if was := newest[x.ID]; was == nil || was.Number < x.Number {
			newest[x.ID] = x
		}
	}
	for _, x := range c.Desk.Library.Current().Clauses() {
		if newest[x.ID] != x || v.Find != "" && !strings.Contains(strings.ToLower(string(x.ID)+" "+x.Title+" "+x.Family), strings.ToLower(v.Find)) {
			continue
		}
		if n := len(v.Families); n == 0 || v.Families[n-1].Name != x.Family {
			v.Families = append(v.Families, family{Name: x.Family})
		}
		f := &v.Families[len(v.Families)-1]
		f.Clauses = append(f.Clauses, x)
	}
	return reply{view: &view{Page: "clauses", Title: wordClauses, Nav: "clauses", Data: v}, partial: "list"}, nil
}

// clauseView is one clause: its positions, its versions, and what one of them changed.
type clauseView struct {
	*clause.Version
	Places    string
	From      string
	Until     string
	Positions []positionView
	Versions  []int
	Against   int
	Redline   []letter.Edit // the standard wording against that of the version Against
}

// positionView is one agreed wording, with its words against the standard one.
type positionView struct {
	Name, Summary, Text string
	Words               []letter.Edit
}

func showClause(_ context.Context, c *Console, k *call) (reply, error) {
	lib := c.Desk.Library.Current()
	n, _ := strconv.Atoi(k.URL.Query().Get("version"))
	x, ok := lib.Clause(k.PathValue("clause"), n)
	if !ok {
		return reply{}, store.ErrNotFound
	}
	v := clauseView{Version: x, Places: x.Jurisdictions.String()}
	v.From = x.InForce.From.String()
	if !x.InForce.Until.IsZero() {
		v.Until = x.InForce.Until.String()
	}
	for _, other := range lib.Clauses() {
		if other.ID == x.ID {
			v.Versions = append(v.Versions, other.Number)
		}
	}
	slices.Sort(v.Versions)
	files := clauseFiles(lib.Items(), string(x.ID), x.Number)
	for _, p := range x.Positions {
		text := string(files[p.Name+".md"])
		v.Positions = append(v.Positions, positionView{Name: p.Name, Summary: p.Summary, Text: text, Words: letter.Words(string(files["standard.md"]), text)})
	}
	if m, err := strconv.Atoi(k.URL.Query().Get("against")); err == nil && m != x.Number && slices.Contains(v.Versions, m) {
		v.Against = m
		v.Redline = letter.Words(string(clauseFiles(lib.Items(), string(x.ID), m)["standard.md"]), string(files["standard.md"]))
	}
	title := x.Title
	if title == "" {
		title = string(x.ID)
	}
	return reply{view: &view{Page: "clause", Title: title, Nav: "clauses", Data: v}}, nil
}
