package api

import (
	"context"
	"net/http"
	"slices"

	"verbatim/internal/auth"
	"verbatim/internal/entity"
	"verbatim/internal/store"
)

func entityRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/entities", Operation: auth.ListEntities, Tag: "library",
			Summary: "List the employing entities that the key may see", Text: "The newest version of each.",
			Response: Entities{}, Success: []int{http.StatusOK}, handle: listEntities,
		},
		{
			Method: http.MethodGet, Path: "/v1/entities/{entity}", Operation: auth.GetEntity, Tag: "library",
			Summary: "Read an employing entity", Text: "Its newest version.", Response: entity.Entity{}, Success: []int{http.StatusOK}, handle: getEntity,
		},
	}
}

// Entities are employing entities, by key.
type Entities struct {
	Items []entity.Entity `json:"items"`
}

// sees says whether the key covers an entity.
func (c *call) sees(id entity.ID) bool {
	return len(c.by.Entities) == 0 || slices.Contains(c.by.Entities, string(id))
}

func listEntities(_ context.Context, a *API, c *call) (reply, error) {
	out := []entity.Entity{}
	for _, e := range a.Desk.Library.Current().Entities() {
		if c.sees(e.ID) {
			out = append(out, e)
		}
	}
	return ok(Entities{out})
}

func getEntity(_ context.Context, a *API, c *call) (reply, error) {
	e, known := a.Desk.Library.Current().Entity(entity.ID(c.path("entity")))
	if !known || !c.sees(e.ID) {
		return reply{}, store.ErrNotFound
	}
	return ok(e)
}
