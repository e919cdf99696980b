package console

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"verbatim/internal/desk"
	"verbatim/internal/letter"
	"verbatim/internal/offer"
)

// redlineView is what came and went in the words of one document since another text of it.
type redlineView struct {
	desk.Redline
	Title   string
	Now     desk.Letter
	Before  *desk.Letter // the version that it is held against; nil for what was said and for the standard wording
	Letters []desk.Letter
	Side    bool           // two columns, and not one text
	Blocks  []changedBlock // those that differ
	Same    int            // blocks that do not
	Files   string         // address of the files, up to their form
}

// changedBlock is one block of a letter whose words differ.
type changedBlock struct {
	Clause      string
	Words       []letter.Edit
	Left, Right []letter.Edit // without what came, and without what went
}

// redlineAgainst are the texts that no number names.
var redlineAgainst = map[string]bool{desk.AgainstVerbal: true, desk.AgainstStandard: true}

// showRedline draws a redline on screen; the same is there as a file to mail.
func showRedline(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	given := k.URL.Query()
	against := given.Get("against")
	if against == "" {
		against = desk.AgainstStandard
	}
	r, err := c.Desk.Redline(ctx, k.by, id, n, given.Get("document"), against)
	if err != nil {
		return reply{}, err
	}
	v := redlineView{Redline: r, Side: given.Get("as") == "side", Title: wordNoName}
	if v.Letters, err = c.Desk.Letters(ctx, k.by, id); err != nil {
		return reply{}, err
	}
	cards, err := c.Desk.Cards(ctx, k.by, []offer.ID{id})
	if err != nil {
		return reply{}, err
	}
	if card := cards[id]; card.Candidate != "" {
		v.Title = card.Candidate
	}
	for i, l := range v.Letters {
		if l.Version == r.Letter {
			v.Now = l
		}
		if !redlineAgainst[against] && strconv.Itoa(l.Version) == against {
			v.Before = &v.Letters[i]
		}
	}
	v.Blocks, v.Same = changedBlocks(r.Blocks)
	v.Files = Root + "offers/" + string(id) + "/letters/" + strconv.Itoa(r.Letter) + "/redline?" +
		url.Values{"against": {against}, "document": {r.Document}}.Encode() + "&form="
	return reply{view: &view{Page: "redline", Title: wordRedline + ": " + v.Title, Nav: "offers", Data: v}}, nil
}

// changedBlocks gives the blocks that differ, and how many do not.
func changedBlocks(blocks []letter.EditedBlock) (out []changedBlock, same int) {
	for _, b := range blocks {
		if !slices.ContainsFunc(b.Edits, func(e letter.Edit) bool { return e.Op != letter.Keep }) {
			same++
			continue
		}
		c := changedBlock{Clause: b.Clause, Words: b.Edits}
		for _, e := range b.Edits {
			if e.Op != letter.Insert {
				c.Left = append(c.Left, e)
			}
			if e.Op != letter.Delete {
				c.Right = append(c.Right, e)
			}
		}
		out = append(out, c)
	}
	return out, same
}
