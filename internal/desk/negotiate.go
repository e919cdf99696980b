package desk

import (
	"context"
	"strconv"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// basePay is the term whose asks are shown with where it stands in its band.
const basePay terms.Pointer = "/terms/base_pay"

// AskVerdict is what the employer says to one ask.
type AskVerdict string

// The verdicts. What is granted, whole or in part, becomes terms by the next handoff.
const (
	AskGranted AskVerdict = "granted"
	AskPartly  AskVerdict = "partly"
	AskRefused AskVerdict = "refused"
)

// Enum lists the verdicts, for the schema.
func (AskVerdict) Enum() []string {
	return []string{string(AskGranted), string(AskPartly), string(AskRefused)}
}

// AskAnswer is the answer to one ask of a change request.
type AskAnswer struct {
	Ask     int        `json:"ask" jsonschema:"title=Number of the ask,minimum=1,maximum=20,example=1"`
	Verdict AskVerdict `json:"verdict" jsonschema:"title=Verdict,example=partly"`
	Note    string     `json:"note,omitempty" jsonschema:"title=Note,example=One week later is possible,maxLength=2000"`
}

// ChangesAnswer is a request to record what the employer says to a change request: one answer for each ask.
type ChangesAnswer struct {
	Answers []AskAnswer `json:"answers" jsonschema:"title=Answers,minItems=1,maxItems=20"`
}

// ChangeRequest is one time that the candidate asked for other terms, with what the employer said to it.
type ChangeRequest struct {
	Number   int           `json:"number"` // 1, 2, 3 within the offer
	Letter   int           `json:"letter_version"`
	At       time.Time     `json:"at"`
	OnBehalf bool          `json:"on_behalf,omitempty"` // staff recorded it
	Asks     []AnsweredAsk `json:"asks"`
	Comment  string        `json:"comment,omitempty"`
	Answered *AnsweredBy   `json:"answered,omitempty"` // absent while nobody answered
}

// AnsweredAsk is one ask with its answer, which is absent while nobody answered.
type AnsweredAsk struct {
	Ask
	Verdict AskVerdict `json:"verdict,omitempty"`
	Note    string     `json:"note,omitempty"`
	// Band is where the base pay of the letter that was given stands in its band: only for an ask about base pay, and
	// where there is a band to judge by.
	Band *policy.Standing `json:"band,omitempty"`
	// Given is the same in numbers, and Asked what the rate that is asked for would come to.
	Given *policy.InBand `json:"given_in_band,omitempty"`
	Asked *policy.InBand `json:"asked_in_band,omitempty"`
}

// AnsweredBy is who answered a change request, and when.
type AnsweredBy struct {
	By actor.ID  `json:"by"`
	At time.Time `json:"at"`
}

// answeredFacts are what of an answer stands in clear: which request, and how many asks had which verdict.
type answeredFacts struct {
	Request int `json:"request"`
	Granted int `json:"granted"`
	Partly  int `json:"partly"`
	Refused int `json:"refused"`
}

// ChangeRequests lists what the candidate asked to have changed, oldest first, with the employer's answers.
func (s *Service) ChangeRequests(ctx context.Context, by actor.Actor, id offer.ID) ([]ChangeRequest, error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	events, err := s.allEvents(ctx, scopeOf(by), id)
	if err != nil {
		return nil, err
	}
	return s.requestsOf(ctx, by, o, events)
}

// requestsOf are an offer's change requests, with where pay stands in its band.
func (s *Service) requestsOf(ctx context.Context, by actor.Actor, o offer.Offer, events []event.Event) ([]ChangeRequest, error) {
	requests, err := requestsIn(events)
	for i := range requests {
		if err == nil {
			err = s.inBand(ctx, by, o, &requests[i])
		}
	}
	return requests, err
}

// inBand says of the asks about base pay where the pay that was given stands in its band, and where the asked one would.
func (s *Service) inBand(ctx context.Context, by actor.Actor, o offer.Offer, r *ChangeRequest) error {
	for i := range r.Asks {
		a := &r.Asks[i]
		if a.Band == nil { // another term, or no band
			continue
		}
		d, err := s.draftOf(ctx, by, o, r.Letter)
		if err != nil {
			return err
		}
		if in, ok := policy.InBandOf(d.judged(nil, d.asOf)); ok {
			a.Given = &in
		}
		if a.Rate == nil {
			continue
		}
		pay := *d.amended.Terms.BasePay // an ask about base pay is about a letter that has one, or the band would not be there
		pay.Rate, pay.Steps = a.Rate, nil
		d.amended.Terms.BasePay = &pay
		if in, ok := policy.InBandOf(d.judged(nil, d.asOf)); ok {
			a.Asked = &in
		}
	}
	return nil
}

func (s *Service) changeRequests(ctx context.Context, scope store.Scope, id offer.ID) ([]ChangeRequest, error) {
	events, err := s.allEvents(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	return requestsIn(events)
}

// requestsIn folds an offer's events to its change requests.
func requestsIn(events []event.Event) ([]ChangeRequest, error) {
	out := []ChangeRequest{}
	bands := map[int]*policy.Standing{} // by letter version
	for _, e := range events {
		switch e.Type {
		case event.LetterWritten:
			if f, ok := factsOf[writtenFacts](e); ok {
				bands[e.Letter] = f.Band
			}
		case event.ChangesRequested:
			kept, err := payloadOf[Evidence](e)
			if err != nil {
				return nil, err
			}
			r := ChangeRequest{Number: len(out) + 1, Letter: e.Letter, At: e.At, OnBehalf: kept.OnBehalf, Comment: kept.Comment}
			for _, a := range kept.Asks {
				x := AnsweredAsk{Ask: a}
				if a.Term.Under(basePay) {
					x.Band = bands[e.Letter]
				}
				r.Asks = append(r.Asks, x)
			}
			out = append(out, r)
		case event.ChangesAnswered:
			f, ok := factsOf[answeredFacts](e)
			kept, err := payloadOf[ChangesAnswer](e)
			if err != nil {
				return nil, err
			}
			if ok && f.Request >= 1 && f.Request <= len(out) {
				out[f.Request-1].answer(kept, e)
			}
		}
	}
	return out, nil
}

func (r *ChangeRequest) answer(a ChangesAnswer, e event.Event) {
	r.Answered = &AnsweredBy{By: e.Actor, At: e.At}
	for _, x := range a.Answers {
		r.Asks[x.Ask-1].Verdict, r.Asks[x.Ask-1].Note = x.Verdict, x.Note
	}
}

// AnswerChanges records what the employer says to a change request, once. What is granted becomes terms by the next
// handoff, which begins the next round.
func (s *Service) AnswerChanges(ctx context.Context, by actor.Actor, id offer.ID, number int, a ChangesAnswer, claim *store.Claim) (Result, error) {
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return Result{}, err
	}
	requests, err := s.changeRequests(ctx, scopeOf(by), id)
	if err != nil {
		return Result{}, err
	}
	if number > len(requests) {
		return Result{}, store.ErrNotFound
	}
	r := requests[number-1]
	if r.Answered != nil {
		return Result{}, fault.New(fault.Conflict, fault.CodeChangesAnswered, "change request %d was answered already", number)
	}
	if err := a.check(len(r.Asks)); err != nil {
		return Result{}, err
	}
	w := s.begin(by, claim)
	w.status, w.Expect = statusCreated, o.Revision
	next, events, err := o.AnswerChanges(w.at)
	if err != nil {
		return Result{}, err
	}
	last := &events[len(events)-1]
	withFacts(last, a.facts(number))
	last.Payload = factsJSON(a)
	w.Events = events
	return s.judged(ctx, by, w, next)
}

// check says what is wrong with answers to a number of asks: each takes one.
func (a ChangesAnswer) check(asks int) error {
	var faults []fault.Fault
	seen := map[int]bool{}
	for i, x := range a.Answers {
		at := fault.Pointer("/answers").Child(strconv.Itoa(i)).Child("ask")
		switch {
		case x.Ask > asks:
			faults = append(faults, fault.Fault{Code: fault.CodeBadReference, Pointer: at, Message: "the request has asks 1 to " + strconv.Itoa(asks)})
		case seen[x.Ask]:
			faults = append(faults, fault.Fault{Code: fault.CodeDuplicateID, Pointer: at, Message: "this ask has an answer already"})
		}
		seen[x.Ask] = true
	}
	for n := 1; n <= asks; n++ {
		if !seen[n] {
			faults = append(faults, fault.Fault{Code: fault.CodeRequired, Pointer: "/answers", Message: "ask " + strconv.Itoa(n) + " has no answer"})
		}
	}
	return fault.All(fault.CodeInvalidRequest, "the answers are at fault", faults)
}

func (a ChangesAnswer) facts(number int) answeredFacts {
	f := answeredFacts{Request: number}
	for _, x := range a.Answers {
		switch x.Verdict {
		case AskGranted:
			f.Granted++
		case AskPartly:
			f.Partly++
		case AskRefused:
			f.Refused++
		}
	}
	return f
}
