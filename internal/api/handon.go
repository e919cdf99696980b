package api

import (
	"context"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/offer"
	"verbatim/internal/onboarding"
)

const mediaZip = "application/zip"

func handOnRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/bundle", Operation: auth.GetBundle, Tag: "answers",
			Summary: "Get the evidence of an offer as one file",
			Text:    "A zip with the letters that were given, records, locks, terms, decisions, the chain of events, the answer, the certificate and the hand-over. verbatim verify checks it without a network and names what was changed.",
			Media:   []string{mediaZip}, Success: []int{http.StatusOK}, handle: getBundle,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/certificate", Operation: auth.GetCertificate, Tag: "answers",
			Summary: "Get the certificate of the acceptance", Text: "404 while the offer was not accepted.",
			Media: []string{mediaPDF}, Success: []int{http.StatusOK}, handle: getCertificate,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/onboarding", Operation: auth.GetOnboarding, Tag: "answers",
			Summary: "Read what was handed over at the acceptance", Text: "By the schema onboarding/v1. The event onboarding.ready says that it is there, once for each acceptance. 404 while there was none.",
			Response: onboarding.Export{}, Success: []int{http.StatusOK}, handle: getOnboarding,
		},
	}
}

// fileOf answers with a file that the desk makes of an offer.
func fileOf(c *call, media, name string, of func(offer.ID) ([]byte, error)) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	raw, err := of(offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, bytes: raw, media: media}.with("Content-Disposition", `attachment; filename="`+name+`"`), nil
}

func getBundle(ctx context.Context, a *API, c *call) (reply, error) {
	return fileOf(c, mediaZip, "offer-evidence.zip", func(id offer.ID) ([]byte, error) { return a.Desk.Bundle(ctx, c.by, id) })
}

func getCertificate(ctx context.Context, a *API, c *call) (reply, error) {
	return fileOf(c, mediaPDF, "certificate.pdf", func(id offer.ID) ([]byte, error) { return a.Desk.Certificate(ctx, c.by, id) })
}

func getOnboarding(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	x, err := a.Desk.Onboarding(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return ok(x)
}
