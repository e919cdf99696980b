package api

import (
	"net/http"
	"slices"
	"testing"

	"verbatim/internal/auth"
)

// TestRoutesAndPermissionsAreOneToOne fails for an operation without a row in the table of permissions, and for a row
// without an operation.
func TestRoutesAndPermissionsAreOneToOne(t *testing.T) {
	rows := map[auth.Operation]bool{}
	for _, p := range auth.Permissions() {
		if rows[p.Operation] {
			t.Errorf("%s has two rows", p.Operation)
		}
		if p.Public == (len(p.Roles) > 0) {
			t.Errorf("%s is public or has roles, and not both", p.Operation)
		}
		rows[p.Operation] = true
	}
	for _, r := range Routes() {
		if !rows[r.Operation] {
			t.Errorf("%s has no row, or two routes", r.Operation)
		}
		delete(rows, r.Operation)
	}
	for op := range rows {
		t.Errorf("%s has a row and no route", op)
	}
}

func TestRoutesAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Routes() {
		name := r.Method + " " + r.Path
		if seen[name] {
			t.Errorf("%s is there twice", name)
		}
		seen[name] = true
		if r.Summary == "" || r.Tag == "" || len(r.Success) == 0 {
			t.Errorf("%s is not described", name)
		}
		if (r.handle == nil) == (r.write == nil) {
			t.Errorf("%s has a handler or a writer", name)
		}
		if (r.Idempotent || r.IfMatch || r.Request != nil) && r.Method != http.MethodPost {
			t.Errorf("%s: only a POST reads a body or is replayed", name)
		}
		if r.Writes != (r.write != nil || slices.Contains(settings, r.Operation)) {
			t.Errorf("%s: says wrongly whether it writes", name)
		}
		if r.Response == nil && len(r.Media) == 0 && r.Success[0] != http.StatusNoContent {
			t.Errorf("%s answers nothing", name)
		}
	}
}

// settings are the operations that write something else than an offer.
var settings = []auth.Operation{
	auth.ClearReviews, auth.EndWaiver, auth.Delegate, auth.EndDelegation,
	auth.CreateKey, auth.RevokeKey, auth.CreateWebhook, auth.DeleteWebhook, auth.RotateWebhook, auth.EnableWebhook, auth.DisableWebhook,
	auth.ReplayDelivery, auth.ReplayWebhook,
	auth.PublishClause, auth.AdoptClause, auth.WithdrawClause, auth.PublishTemplate, auth.AdoptTemplate, auth.WithdrawTemplate,
	auth.PublishPolicy, auth.AdoptPolicy, auth.WithdrawPolicy,
	auth.ImportBands,
}

func TestPatterns(t *testing.T) {
	for path, want := range map[string]string{
		"/v1/handoffs:validate":                                           `/v1/handoffs\:validate`,
		"/v1/offers/{offer_id}/letters":                                   "/v1/offers/:offer_id/letters",
		"/v1/schemas/{name}/{version}":                                    "/v1/schemas/:name/:version",
		"/v1/offers/{offer_id}/letters/{letter}/flags/{flag_id}/decision": "/v1/offers/:offer_id/letters/:letter/flags/:flag_id/decision",
	} {
		if got := (Route{Path: path}).pattern(); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
