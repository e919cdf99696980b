package storetest

import (
	"errors"
	"testing"

	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/money"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

var bandCases = []test{
	{"BandRoundTrip", bandRoundTrip},
	{"BandsOnlyAdd", bandsOnlyAdd},
	{"BandFilters", bandFilters},
}

// band is version n of a band of a level, with every field set.
func band(t testing.TB, level string, n int, change ...func(*policy.Band)) policy.BandVersion {
	t.Helper()
	limit, until := money.MustDecimal("12.5"), cal.MustDate("2027-01-01")
	b := policy.Band{
		Level: level, Place: "US-CA", JobFamily: "Software/Web", Entity: "acme-us", Minimum: money.MustDecimal("160000.50"),
		Midpoint: money.MustDecimal("190000"), Maximum: money.MustDecimal("220000"), Currency: "USD", Per: money.PerYear, BonusLimit: &limit,
		From: cal.MustDate("2026-01-01"), Until: &until, Source: "Umfrage für 2026",
	}
	for _, f := range change {
		f(&b)
	}
	sum, err := b.Sum()
	if err != nil {
		t.Fatal(err)
	}
	return policy.BandVersion{Band: b, Version: n, Digest: sum, Imported: day.UTC(), By: "total"}
}

func bandRoundTrip(t *testing.T, s store.Store) {
	full := band(t, "L4", 1)
	plain := band(t, "L4", 1, func(b *policy.Band) {
		b.JobFamily, b.Entity, b.Source, b.BonusLimit, b.Until = "", "", "", nil, nil
	})
	must(t, s.Apply(t.Context(), store.Changes{Bands: []policy.BandVersion{full, plain}}))
	got, err := s.Bands(t.Context(), all, store.BandQuery{})
	must(t, err)
	if !sameJSON(t, got, []policy.BandVersion{plain, full}) {
		t.Fatalf("%+v", got)
	}
}

// bandsOnlyAdd: a version that is there is never written again, and of a write of which one is there nothing is kept.
func bandsOnlyAdd(t *testing.T, s store.Store) {
	must(t, s.Apply(t.Context(), store.Changes{Bands: []policy.BandVersion{band(t, "L4", 1)}}))
	higher := func(b *policy.Band) { b.Maximum = money.MustDecimal("230000") }
	if err := s.Apply(t.Context(), store.Changes{Bands: []policy.BandVersion{band(t, "L5", 1), band(t, "L4", 1, higher)}}); !errors.Is(err, store.ErrExists) {
		t.Fatalf("%v", err)
	}
	must(t, s.Apply(t.Context(), store.Changes{Bands: []policy.BandVersion{band(t, "L4", 2, higher)}}))
	got, err := s.Bands(t.Context(), all, store.BandQuery{})
	must(t, err)
	if len(got) != 2 || got[0].Version != 1 || got[1].Version != 2 || got[0].Maximum.Equal(got[1].Maximum) {
		t.Fatalf("%+v", got)
	}
}

func bandFilters(t *testing.T, s store.Store) {
	at := func(e, place string) func(*policy.Band) {
		return func(b *policy.Band) { b.Entity = e; must(t, b.Place.UnmarshalJSON([]byte(`"`+place+`"`))) }
	}
	rows := []policy.BandVersion{
		band(t, "L4", 1), band(t, "l4", 1), band(t, "L5", 1, at("", "US")), band(t, "L4", 1, at("acme-uk", "GB")), band(t, "L4", 1, at("", "GB")),
	}
	for i := range 1200 { // more than one statement takes
		rows = append(rows, band(t, "many", 1, func(b *policy.Band) { b.From = b.From.AddDays(-i); b.Until = nil; b.Entity = "acme-de" }))
	}
	must(t, s.Apply(t.Context(), store.Changes{Bands: rows}))
	us := store.Scope{Entities: []entity.ID{"acme-us"}}
	for name, row := range map[string]struct {
		scope store.Scope
		q     store.BandQuery
		want  int
	}{
		"all":                      {all, store.BandQuery{}, len(rows)},
		"limit":                    {all, store.BandQuery{Limit: 2}, 2},
		"level, by its letters":    {all, store.BandQuery{Level: "L4"}, 3},
		"place alone":              {all, store.BandQuery{Place: "GB"}, 2},
		"a place is not its parts": {all, store.BandQuery{Place: "US"}, 1},
		"entity and everybody's":   {all, store.BandQuery{Entity: "acme-uk"}, 3},
		"scope":                    {us, store.BandQuery{}, 4},
		"entity outside of scope":  {us, store.BandQuery{Entity: "acme-uk"}, 2},
		"entity of the scope":      {us, store.BandQuery{Entity: "acme-us", Level: "L4"}, 2},
		"nothing":                  {all, store.BandQuery{Level: "L9"}, 0},
	} {
		got, err := s.Bands(t.Context(), row.scope, row.q)
		if err != nil || len(got) != row.want {
			t.Errorf("%s: %d, want %d (%v)", name, len(got), row.want, err)
		}
	}
}
