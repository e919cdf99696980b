package api

import (
	"context"
	"net/http"
	"slices"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

func libraryRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/clauses", Operation: auth.ListClauses, Tag: "library",
			Summary: "List the published clause versions", Response: Clauses{}, Success: []int{http.StatusOK}, handle: listClauses,
		},
		{
			Method: http.MethodGet, Path: "/v1/clauses.pdf", Operation: auth.GetClauseBook, Tag: "library",
			Summary: "Get the wording of every clause in use as one paper",
			Text: "For counsel: every clause in every position with its slots, place, language, days in force, what it states, basis, owner and digest. " +
				"`verbatim templates export` writes the same from a folder, as DOCX too.",
			Media: []string{mediaPDF}, Success: []int{http.StatusOK}, handle: getClauseBook,
		},
		{
			Method: http.MethodGet, Path: "/v1/clauses/{clause}", Operation: auth.GetClause, Tag: "library",
			Summary: "Read every published version of a clause, with its files", Response: Clauses{}, Success: []int{http.StatusOK}, handle: getClause,
		},
		{
			Method: http.MethodGet, Path: "/v1/templates", Operation: auth.ListTemplates, Tag: "library",
			Summary: "List the published letter templates", Response: Templates{}, Success: []int{http.StatusOK}, handle: listTemplates,
		},
		{
			Method: http.MethodGet, Path: "/v1/templates/{template}", Operation: auth.GetTemplate, Tag: "library",
			Summary: "Read every published version of a letter template, with its files", Response: Templates{}, Success: []int{http.StatusOK}, handle: getTemplate,
		},
	}
}

// Clauses are published clause versions.
type Clauses struct {
	Items []Clause `json:"items"`
}

// Clause is one published wording of one clause.
type Clause struct {
	ID       string        `json:"id"`
	Family   string        `json:"family"`
	Version  int           `json:"version"`
	Digest   digest.Digest `json:"digest"`
	Title    string        `json:"title,omitempty"`
	Language string        `json:"language"`
	// Jurisdictions are the places of law where it may be used.
	Jurisdictions string  `json:"jurisdictions"`
	InForce       InForce `json:"in_force"`
	// Group is the place in letters that it competes for.
	Group     string         `json:"group"`
	Positions []Position     `json:"positions"`
	Owner     string         `json:"owner"`
	Basis     []clause.Basis `json:"basis,omitempty"`
	Changelog string         `json:"changelog,omitempty"`
	// Files are the files of the version as published, by name; only when one clause is read.
	Files map[string]string `json:"files,omitempty"`
}

// InForce is a time in force: from a day, and until before another; without an until it has no end.
type InForce struct {
	From  cal.Date  `json:"from"`
	Until *cal.Date `json:"until,omitempty"`
}

// Position is one agreed wording of a clause.
type Position struct {
	Name    string `json:"name"`
	Summary string `json:"summary,omitempty"`
}

// Templates are published letter template versions.
type Templates struct {
	Items []Template `json:"items"`
}

// Template is one published version of a letter template.
type Template struct {
	ID            string        `json:"id"`
	Version       int           `json:"version"`
	Digest        digest.Digest `json:"digest"`
	Title         string        `json:"title"`
	Kinds         []string      `json:"kinds"`
	Language      string        `json:"language"`
	Jurisdictions string        `json:"jurisdictions"`
	InForce       InForce       `json:"in_force"`
	// Groups are the places of the letter where clauses compete, in order.
	Groups    []Group `json:"groups"`
	Owner     string  `json:"owner"`
	Changelog string  `json:"changelog,omitempty"`
	// Files are the files of the version as published, by name; only when one template is read.
	Files map[string]string `json:"files,omitempty"`
}

// Group is a place in a letter where clauses compete.
type Group struct {
	ID       string `json:"id"`
	Required bool   `json:"required,omitempty"`
}

func getClauseBook(_ context.Context, a *API, _ *call) (reply, error) {
	book, err := a.Desk.ClauseBook(desk.FormPDF)
	if err != nil {
		return reply{}, err
	}
	return pdf(book, digest.Of(book), "clauses.pdf"), nil
}

func listClauses(_ context.Context, a *API, _ *call) (reply, error) {
	clauses, err := a.Desk.Library.Current().Clauses()
	if err != nil {
		return reply{}, err
	}
	out := []Clause{}
	for _, v := range clauses {
		out = append(out, clauseOf(v))
	}
	return ok(Clauses{out})
}

func getClause(_ context.Context, a *API, c *call) (reply, error) {
	snapshot, id := a.Desk.Library.Current(), c.path("clause")
	clauses, err := snapshot.Clauses()
	if err != nil {
		return reply{}, err
	}
	out := []Clause{}
	for _, v := range clauses {
		if string(v.ID) == id {
			view := clauseOf(v)
			view.Files = files(snapshot, library.Clause, id, v.Number)
			out = append(out, view)
		}
	}
	if len(out) == 0 {
		return reply{}, store.ErrNotFound
	}
	return ok(Clauses{out})
}

func clauseOf(v *clause.Version) Clause {
	c := Clause{
		ID: string(v.ID), Family: v.Family, Version: v.Number, Digest: v.Digest, Title: v.Title, Language: v.Language,
		Jurisdictions: v.Jurisdictions.String(), InForce: spanOf(v.InForce), Group: v.Group, Positions: []Position{},
		Owner: v.Owner, Basis: v.Basis, Changelog: v.Changes,
	}
	for _, p := range v.Positions {
		c.Positions = append(c.Positions, Position{Name: p.Name, Summary: p.Summary})
	}
	return c
}

func spanOf(s clause.Span) InForce {
	out := InForce{From: s.From}
	if !s.Until.IsZero() {
		out.Until = &s.Until
	}
	return out
}

func listTemplates(_ context.Context, a *API, _ *call) (reply, error) {
	templates, err := a.Desk.Library.Current().Templates()
	if err != nil {
		return reply{}, err
	}
	out := []Template{}
	for _, t := range templates {
		out = append(out, templateOf(t))
	}
	return ok(Templates{out})
}

func getTemplate(_ context.Context, a *API, c *call) (reply, error) {
	snapshot, id := a.Desk.Library.Current(), c.path("template")
	templates, err := snapshot.Templates()
	if err != nil {
		return reply{}, err
	}
	out := []Template{}
	for _, t := range templates {
		if t.ID == id {
			view := templateOf(t)
			view.Files = files(snapshot, library.Template, id, t.Number)
			out = append(out, view)
		}
	}
	if len(out) == 0 {
		return reply{}, store.ErrNotFound
	}
	return ok(Templates{out})
}

func templateOf(t *letter.Template) Template {
	out := Template{
		ID: t.ID, Version: t.Number, Digest: t.Digest, Title: t.Title, Kinds: list(t.Kinds), Language: t.Language,
		Jurisdictions: t.Jurisdictions.String(), InForce: spanOf(t.InForce), Groups: []Group{}, Owner: t.Owner, Changelog: t.Changes,
	}
	for _, s := range t.Letter.Sections {
		for _, g := range s.Groups {
			out.Groups = append(out.Groups, Group{ID: g.ID, Required: g.Required})
		}
	}
	return out
}

// files gives the files of one version as published.
func files(s *library.Snapshot, kind, id string, number int) map[string]string {
	items := s.Items()
	i := slices.IndexFunc(items, func(i library.Item) bool { return i.Kind == kind && i.ID == id && i.Version == number })
	if i < 0 {
		return nil
	}
	out := map[string]string{}
	for name, content := range items[i].Files {
		out[name] = string(content)
	}
	return out
}
