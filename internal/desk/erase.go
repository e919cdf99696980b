package desk

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"verbatim/internal/actor"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// Erase makes everything that was sealed for an offer unreadable for ever: record, letters, reasons, values. Facts and
// the chain over them stay. The reason stands in clear, since nothing sealed outlives the key; it must name nobody. An
// offer that something happened to less than least ago is kept: records of hiring have a minimum age (29 CFR 1602.14).
func (s *Service) Erase(ctx context.Context, by actor.Actor, id offer.ID, reason string, least time.Duration) (offer.Offer, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 3 || n > 200 {
		return offer.Offer{}, fault.New(fault.Invalid, fault.CodeReasonMissing, "erasing needs a reason of 3 to 200 characters that names nobody, such as a ticket")
	}
	o, err := s.Store.Offer(ctx, scopeOf(by), id)
	if err != nil {
		return offer.Offer{}, err
	}
	w := s.begin(by, nil)
	if o.Changed.Add(least).After(w.at) {
		return offer.Offer{}, fault.New(fault.Conflict, fault.CodeState, "the offer must be kept until %s: something happened to it on %s",
			o.Changed.Add(least).UTC().Format(time.DateOnly), o.Changed.UTC().Format(time.DateOnly))
	}
	w.Expect, w.Erase = o.Revision, true
	w.tell(event.OfferErased, 0, map[string]any{"reason": reason}, nil)
	w.Events[0].From, w.Events[0].To = string(o.State), string(o.State)
	return s.apply(ctx, w, o)
}
