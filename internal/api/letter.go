package api

import (
	"context"
	"encoding/json"
	"net/http"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

func letterRoutes() []Route {
	return []Route{
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters", Operation: auth.ListLetters, Tag: "letters",
			Summary: "List the letter versions of an offer, newest first", Response: Letters{}, Success: []int{http.StatusOK}, handle: listLetters,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/letters", Operation: auth.ReviseLetter, Tag: "letters",
			Summary: "Make the next letter version",
			Text:    "Amendments, choices of wording, a new letter date, or the wording in force today. Each amendment says what its author saw (expect); when the term holds another value it is refused.",
			Request: desk.Revision{}, Schema: "revision/v1", Response: desk.Result{}, Success: []int{http.StatusCreated, http.StatusOK},
			Idempotent: true, IfMatch: true, Writes: true, write: reviseLetter,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}", Operation: auth.GetLetter, Tag: "letters",
			Summary:  "Read a letter version with its differences, flags and gate",
			Response: desk.Result{}, Success: []int{http.StatusOK}, handle: getLetter,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/terms", Operation: auth.GetLetterTerms, Tag: "letters",
			Summary: "Read what was said beside what a letter version says", Response: LetterTerms{}, Success: []int{http.StatusOK}, handle: getTerms,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/letters/{letter}/lock", Operation: auth.GetLetterLock, Tag: "letters",
			Summary: "Read everything that a letter version is a function of", Response: LetterLock{}, Success: []int{http.StatusOK}, handle: getLock,
		},
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/letters/{letter}/told", Operation: auth.TellCandidate, Tag: "letters",
			Summary: "Record that the candidate was told of an amendment, or why not",
			Request: desk.Told{}, Schema: "told/v1", Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: tellCandidate,
		},
	}
}

// Letters are the versions of an offer in short.
type Letters struct {
	Items []desk.Letter `json:"items"`
}

// LetterTerms are the two sides of a letter version.
type LetterTerms struct {
	Verbal  terms.Sheet  `json:"verbal"`
	Written WrittenTerms `json:"written"`
}

// WrittenTerms are the written terms: as one object that holds only what is written, and as a list with each one's origin.
type WrittenTerms struct {
	Sheet json.RawMessage     `json:"sheet"`
	Terms []terms.WrittenLeaf `json:"terms"`
}

// LetterLock is a lock with its digest, of which the first 16 digits stand in the letter's footer.
type LetterLock struct {
	letter.Lock
	Digest digest.Digest `json:"digest"`
	// Redraws says whether this server's renderer would draw the same bytes again; the stored ones are the letter anyhow.
	Redraws bool   `json:"redraws" jsonschema:"title=Redraws"`
	Needs   string `json:"needs,omitempty" jsonschema:"title=Needs"` // which renderer would
}

func listLetters(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	versions, err := a.Desk.Letters(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return ok(Letters{Items: list(versions)})
}

func reviseLetter(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	if err := a.judge(c); err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Revise(ctx, c.by, offer.ID(id), c.match, c.body, c.claim)
}

func getLetter(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	r, err := a.Desk.Letter(ctx, c.by, id, n)
	if err != nil {
		return reply{}, err
	}
	return resultOf(r), nil
}

func getTerms(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	verbal, written, err := a.Desk.Terms(ctx, c.by, id, n)
	if err != nil {
		return reply{}, err
	}
	sheet, err := written.SheetJSON()
	if err != nil {
		return reply{}, err
	}
	return ok(LetterTerms{Verbal: verbal, Written: WrittenTerms{Sheet: sheet, Terms: list(written.Leaves)}})
}

func getLock(ctx context.Context, a *API, c *call) (reply, error) {
	id, n, err := c.letter()
	if err != nil {
		return reply{}, err
	}
	lock, err := a.Desk.Lock(ctx, c.by, id, n)
	if err != nil {
		return reply{}, err
	}
	sum, err := lock.Digest()
	if err != nil {
		return reply{}, err
	}
	out := LetterLock{Lock: lock, Digest: sum, Redraws: true}
	if err := a.Desk.Redraws(lock); err != nil {
		out.Redraws, out.Needs = false, err.Error()
	}
	return ok(out)
}

func tellCandidate(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, n, err := c.letter()
	if err != nil {
		return desk.Result{}, err
	}
	told, err := decode[desk.Told](a, c)
	if err != nil {
		return desk.Result{}, err
	}
	return a.Desk.Tell(ctx, c.by, id, n, told, c.claim)
}
