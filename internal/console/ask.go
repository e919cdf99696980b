package console

import (
	"context"
	"strconv"
	"strings"

	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/offer"
)

// ask records what the candidate asks for instead, one line for each thing.
func ask(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "asked", func(id offer.ID, _ int64) error {
		var w desk.Wish
		for line := range strings.Lines(k.PostFormValue("asks")) {
			if line = strings.TrimSpace(line); line != "" {
				w.Asks = append(w.Asks, desk.Ask{Text: line})
			}
		}
		_, err := c.Desk.RequestChanges(ctx, k.by, id, w, desk.Seen{}, nil)
		return err
	})
}

// answerAsks records what the employer says to each thing that the candidate asked for.
func answerAsks(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "answered", func(id offer.ID, _ int64) error {
		n, err := strconv.Atoi(k.PathValue("number"))
		if err != nil || n < 1 {
			return fault.New(fault.NotFound, fault.CodeNotFound, wordNotFound)
		}
		var a desk.ChangesAnswer
		for i := 1; k.text("verdict."+strconv.Itoa(i)) != ""; i++ {
			at := "." + strconv.Itoa(i)
			a.Answers = append(a.Answers, desk.AskAnswer{Ask: i, Verdict: desk.AskVerdict(k.text("verdict" + at)), Note: k.text("note" + at)})
		}
		_, err = c.Desk.AnswerChanges(ctx, k.by, id, n, a, nil)
		return err
	})
}

// readBack records what who made the promise says of the letter that the form showed.
func readBack(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "read_back", func(id offer.ID, _ int64) error {
		n, err := strconv.Atoi(k.text("letter"))
		if err != nil {
			return fault.New(fault.Unreadable, fault.CodeBadParameter, wordNoRevision)
		}
		b := desk.ReadBack{Verdict: desk.ReadVerdict(k.text("verdict")), Lock: digest.Digest(k.text("lock")), Note: k.text("reason")}
		_, err = c.Desk.ReadBack(ctx, k.by, id, n, b, nil)
		return err
	})
}

// overrideReadBack lets the letter go that the form showed, although who made the promise cannot be asked.
func overrideReadBack(ctx context.Context, c *Console, k *call) (reply, error) {
	return onOffer(k, "read_back", func(id offer.ID, _ int64) error {
		n, err := strconv.Atoi(k.text("letter"))
		if err != nil {
			return fault.New(fault.Unreadable, fault.CodeBadParameter, wordNoRevision)
		}
		_, err = c.Desk.OverrideReadBack(ctx, k.by, id, n, desk.Override{Reason: k.text("reason")}, nil)
		return err
	})
}
