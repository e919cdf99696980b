package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// shelfKind is a kind of item of the library that people publish, and its operations.
type shelfKind struct {
	kind, path, parameter, noun                string
	publish, adopt, withdraw, redline, impacts auth.Operation
}

var shelfKinds = []shelfKind{
	{
		library.Clause, "/v1/clauses", "clause", "clause",
		auth.PublishClause, auth.AdoptClause, auth.WithdrawClause, auth.RedlineClause, auth.ClauseImpact,
	},
	{
		library.Template, "/v1/templates", "template", "letter template",
		auth.PublishTemplate, auth.AdoptTemplate, auth.WithdrawTemplate, auth.RedlineTemplate, auth.TemplateImpact,
	},
	{
		library.Policy, "/v1/policies", "pack", "rule pack",
		auth.PublishPolicy, auth.AdoptPolicy, auth.WithdrawPolicy, auth.RedlinePolicy, auth.PolicyImpact,
	},
}

func libraryVersionRoutes() []Route {
	out := []Route{{
		Method: http.MethodGet, Path: "/v1/library", Operation: auth.ListLibrary, Tag: "library",
		Summary: "List every stored version, in force or not, with what was done to it",
		Query: []Parameter{{
			Name: "kind", Text: "Only versions of this kind.",
			Allowed: []string{library.Clause, library.Template, library.Policy, library.Entity, library.Calendar, library.Brand, library.Approval, library.Reviewers},
		}},
		Response: Library{}, Success: []int{http.StatusOK}, handle: listLibrary,
	}}
	for _, k := range shelfKinds {
		out = append(out, k.routes()...)
	}
	return out
}

func (k shelfKind) routes() []Route {
	versions := k.path + "/{" + k.parameter + "}/versions"
	one := versions + "/{number}"
	return []Route{
		{
			Method: http.MethodPost, Path: versions, Operation: k.publish, Tag: "library",
			Summary: "Publish the next version of a " + k.noun + ", or the first of a new one",
			Text: "Passes the publish gate: 422 lists every finding with file, line, column, code and suggestion. The version is offered until somebody adopts it; " +
				"the answer shows what it changes against the version in force, and which drafts and letters it concerns. No draft and no letter changes. The same content again answers 200.",
			Request: desk.Publication{}, Schema: "publication/v1", Response: desk.PublishedVersion{}, Success: []int{http.StatusCreated, http.StatusOK}, Writes: true,
			handle: k.publishVersion,
		},
		{
			Method: http.MethodPost, Path: one + "/adopt", Operation: k.adopt, Tag: "library",
			Summary: "Put an offered version of a " + k.noun + " in force",
			Text:    "By somebody other than the publisher, unless the server runs with the setting for teams of one lawyer. From then on new letters take it; drafts and letters keep what they are made of.",
			Success: []int{http.StatusOK}, Response: desk.LibraryVersion{}, Writes: true, handle: k.adoptVersion,
		},
		{
			Method: http.MethodPost, Path: one + "/withdraw", Operation: k.withdraw, Tag: "library",
			Summary: "Take a version of a " + k.noun + " out of force from a day on",
			Text:    "Drafts and letters that are made of it stay as they are.",
			Request: desk.Withdrawal{}, Schema: "withdrawal/v1", Success: []int{http.StatusOK}, Response: desk.LibraryVersion{}, Writes: true, handle: k.withdrawVersion,
		},
		{
			Method: http.MethodGet, Path: one + "/redline", Operation: k.redline, Tag: "library",
			Summary: "Compare a version of a " + k.noun + " with another, word by word",
			Query:   []Parameter{{Name: "against", Text: "The other version; the newest one before it that was in force when absent.", Integer: true}},
			Success: []int{http.StatusOK}, Response: desk.LibraryRedline{}, handle: k.redlineVersion,
		},
		{
			Method: http.MethodGet, Path: one + "/impact", Operation: k.impacts, Tag: "library",
			Summary: "List the drafts and the letters in force that a version of a " + k.noun + " concerns",
			Text:    "Pages by a cursor: send next_cursor back as cursor until it is absent. A page may be short although there are more.",
			Query: []Parameter{
				{Name: "cursor", Text: "next_cursor of the page before."},
				{Name: "limit", Text: "How many letters to look at: 1 to 200; 50 when absent.", Integer: true},
			},
			Success: []int{http.StatusOK}, Response: desk.Impact{}, handle: k.impactOf,
		},
	}
}

// Library is every stored version of the library.
type Library struct {
	// FourEyes says whether somebody other than the publisher must adopt a version; the server's settings turn it off
	// for teams of one lawyer.
	FourEyes bool                  `json:"four_eyes"`
	Items    []desk.LibraryVersion `json:"items"`
}

func listLibrary(ctx context.Context, a *API, c *call) (reply, error) {
	all, err := a.Desk.LibraryVersions(ctx, c.query.Get("kind"))
	if err != nil {
		return reply{}, err
	}
	return ok(Library{FourEyes: !a.Desk.AdoptOwn, Items: all})
}

// ref reads which version the path names.
func (k shelfKind) ref(c *call) (desk.LibraryRef, error) {
	n, err := version(c.path("number"))
	return desk.LibraryRef{Kind: k.kind, ID: c.path(k.parameter), Version: n}, err
}

func (k shelfKind) publishVersion(ctx context.Context, a *API, c *call) (reply, error) {
	p, err := decode[desk.Publication](a, c)
	if err != nil {
		return reply{}, err
	}
	v, err := a.Desk.Publish(ctx, c.by, k.kind, c.path(k.parameter), p)
	if err != nil {
		return reply{}, err
	}
	status := http.StatusOK
	if v.Created {
		status = http.StatusCreated
	}
	return reply{status: status, body: v}, nil
}

func (k shelfKind) adoptVersion(ctx context.Context, a *API, c *call) (reply, error) {
	r, err := k.ref(c)
	if err != nil {
		return reply{}, err
	}
	v, err := a.Desk.Adopt(ctx, c.by, r)
	if err != nil {
		return reply{}, err
	}
	return ok(v[0])
}

func (k shelfKind) withdrawVersion(ctx context.Context, a *API, c *call) (reply, error) {
	r, err := k.ref(c)
	if err != nil {
		return reply{}, err
	}
	w, err := decode[desk.Withdrawal](a, c)
	if err != nil {
		return reply{}, err
	}
	v, err := a.Desk.Withdraw(ctx, c.by, r, w)
	if err != nil {
		return reply{}, err
	}
	return ok(v)
}

func (k shelfKind) redlineVersion(ctx context.Context, a *API, c *call) (reply, error) {
	r, err := k.ref(c)
	if err != nil {
		return reply{}, err
	}
	against, err := c.number("against")
	if err != nil {
		return reply{}, err
	}
	if against > 1<<30 {
		return reply{}, store.ErrNotFound
	}
	red, err := a.Desk.VersionRedline(ctx, r, int(against))
	if err != nil {
		return reply{}, err
	}
	return ok(red)
}

func (k shelfKind) impactOf(ctx context.Context, a *API, c *call) (reply, error) {
	r, err := k.ref(c)
	if err != nil {
		return reply{}, err
	}
	limit, err := c.pageSize(maxOffers)
	if err != nil {
		return reply{}, err
	}
	i, err := a.Desk.Impact(ctx, c.by, r, c.query.Get("cursor"), limit)
	if err != nil {
		return reply{}, err
	}
	return ok(i)
}
