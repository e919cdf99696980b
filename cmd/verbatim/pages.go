package main

import (
	"log/slog"
	"net/http"
	"strings"

	"verbatim/internal/console"
)

// withConsole puts the console beside the API: what stands below its root goes there and nothing else, so that the API's
// router sees every other address as it came.
func (s serve) withConsole(p process, log *slog.Logger, made parts, api http.Handler) (http.Handler, error) {
	pages, err := console.New(console.Config{
		Desk: made.desk, Auth: made.keys, Hooks: s.hooks(p, made.store), Now: p.now, NewID: newID, Log: log,
	})
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, console.Root):
			pages.ServeHTTP(w, r)
		case r.URL.Path == strings.TrimSuffix(console.Root, "/"):
			http.Redirect(w, r, console.Root, http.StatusSeeOther)
		default:
			api.ServeHTTP(w, r)
		}
	}), nil
}
