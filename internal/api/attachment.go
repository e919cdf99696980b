package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

// attachmentList is the answer of listing the papers of an offer.
type attachmentList struct {
	Attachments []desk.Attachment `json:"attachments" jsonschema:"title=Attachments"`
}

func attachmentRoutes() []Route {
	return []Route{
		{
			Method: http.MethodPost, Path: "/v1/offers/{offer_id}/attachments", Operation: auth.AttachPaper, Tag: "answers",
			Summary: "Store a paper beside a letter: one that was signed elsewhere, or a proof of that",
			Text: "The body is the file itself. It is sealed, stays in the evidence, and is announced by the event answer.attached. It changes nothing of where the offer stands: " +
				"record the acceptance by accept, which takes the same provider and reference. The papers of one offer may have 41943040 bytes together.",
			Query: []Parameter{
				{Name: "kind", Text: "What the paper is.", Allowed: answer.PaperKind("").Enum()},
				{Name: "letter_version", Text: "The letter that it belongs to; the one that the candidate was last given when absent.", Integer: true},
				{Name: "provider", Text: "The provider of electronic signatures that made it, such as example-sign."},
				{Name: "reference", Text: "Under which reference the provider keeps it. It must name nobody."},
				{Name: "signed_at", Text: "When it was signed, as RFC 3339 with a zone."},
			},
			Accepts: answer.PaperMedia(), MaxFile: answer.MaxPaper,
			Response: desk.Result{}, Success: []int{http.StatusCreated}, Idempotent: true, Writes: true, write: attachPaper,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/attachments", Operation: auth.ListAttachments, Tag: "answers",
			Summary: "List the papers that came in beside the letters of an offer", Text: "The oldest first. What was erased is listed without its digest.",
			Response: attachmentList{}, Success: []int{http.StatusOK}, handle: listAttachments,
		},
		{
			Method: http.MethodGet, Path: "/v1/offers/{offer_id}/attachments/{attachment_id}", Operation: auth.GetAttachment, Tag: "answers",
			Summary: "Get a paper that came in", Text: "The bytes as they came; Repr-Digest holds their SHA-256.",
			Media: answer.PaperMedia(), Success: []int{http.StatusOK}, handle: getAttachment,
		},
	}
}

func attachPaper(ctx context.Context, a *API, c *call) (desk.Result, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return desk.Result{}, err
	}
	n, err := c.number("letter_version")
	if err != nil {
		return desk.Result{}, err
	}
	p := answer.Paper{
		Kind: answer.PaperKind(c.query.Get("kind")), Letter: int(n), Media: fileMedia(c.header),
		Provider: c.query.Get("provider"), Reference: c.query.Get("reference"), Content: c.body,
	}
	if text := c.query.Get("signed_at"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return desk.Result{}, badParameter("the query parameter signed_at must be an instant with its zone, such as 2026-11-24T10:00:00-08:00")
		}
		p.Signed = &at
	}
	return a.Desk.Attach(ctx, c.by, offer.ID(id), p, c.claim)
}

func listAttachments(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	all, err := a.Desk.Attachments(ctx, c.by, offer.ID(id))
	if err != nil {
		return reply{}, err
	}
	return ok(attachmentList{all})
}

func getAttachment(ctx context.Context, a *API, c *call) (reply, error) {
	id, err := c.id("offer_id")
	if err != nil {
		return reply{}, err
	}
	one, err := c.id("attachment_id")
	if err != nil {
		return reply{}, err
	}
	content, about, err := a.Desk.AttachmentFile(ctx, c.by, offer.ID(id), one)
	if err != nil {
		return reply{}, err
	}
	raw, err := hex.DecodeString(about.Digest.Hex())
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, bytes: content, media: about.Media}.
		with("Content-Disposition", `attachment; filename="attachment-`+about.ID+answer.Extension(about.Media)+`"`).
		with("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(raw)+":"), nil
}
