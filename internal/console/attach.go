package console

import (
	"context"
	"io"
	"net/http"
	"slices"

	"verbatim/internal/answer"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// papersView are the papers that came in beside an offer's letters, and what the person may do with them.
type papersView struct {
	Offer  offer.ID
	Papers []desk.Attachment // the oldest first; empty also for those who may not list them
	Open   bool              // the person may read what came in
	Attach bool              // and add to it
	Given  bool              // a letter was given to the candidate, so that a signed one can come in
}

// Any says whether there is anything to show.
func (v papersView) Any() bool { return v.Attach || len(v.Papers) > 0 }

// Kinds are what a paper can be now.
func (v papersView) Kinds() []answer.PaperKind {
	if v.Given {
		return answer.PaperKinds()
	}
	return []answer.PaperKind{answer.Other}
}

// cameIn gives what came in beside an offer's letters. Events say whether anything did, so that nothing more is read of an
// offer without papers.
func (c *Console) cameIn(ctx context.Context, k *call, o desk.Overview, events []eventRow) (papersView, error) {
	v := papersView{Offer: o.ID, Open: k.may(auth.GetAttachment), Attach: k.may(auth.AttachPaper), Given: o.IssuedLetter > 0}
	if !k.may(auth.ListAttachments) {
		return v, nil
	}
	for _, e := range events {
		if e.Type == event.AnswerAttached {
			var err error
			v.Papers, err = c.Desk.Attachments(ctx, k.by, o.ID)
			return v, err
		}
	}
	return v, nil
}

// attach stores a paper that was signed elsewhere, or anything else that belongs to the offer. What it is, its first bytes
// say: a browser only guesses by the file's name.
func attach(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "attached", func(id offer.ID, _ int64) error {
		content, err := k.file("file", wordNoPaper)
		if err != nil {
			return err
		}
		media := http.DetectContentType(content)
		if !slices.Contains(answer.PaperMedia(), media) {
			return fault.New(fault.Invalid, fault.CodeMediaType, wordOtherFile)
		}
		p := answer.Paper{
			Kind: answer.PaperKind(k.text("kind")), Media: media, Content: content,
			Provider: k.text("provider"), Reference: k.text("reference"),
		}
		if k.text("at") != "" {
			at, err := k.instant("at", c.zoneOf(ctx, k, id))
			if err != nil {
				return err
			}
			p.Signed = &at
		}
		_, err = c.Desk.Attach(ctx, k.by, id, p, nil)
		return err
	})
}

// file reads a file of a form. Nothing chosen is refused with the words given.
func (k *call) file(name, none string) ([]byte, error) {
	f, _, err := k.FormFile(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, fault.CodeInvalidRequest, "%s", none)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err == nil && len(content) == 0 {
		err = fault.New(fault.Invalid, fault.CodeInvalidRequest, "%s", none)
	}
	return content, err
}

// attachedFile gives a paper as it came. It is saved and never shown in the browser: its bytes are somebody else's.
func attachedFile(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	content, about, err := c.Desk.AttachmentFile(ctx, k.by, id, k.PathValue("attachment"))
	return reply{bytes: content, media: about.Media, file: "attachment-" + about.ID + answer.Extension(about.Media)}, err
}
