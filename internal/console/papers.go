package console

import (
	"context"
	"encoding/json"

	"verbatim/internal/desk"
	"verbatim/internal/offer"
)

// The media types of what can be taken away.
const (
	mediaPDF  = "application/pdf"
	mediaZip  = "application/zip"
	mediaJSON = "application/json"
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// paperOf gives a paper about an offer as a file.
func paperOf(name, media string, get func(context.Context, *Console, *call, offer.ID) ([]byte, error)) func(context.Context, *Console, *call) (reply, error) {
	return func(ctx context.Context, c *Console, k *call) (reply, error) {
		id, err := k.offer()
		if err != nil {
			return reply{}, err
		}
		b, err := get(ctx, c, k, id)
		return reply{bytes: b, media: media, file: name}, err
	}
}

func bundlePaper(ctx context.Context, c *Console, k *call, id offer.ID) ([]byte, error) {
	return c.Desk.Bundle(ctx, k.by, id)
}

func certificatePaper(ctx context.Context, c *Console, k *call, id offer.ID) ([]byte, error) {
	return c.Desk.Certificate(ctx, k.by, id)
}

func onboardingPaper(ctx context.Context, c *Console, k *call, id offer.ID) ([]byte, error) {
	x, err := c.Desk.Onboarding(ctx, k.by, id)
	if err != nil {
		return nil, err
	}
	return json.Marshal(x)
}

func letterDOCX(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	b, err := c.Desk.DOCX(ctx, k.by, id, n, k.URL.Query().Get("document"))
	return reply{bytes: b, media: mediaDOCX, file: "letter.docx"}, err
}

// letterRedline is what a letter says against another version, what was said or the standard wording, as a file to mail.
func letterRedline(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	given := k.URL.Query()
	if given.Get("form") == "json" {
		r, err := c.Desk.Redline(ctx, k.by, id, n, given.Get("document"), given.Get("against"))
		if err != nil {
			return reply{}, err
		}
		b, err := json.Marshal(r)
		return reply{bytes: b, media: mediaJSON, file: "redline.json"}, err
	}
	media, form := mediaPDF, desk.FormPDF
	if given.Get("form") == desk.FormDOCX {
		media, form = mediaDOCX, desk.FormDOCX
	}
	b, err := c.Desk.RedlineAs(ctx, k.by, id, n, given.Get("document"), given.Get("against"), form)
	return reply{bytes: b, media: media, file: "redline." + form}, err
}
