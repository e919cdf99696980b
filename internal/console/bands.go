package console

import (
	"context"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

// bandsView lists bands of base pay and takes new ones.
type bandsView struct {
	Bands  []policy.BandVersion
	Level  string
	Place  string
	May    bool
	Text   string // what was typed, when it was not taken
	Detail string
	Faults []fault.Fault
	Done   *desk.BandImport
}

func listBands(ctx context.Context, c *Console, k *call) (reply, error) {
	return c.bandsPage(ctx, k, bandsView{})
}

func (c *Console) bandsPage(ctx context.Context, k *call, v bandsView) (reply, error) {
	given := k.URL.Query()
	v.Level, v.Place, v.May = strings.TrimSpace(given.Get("level")), strings.TrimSpace(given.Get("place")), k.may(auth.ImportBands)
	var err error
	v.Bands, err = c.Desk.Bands(ctx, k.by, store.BandQuery{Level: v.Level, Place: place.Code(v.Place)}, cal.Date{}, false)
	if err != nil {
		return reply{}, err
	}
	return reply{view: &view{Page: "bands", Title: wordBands, Nav: "settings", Data: v}}, nil
}

// importBands takes bands as CSV, all of them or none; what is wrong comes back beside what was typed.
func importBands(ctx context.Context, c *Console, k *call) (reply, error) {
	v := bandsView{Text: k.PostFormValue("csv")}
	bands, err := policy.ReadBands([]byte(v.Text))
	if err == nil {
		var done desk.BandImport
		if done, err = c.Desk.ImportBands(ctx, k.by, bands); err == nil {
			v.Done, v.Text = &done, ""
		}
	}
	if kind := fault.KindOf(err); err != nil && kind != fault.Invalid && kind != fault.Unreadable {
		return reply{}, err
	}
	if err != nil {
		v.Detail, v.Faults = firstLine(err), fault.FaultsOf(err)
	}
	return c.bandsPage(ctx, k, v)
}
