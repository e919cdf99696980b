package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

func bandRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/bands", Operation: auth.ListBands, Tag: "bands",
			Summary: "List bands of base pay", Text: "The newest version of each band; a lock names the version that its letter was judged by.",
			Query: []Parameter{
				{Name: "level", Text: "Only bands of this level."},
				{Name: "place", Text: "Only bands of exactly this place, such as US-CA."},
				{Name: "as_of", Text: "Only bands that hold on this day, such as 2026-11-24."},
				{Name: "versions", Text: "all lists earlier versions too.", Allowed: []string{"newest", "all"}},
			},
			Response: Bands{}, Success: []int{http.StatusOK}, handle: listBands,
		},
		{
			Method: http.MethodPost, Path: "/v1/bands", Operation: auth.ImportBands, Tag: "bands",
			Summary: "Import bands of base pay", Text: "All of them or none. A band that is kept already is left alone, so the same import can be sent again; " +
				"another figure for the same entity, level, place, job family and first day is the next version. " +
				"Letters that exist keep the bands in their locks. CSV has a header with the names of the fields; faults name the line.",
			Request: NewBands{}, Schema: "bands/v1", Takes: []string{"text/csv"}, Response: desk.BandImport{}, Success: []int{http.StatusOK}, Writes: true,
			handle: importBands,
		},
	}
}

// Bands are bands of base pay.
type Bands struct {
	Items []policy.BandVersion `json:"items"`
}

// NewBands are bands to import.
type NewBands struct {
	// Bands are imported together or not at all.
	Bands []policy.Band `json:"bands" jsonschema:"title=Bands,minItems=1,maxItems=5000"`
}

func listBands(ctx context.Context, a *API, c *call) (reply, error) {
	q := store.BandQuery{Level: c.query.Get("level")}
	if text := c.query.Get("place"); text != "" {
		at, err := place.Parse(text)
		if err != nil {
			return reply{}, badParameter("the query parameter place must be a place such as US-CA or GB")
		}
		q.Place = at
	}
	var day cal.Date
	if text := c.query.Get("as_of"); text != "" {
		var err error
		if day, err = cal.ParseDate(text); err != nil {
			return reply{}, badParameter("the query parameter as_of must be a day such as 2026-11-24")
		}
	}
	bands, err := a.Desk.Bands(ctx, c.by, q, day, c.query.Get("versions") == "all")
	if err != nil {
		return reply{}, err
	}
	return ok(Bands{Items: list(bands)})
}

func importBands(ctx context.Context, a *API, c *call) (reply, error) {
	bands, err := c.bands(a)
	if err != nil {
		return reply{}, err
	}
	done, err := a.Desk.ImportBands(ctx, c.by, bands)
	if err != nil {
		return reply{}, err
	}
	return ok(done)
}

// bands reads the body by its media type.
func (c *call) bands(a *API) ([]policy.Band, error) {
	if !isJSON(c.header) {
		return policy.ReadBands(c.body)
	}
	n, err := decode[NewBands](a, c)
	if err == nil && len(n.Bands) == 0 {
		err = fault.New(fault.Invalid, fault.CodeRequired, "bands holds at least one band")
	}
	return n.Bands, err
}
