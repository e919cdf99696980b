package candidate

import (
	"slices"
	"strings"

	"verbatim/internal/answer"
	"verbatim/internal/desk"
	"verbatim/internal/locale"
	"verbatim/internal/terms"
)

// summarised are the terms that stand above the letter, in this order; the place of work follows them.
var summarised = []terms.Pointer{"/terms/role/title", "/terms/base_pay/rate", "/terms/start"}

// summary says the most important of the letter in a few lines: what a reader wants first. Of an accepted letter it says what
// the candidate made of it. The answer-by point stands with its zone.
func summary(x desk.Opening, spoken *locale.Locale) []fact {
	var out []fact
	chosen := said(x, spoken)
	for _, p := range summarised {
		i := slices.IndexFunc(x.Letter.Written.Leaves, func(l terms.WrittenLeaf) bool { return l.Term == p })
		if i < 0 {
			continue
		}
		l := x.Letter.Written.Leaves[i]
		if text := chosen[p]; text != "" {
			l.Text = text
		}
		out = append(out, fact{l.Label, l.Text})
	}
	if at := placeOf(x.Letter.Written.Leaves); at != "" {
		out = append(out, fact{"Place of work", at})
	}
	if (x.Standing == desk.CanAnswer || x.Standing == desk.CannotYet) && x.Offer.Expires != nil {
		if at, err := spoken.DateTime(*x.Offer.Expires, x.Entity.Zone); err == nil {
			out = append(out, fact{"Answer by", at})
		}
	}
	return out
}

// said words the terms that the letter leaves to the candidate: that they are still to be chosen, or what they were made.
func said(x desk.Opening, spoken *locale.Locale) map[terms.Pointer]string {
	out := map[terms.Pointer]string{}
	if x.Evidence == nil {
		for _, b := range answer.Blanks(x.Sheet) {
			out[b.Term] = strings.TrimSpace("You choose it when you accept. " + bounds(b, spoken))
		}
		return out
	}
	settled, faults := answer.Settle(x.Sheet, x.Evidence.Choices, x.Evidence.Fills)
	if len(faults) > 0 { // it was settled so when it was accepted
		return out
	}
	before := map[terms.Pointer]terms.Leaf{}
	for _, l := range x.Sheet.Leaves() {
		before[l.Term] = l
	}
	for _, l := range settled.Leaves() {
		if was, known := before[l.Term]; !known || !was.Equal(l) {
			out[l.Term] = terms.Words(spoken, l.Value)
		}
	}
	return out
}

// placeOf names the places of work that the letter has, with how work is shared between them and home.
func placeOf(leaves []terms.WrittenLeaf) string {
	var sites []string
	arrangement := ""
	for _, l := range leaves {
		switch at := string(l.Term); {
		case at == "/terms/place/arrangement":
			arrangement = l.Text
		case strings.HasPrefix(at, "/terms/place/sites/") && strings.HasSuffix(at, "/name"):
			sites = append(sites, l.Text)
		}
	}
	at := strings.Join(sites, ", ")
	switch {
	case at == "":
		return arrangement
	case arrangement == "":
		return at
	}
	return at + " (" + arrangement + ")"
}

// bounds words which days a blank takes; empty when it takes any.
func bounds(b answer.Blank, spoken *locale.Locale) string {
	switch {
	case b.Earliest != nil && b.Latest != nil:
		return "From " + spoken.Date(*b.Earliest) + " to " + spoken.Date(*b.Latest) + "."
	case b.Earliest != nil:
		return spoken.Date(*b.Earliest) + " or later."
	case b.Latest != nil:
		return spoken.Date(*b.Latest) + " or earlier."
	}
	return ""
}

// settledBy lists what the candidate chose and filled in.
func settledBy(x desk.Opening, spoken *locale.Locale) []fact {
	var out []fact
	for _, c := range x.Evidence.Choices {
		for _, a := range x.Sheet.Terms.Alternatives {
			for _, o := range a.Options {
				if a.ID == c.Choice && o.ID == c.Option {
					out = append(out, fact{a.Label, o.Label})
				}
			}
		}
	}
	for _, f := range x.Evidence.Fills {
		out = append(out, fact{x.Sheet.Label(f.Term), spoken.Date(f.Date)})
	}
	return out
}
