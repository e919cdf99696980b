package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/store"
)

// accepted gives an offer whose candidate accepted.
func (o *office) accepted(replace ...string) desk.Result {
	o.t.Helper()
	r := o.issued(replace...)
	r, err := o.Accept(o.t.Context(), actor.Candidate(), r.Offer, yes(r), desk.Seen{}, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// change is a record that amends a letter: more pay, and a new version of its source.
func change(t *testing.T, in offer.LetterRef, pay string, replace ...string) []byte {
	t.Helper()
	kind := fmt.Sprintf(`"kind": "amendment", "amends": {"offer": "%s", "letter": %d}`, in.Offer, in.Letter)
	return example(t, usExample, append([]string{`"kind": "standard"`, kind, `"185000"`, `"` + pay + `"`}, replace...)...)
}

// amend opens an amendment of an accepted offer.
func (o *office) amend(id offer.ID, pay string, replace ...string) desk.Result {
	o.t.Helper()
	view := o.offerOf(id)
	r, err := o.Amend(o.t.Context(), robin, id, view.Revision, change(o.t, view.InForce(), pay, replace...), nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// give issues the latest letter of an offer.
func (o *office) give(id offer.ID) desk.Result {
	o.t.Helper()
	r, err := o.Issue(o.t.Context(), robin, id, o.offerOf(id).Revision, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// names wants the letter of an amendment to say the day and the version of the letter that it changes.
func (o *office) names(amended, by offer.ID) {
	o.t.Helper()
	var letters [2]letter.Version
	for i, id := range []offer.ID{amended, by} {
		var err error
		if letters[i], err = o.Store.Letter(o.t.Context(), store.Scope{}, id, 1); err != nil {
			o.t.Fatal(err)
		}
	}
	words, err := locale.For("en-US")
	if err != nil {
		o.t.Fatal(err)
	}
	var text strings.Builder
	for _, b := range letters[1].Letter().Document.Blocks {
		text.WriteString(b.Text() + "\n")
	}
	want := "as your letter of " + words.Date(letters[0].Lock.LetterDate) + " (version 1) sets them out"
	if !strings.Contains(strings.ReplaceAll(text.String(), "\u00a0", " "), strings.ReplaceAll(want, "\u00a0", " ")) {
		o.t.Errorf("the amendment's letter does not say %q:\n%s", want, text.String())
	}
}

// TestAmendmentFromHandoffToAcceptance follows an accepted offer through two amendments: what is in force, what both sides
// say of each other, what the candidate reads, what is handed over.
func TestAmendmentFromHandoffToAcceptance(t *testing.T) {
	o := newOffice(t).withLinks()
	first := o.accepted()
	r := o.amend(first.Offer, "195000")
	own := offer.LetterRef{Offer: first.Offer, Letter: 1}
	view, base := o.offerOf(r.Offer), o.offerOf(first.Offer)
	if view.Amends == nil || *view.Amends != own || view.Kind != "amendment" || view.AmendsOffer == nil || view.AmendsOffer.State != offer.Accepted || view.Groups != base.Groups {
		t.Errorf("the amendment: %s", asJSON(t, view))
	}
	if len(base.AmendmentOffers) != 1 || base.AmendmentOffers[0].Offer != r.Offer || base.InForce() != own || base.State != offer.Accepted || len(r.Warnings) > 0 {
		t.Errorf("the accepted offer: %s", asJSON(t, base))
	}
	o.names(first.Offer, r.Offer)
	again, err := o.Amend(t.Context(), robin, first.Offer, base.Revision, change(t, own, "195000"), nil)
	if err != nil || again.Created || again.Offer != r.Offer {
		t.Errorf("the same record again: %v %s", err, asJSON(t, again))
	}
	_, err = o.Amend(t.Context(), robin, first.Offer, base.Revision, change(t, own, "199000"), nil)
	if e := wantFault(t, err, fault.CodeAmendmentOpen); e.Location != "/v1/offers/"+string(r.Offer) {
		t.Errorf("location %s", e.Location)
	}
	r = o.give(r.Offer)
	x, err := o.Open(t.Context(), token(t, r))
	if err != nil || x.Amends == nil || x.Amends.Number != 1 || x.Amends.Accepted.IsZero() || len(x.Amends.Changes) == 0 || x.Amends.Changes[0].Term != "/terms/base_pay/rate" {
		t.Fatalf("%v %s", err, asJSON(t, x.Amends))
	}
	if _, err := o.Accept(t.Context(), actor.Candidate(), r.Offer, yes(r), desk.Seen{}, nil); err != nil {
		t.Fatal(err)
	}
	base = o.offerOf(first.Offer)
	if in := base.InForce(); in.Offer != r.Offer || in.Letter != 1 || o.last(first.Offer).Type != event.AmendmentAccepted {
		t.Errorf("in force is %+v", in)
	}
	export, err := o.Onboarding(t.Context(), robin, r.Offer)
	if err != nil || export.Amends == nil || export.Amends.Offer != string(first.Offer) || !strings.Contains(asJSON(t, export), `"195000"`) {
		t.Errorf("%v %s", err, asJSON(t, export))
	}
	second := o.amend(first.Offer, "205000")
	if got := o.offerOf(second.Offer); got.Amends.Offer != r.Offer || got.AmendsOffer.Offer != first.Offer {
		t.Errorf("%s", asJSON(t, got))
	}
	second = o.give(second.Offer)
	if _, err := o.Rescind(t.Context(), robin, first.Offer, o.offerOf(first.Offer).Revision, closed, nil); err != nil {
		t.Fatal(err)
	}
	_, err = o.Accept(t.Context(), actor.Candidate(), second.Offer, yes(second), desk.Seen{}, nil)
	if e := wantFault(t, err, fault.CodeState); !strings.Contains(e.Message, "rescinded") {
		t.Error(e.Message)
	}
	o.verified(3)
}

// prover reads a whole database against its history.
type prover interface {
	Verify(ctx context.Context, anchor []store.Checkpoint) (store.Proof, error)
}

// TestWhatCannotAmend: each refusal says what would do.
func TestWhatCannotAmend(t *testing.T) {
	o := newOffice(t)
	r := o.accepted()
	own := offer.LetterRef{Offer: r.Offer, Letter: 1}
	open := o.issued(`"234556"`, `"open"`)
	for name, row := range map[string]struct {
		id   offer.ID
		raw  []byte
		at   string // the first fault
		want fault.Code
	}{
		"not accepted":      {open.Offer, change(t, offer.LetterRef{Offer: open.Offer, Letter: 1}, "195000", `"234556"`, `"open"`), "", fault.CodeState},
		"no amendment":      {r.Offer, example(t, usExample, `"185000"`, `"195000"`), "/letter/kind", fault.CodeInvalidRecord},
		"another offer":     {r.Offer, change(t, offer.LetterRef{Offer: open.Offer, Letter: 1}, "195000"), "/letter/amends/offer", fault.CodeInvalidRecord},
		"another version":   {r.Offer, change(t, offer.LetterRef{Offer: r.Offer, Letter: 7}, "195000"), "/letter/amends/letter", fault.CodeInvalidRecord},
		"another source":    {r.Offer, change(t, own, "195000", `"234556"`, `"234557"`), "/source", fault.CodeInvalidRecord},
		"somebody else's":   {"01935d2e-7a10-7c3b-9f0e-3d1a5b7c9e11", change(t, own, "195000"), "", fault.CodeNotFound},
		"of a stale reader": {r.Offer, change(t, own, "195000"), "", fault.CodeStaleRevision},
	} {
		t.Run(name, func(t *testing.T) {
			revision := int64(1)
			if row.want != fault.CodeStaleRevision && row.want != fault.CodeNotFound {
				revision = o.offerOf(row.id).Revision
			}
			_, err := o.Amend(t.Context(), robin, row.id, revision, row.raw, nil)
			if e := wantFault(t, err, row.want); row.at != "" && string(e.Faults[0].Pointer) != row.at {
				t.Errorf("%+v", e.Faults)
			}
		})
	}
	if n := len(o.offerOf(r.Offer).Amendments); n > 0 {
		t.Errorf("%d amendments were opened", n)
	}
}

// TestAmendmentRaces lets two replicas act on an accepted offer at once: exactly one wins, eight times each. An amendment that
// lost leaves nothing behind.
func TestAmendmentRaces(t *testing.T) {
	replicas(t, func(t *testing.T, one, two *office) {
		races := map[string]func(t *testing.T, id string) (acts [2]func(context.Context) error, judge func(won int) error){
			"two amendments": func(t *testing.T, id string) ([2]func(context.Context) error, func(int) error) {
				r := one.accepted(`"234556"`, id)
				at := one.offerOf(r.Offer).Revision
				amend := func(o *office, pay string) func(context.Context) error {
					raw := change(t, offer.LetterRef{Offer: r.Offer, Letter: 1}, pay, `"234556"`, id)
					return func(ctx context.Context) error { _, err := o.Amend(ctx, robin, r.Offer, at, raw, nil); return err }
				}
				return [2]func(context.Context) error{amend(one, "191000"), amend(two, "192000")}, func(int) error { return one.amendments(r.Offer, 1) }
			},
			"amendment and rescission": func(t *testing.T, id string) ([2]func(context.Context) error, func(int) error) {
				r := one.accepted(`"234556"`, id)
				at := one.offerOf(r.Offer).Revision
				raw := change(t, offer.LetterRef{Offer: r.Offer, Letter: 1}, "191000", `"234556"`, id)
				return [2]func(context.Context) error{
					func(ctx context.Context) error { _, err := one.Amend(ctx, robin, r.Offer, at, raw, nil); return err },
					func(ctx context.Context) error {
						_, err := two.Rescind(ctx, robin, r.Offer, at, closed, nil)
						return err
					},
				}, func(won int) error { return one.amendments(r.Offer, 1-won) }
			},
			"acceptance of an amendment and rescission": func(t *testing.T, id string) ([2]func(context.Context) error, func(int) error) {
				r := one.accepted(`"234556"`, id)
				given := one.give(one.amend(r.Offer, "191000", `"234556"`, id).Offer)
				at := one.offerOf(r.Offer).Revision
				acts := [2]func(context.Context) error{
					func(ctx context.Context) error {
						_, err := one.Accept(ctx, actor.Candidate(), given.Offer, yes(given), desk.Seen{}, nil)
						return err
					},
					func(ctx context.Context) error {
						_, err := two.Rescind(ctx, robin, r.Offer, at, closed, nil)
						return err
					},
				}
				return acts, func(won int) error {
					want := [2]offer.State{offer.Accepted, offer.Issued}[won]
					if got := one.offerOf(given.Offer).State; got != want {
						return fmt.Errorf("the amendment is %s", got)
					}
					return nil
				}
			},
		}
		for name, race := range races {
			t.Run(name, func(t *testing.T) {
				for i := range 8 {
					acts, judge := race(t, fmt.Sprintf("%q", fmt.Sprint(name, i)))
					var errs [2]error
					var both sync.WaitGroup
					for n, act := range acts {
						both.Go(func() { errs[n] = act(t.Context()) })
					}
					both.Wait()
					won := slices.IndexFunc(errs[:], func(err error) bool { return err == nil })
					if won < 0 || errs[1-won] == nil || !refusedAsLoser(errs[1-won]) {
						t.Fatalf("round %d: %v", i, errs)
					}
					if err := judge(won); err != nil {
						t.Fatalf("round %d, %d won: %v", i, won, err)
					}
				}
			})
		}
	})
}

// refusedAsLoser says whether somebody else had changed the offer first.
func refusedAsLoser(err error) bool {
	return errors.Is(err, store.ErrStale) || errors.Is(err, fault.New(fault.Conflict, fault.CodeState, ""))
}

// amendments wants an offer to name so many, and the list of offers to hold no other.
func (o *office) amendments(id offer.ID, want int) error {
	view := o.offerOf(id)
	page, err := o.Offers(o.t.Context(), robin, store.OfferQuery{Limit: 200}, desk.OfferFilter{Kind: "amendment"})
	if err != nil {
		return err
	}
	of := slices.DeleteFunc(page.Items, func(x offer.Offer) bool { return x.Amends.Offer != id })
	if len(view.Amendments) != want || len(of) != want {
		raw, err := json.Marshal(of)
		return errors.Join(err, fmt.Errorf("it names %v, and there are %s", view.Amendments, raw))
	}
	return nil
}
