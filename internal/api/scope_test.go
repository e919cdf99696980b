package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/approval"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/funnel"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

const executive = "us-executive.json"

// seen says whether a key finds an offer: by each read of it alike, in the list, and by its paper.
func (w *world) seen(x thing, key string, role actor.Role) bool {
	w.Helper()
	list := read[struct {
		Items []offer.Offer `json:"items"`
	}](w.do("GET", "/v1/offers?limit=200", key, "").is(http.StatusOK))
	seen := slices.ContainsFunc(list.Items, func(o offer.Offer) bool { return string(o.ID) == x.offer })
	rows := tries(w, x)
	for _, r := range api.Routes() {
		row := rows[r.Operation]
		p, _ := auth.Permit(r.Operation)
		if r.Method != http.MethodGet || row.own != http.StatusOK || row.other != http.StatusNotFound || !strings.Contains(row.target, x.offer) ||
			!p.Allows(actor.Actor{Roles: []actor.Role{role}}) {
			continue
		}
		if got := w.do("GET", row.target, key, "").Code; got != http.StatusOK && seen || got != http.StatusNotFound && !seen {
			w.Errorf("%s as %s: status %d, and in the list: %v", r.Operation, role, got, seen)
		}
	}
	return seen
}

// TestConfidentialOffers: an offer that its record calls confidential is not there for anybody who need not see it.
func TestConfidentialOffers(t *testing.T) {
	w := newWorld(t)
	author := w.key("Author", nil, actor.Recruiter)
	x := w.offerOf("acme-us", record(t, executive), author)
	w.seal()
	for name, row := range map[string]struct {
		person string
		role   actor.Role
		want   bool
	}{
		"who handed over":     {"Author", actor.Recruiter, true},
		"another recruiter":   {"Other", actor.Recruiter, false},
		"its recruiter":       {"robin.lee@acme.example", actor.Recruiter, true},
		"its hiring manager":  {"v.osei@acme.example", actor.HiringManager, true},
		"another manager":     {"kim.park@acme.example", actor.HiringManager, false},
		"legal":               {"Lee", actor.Legal, true},
		"a system beside":     {"Other ATS", actor.ATS, false},
		"who decides nothing": {"Other rewards", actor.TotalRewards, waitsFor(w, x, actor.TotalRewards)},
		"HR":                  {"Other HR", actor.HROps, waitsFor(w, x, actor.HROps)},
	} {
		if got := w.seen(x, w.key(row.person, nil, row.role), row.role); got != row.want {
			t.Errorf("%s: seen %v, want %v", name, got, row.want)
		}
	}
	w.do("POST", "/v1/handoffs", w.key("Other", nil, actor.Recruiter), record(t, executive, `"level": "E2"`, `"level": "E3"`)).
		refused(http.StatusConflict, fault.CodeExists)
	got := read[funnel.Report](w.do("GET", "/v1/metrics/offers", w.key("Rewards", nil, actor.TotalRewards), "").is(http.StatusOK))
	if got.Offers != 1 {
		t.Errorf("a confidential offer counts, and there are %d", got.Offers)
	}
	feed := w.do("GET", "/v1/events?after=0", w.key("Feeder", nil, actor.ATS), "").is(http.StatusOK)
	if strings.Contains(feed.Body.String(), x.offer) {
		t.Error("the feed of a system tells of a confidential offer")
	}
	feed = w.do("GET", "/v1/events?after=0", w.key("Boss", nil, actor.Admin), "").is(http.StatusOK)
	if !strings.Contains(feed.Body.String(), x.offer) {
		t.Error("the feed of an admin does not tell of it")
	}
}

// waitsFor says whether a flag of the offer, or a step of its approval, waits for a role.
func waitsFor(w *world, x thing, r actor.Role) bool {
	flags, err := w.store.Flags(w.Context(), store.Scope{}, offer.ID(x.offer), 1)
	w.must(err)
	steps, err := w.store.OpenApprovals(w.Context(), store.Scope{}, []approval.Approver{approval.OfRole(r)}, 10)
	w.must(err)
	return len(steps) > 0 || slices.ContainsFunc(flags, func(f review.Flag) bool {
		return f.Status == review.Open && string(f.Deviation.Decides) == string(r)
	})
}

// TestDeciderSeesWhatWaits: who must decide on a confidential offer sees it until the decision, whose answer it still gets,
// also when it asks again.
func TestDeciderSeesWhatWaits(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/bands", w.key("Bands", nil, actor.TotalRewards), strings.NewReplacer(`"none"`, `"E2"`, `"1"`, `"300000"`, `"2"`, `"350000"`, `"3"`, `"400000"`).
		Replace(bandBody("acme-us"))).is(http.StatusOK)
	x := w.offerOf("acme-us", record(t, executive), w.key("Author", nil, actor.Recruiter))
	flags, err := w.store.Flags(t.Context(), store.Scope{}, offer.ID(x.offer), 1)
	w.must(err)
	decided := 0
	for _, role := range []actor.Role{actor.TotalRewards, actor.HROps} {
		key := w.key("Decider "+string(role), nil, role)
		for _, f := range flags {
			if f.Status != review.Open || string(f.Deviation.Decides) != string(role) {
				continue
			}
			if !w.seen(x, key, role) {
				t.Errorf("%s does not see what it must decide on", role)
			}
			target := "/v1/offers/" + x.offer + "/letters/1/flags/" + f.ID + "/decision"
			body := `{"verdict":"cleared","comment":"agreed with the board","fingerprint":"` + string(f.Fingerprint) + `"}`
			decided++
			for range 2 {
				got := read[desk.Result](w.do("POST", target, key, body, "Idempotency-Key", f.ID).is(http.StatusCreated))
				if string(got.Offer) != x.offer {
					t.Errorf("%+v", got)
				}
			}
		}
		if got := w.seen(x, key, role); got != waitsFor(w, x, role) {
			t.Errorf("%s has decided on every flag and sees the offer: %v", role, got)
		}
	}
	if decided == 0 {
		t.Error("no flag of the example is for total rewards or HR")
	}
}
