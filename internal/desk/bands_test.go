package desk_test

import (
	"slices"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

const bandHeader = "level,place,entity,minimum,midpoint,maximum,currency,per,effective_from\n"

// bands imports bands from the lines of a CSV file.
func (o *office) bands(lines string) desk.BandImport {
	o.t.Helper()
	bands, err := policy.ReadBands([]byte(bandHeader + lines))
	if err != nil {
		o.t.Fatal(err)
	}
	got, err := o.ImportBands(o.t.Context(), kim, bands)
	if err != nil {
		o.t.Fatal(err)
	}
	return got
}

// banded gives the outcome of the band rule on a letter, and the pins of bands in its lock.
func (o *office) banded(r desk.Result, n int) (policy.Trace, []digest.Pin) {
	o.t.Helper()
	e, err := o.Trace(o.t.Context(), robin, r.Offer, n)
	if err != nil {
		o.t.Fatal(err)
	}
	lock, err := o.Lock(o.t.Context(), robin, r.Offer, n)
	if err != nil {
		o.t.Fatal(err)
	}
	i := slices.IndexFunc(e.Rules, func(t policy.Trace) bool { return t.Code == "VB-CO-BAND-01" })
	return e.Rules[i], bandPins(lock)
}

func bandPins(l letter.Lock) []digest.Pin {
	return slices.DeleteFunc(slices.Clone(l.Pins), func(p digest.Pin) bool { return p.Kind != "band" })
}

// TestBandsArePinned: a letter is judged by the band of its day for ever; a changed band changes no draft, and is taken by
// a rebase alone.
func TestBandsArePinned(t *testing.T) {
	o := newOffice(t)
	before := o.receive(example(t, "us-ca-engineer.json", "234556", "100001")) // USD 185,000 a year, L4 in US-CA
	o.bands("L4,US,,150000,160000,170000,USD,year,2026-01-01\nL4,US-CA,,150000,170000,180000,USD,year,2026-01-01\n")

	r := o.receive(example(t, "us-ca-engineer.json"))
	found, pins := o.banded(r, 1)
	if found.Outcome != policy.Fired || found.Observed != "$185,000 per year, compa-ratio 1.09, range penetration 117%" || len(pins) != 1 || pins[0].Version != 1 {
		t.Fatalf("%+v %+v", found, pins)
	}
	flag := r.Flags[slices.IndexFunc(r.Flags, func(f review.Flag) bool { return f.Deviation.Code == "VB-CO-BAND-01" })]
	if flag.Deviation.Decides != policy.ByTotalRewards {
		t.Fatalf("%+v", flag)
	}

	if got := o.bands("L4,US-CA,,150000,175000,200000,USD,year,2026-01-01\n"); len(got.Added) != 1 || got.Added[0].Version != 2 {
		t.Fatalf("%+v", got)
	}
	redated := o.revise(r, desk.Revision{Redate: true})
	if found, pins := o.banded(redated, 2); found.Outcome != policy.Fired || pins[0].Version != 1 {
		t.Fatalf("a changed band changed a draft: %+v %+v", found, pins)
	}
	rebased := o.revise(redated, desk.Revision{Rebase: true})
	if found, pins := o.banded(rebased, 3); found.Outcome != policy.NotFired || pins[0].Version != 2 {
		t.Fatalf("%+v %+v", found, pins)
	}
	if found, _ := o.banded(r, 1); found.Outcome != policy.Fired {
		t.Fatalf("an old letter is judged by a later band: %+v", found)
	}
	if found, pins := o.banded(o.revise(before, desk.Revision{Redate: true}), 2); found.Outcome != policy.NotApplicable || len(pins) != 0 {
		t.Fatalf("a letter from before all bands: %+v %+v", found, pins)
	}
}

// TestNoBandIsPinnedToo: that there was no band for a letter stays so until a rebase.
func TestNoBandIsPinnedToo(t *testing.T) {
	o := newOffice(t)
	o.bands("L4,GB,,50000,60000,70000,GBP,year,2026-01-01\n")
	r := o.receive(example(t, "us-ca-engineer.json"))
	if found, pins := o.banded(r, 1); found.Outcome != policy.Unknown || len(pins) != 1 {
		t.Fatalf("%+v %+v", found, pins)
	}
	o.bands("L4,US,,150000,160000,190000,USD,year,2026-01-01\n")
	r = o.revise(r, desk.Revision{Redate: true})
	if found, _ := o.banded(r, 2); found.Outcome != policy.Unknown {
		t.Fatalf("%+v", found)
	}
	if found, _ := o.banded(o.revise(r, desk.Revision{Rebase: true}), 3); found.Outcome != policy.NotFired {
		t.Fatalf("%+v", found)
	}
}

// TestImportOfBands: what is kept already is left alone, all faults come at once, and a key keeps to its entities.
func TestImportOfBands(t *testing.T) {
	o := newOffice(t)
	lines := "L4,US,,150000,160000,170000,USD,year,2026-01-01\nL4,US,acme-us,150000,160000,170000,USD,year,2026-01-01\n"
	o.bands(lines)
	if got := o.bands(lines + "L5,US,,150000.00,160000,170000,USD,year,2026-01-01\n"); got.Unchanged != 2 || len(got.Added) != 1 {
		t.Fatalf("%+v", got)
	}
	if got := o.bands("L5,US,,150000,160000.0,170000,USD,year,2026-01-01\n"); got.Unchanged != 1 {
		t.Fatalf("other digits are another band: %+v", got)
	}
	twice, err := policy.ReadBands([]byte(bandHeader + "L6,US,,1,2,3,USD,year,2026-01-01\nL6,US,,1,2,4,USD,year,2026-01-01\nL7,US,acme-fr,1,2,3,USD,year,2026-01-01\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.ImportBands(t.Context(), kim, twice)
	if e := wantFault(t, err, fault.CodeInvalidRequest); len(e.Faults) != 2 {
		t.Fatalf("%v", err)
	}
	limited := actor.Actor{ID: "uk", Roles: []actor.Role{actor.TotalRewards}, Entities: []string{"acme-uk"}}
	_, err = o.ImportBands(t.Context(), limited, twice[:1])
	wantFault(t, err, fault.CodeForbidden)
	seen, err := o.Bands(t.Context(), limited, store.BandQuery{}, cal.Date{}, false)
	if err != nil || len(seen) != 2 {
		t.Fatalf("%+v %v", seen, err)
	}
}
