package console

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/offer"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

// queueView is the first screen of legal review.
type queueView struct {
	Tasks    []taskRow
	Count    store.WaitingCount
	Whose    string
	Rule     string
	Place    string
	Decides  string
	Deciders []string
	Next     string
}

// taskRow is a flag that waits, or several that are identical.
type taskRow struct {
	desk.Task
	More  int    // further flags of the same rule in the same letter
	Same  int    // how many are identical to precedents and alike among each other; 0 or 1 stand alone
	Alike string // address of the page that lists them
	Last  string // who cleared the latest precedent
	Who   string // assignee
	Team  string // title of the reviewers it came to; empty for those who hold the role that decides
}

// waitingQuery reads the filter.
func (c *Console) waitingQuery(ctx context.Context, k *call) (store.WaitingQuery, error) {
	given := k.URL.Query()
	q := store.WaitingQuery{Code: given.Get("rule"), Place: place.Code(given.Get("place")), Cursor: given.Get("cursor"), Limit: 50}
	if d := given.Get("decides"); d != "" {
		q.Decides = []policy.Decider{policy.Decider(d)}
	}
	switch given.Get("whose") {
	case "all":
		return q, nil
	case "assigned":
		q.Assignee = string(k.by.ID)
		return q, nil
	}
	return c.Desk.Mine(ctx, k.by, q)
}

func showQueue(ctx context.Context, c *Console, k *call) (reply, error) {
	q, err := c.waitingQuery(ctx, k)
	if err != nil {
		return reply{}, err
	}
	tasks, err := c.Desk.Queue(ctx, k.by, q)
	if err != nil {
		return reply{}, err
	}
	given := k.URL.Query()
	v := queueView{
		Count: tasks.Count, Rule: given.Get("rule"), Place: given.Get("place"), Decides: given.Get("decides"), Whose: given.Get("whose"),
		Deciders: []string{string(policy.ByLegal), string(policy.ByHROps), string(policy.ByTotalRewards)},
	}
	v.Tasks = c.grouped(ctx, tasks.Items)
	if tasks.Next != "" {
		next := k.URL.Query()
		next.Set("cursor", tasks.Next)
		v.Next = Root + "queue?" + next.Encode()
	}
	return reply{view: &view{Page: "queue", Title: wordQueueTitle, Nav: "queue", Data: v}, partial: "tasks"}, nil
}

// grouped puts identical flags that the person may clear into one row, in the place of the most harmful, and the flags of
// one rule in one letter too.
func (c *Console) grouped(ctx context.Context, tasks []desk.Task) []taskRow {
	var out []taskRow
	titles := map[string]string{}
	for _, g := range c.Desk.Library.Current().Reviewers() {
		titles[g.ID] = g.Title
	}
	for _, t := range tasks {
		row := taskRow{Task: t, Who: c.name(ctx, t.Assignee), Team: titles[t.Group]}
		if t.Identical && t.Mine {
			i := slices.IndexFunc(out, func(r taskRow) bool { return r.Same > 0 && alike(r.Task, t) })
			if i >= 0 {
				out[i].Same++
				continue
			}
			row.Same, row.Last = 1, c.name(ctx, t.Precedents[0].By)
			row.Alike = Root + "queue/same?" + url.Values{"whose": {"all"}, "rule": {t.Code}, "place": {string(t.Place)}, "wording": {string(t.Wording)}}.Encode()
		}
		if i := slices.IndexFunc(out, func(r taskRow) bool { return r.Same == 0 && row.Same == 0 && together(r.Task, t) }); i >= 0 {
			out[i].More++
			continue
		}
		out = append(out, row)
	}
	return out
}

// together says whether two flags are decided on the same page, by the same rule.
func together(a, b desk.Task) bool {
	return a.Offer == b.Offer && a.Letter == b.Letter && a.Code == b.Code && a.Assignee == b.Assignee && a.Late == b.Late
}

func alike(a, b desk.Task) bool {
	return a.Code == b.Code && a.Place == b.Place && a.Wording == b.Wording
}

// showSame lists flags that are identical to a precedent, so that whoever clears them together has seen each.
func showSame(ctx context.Context, c *Console, k *call) (reply, error) {
	q, err := c.waitingQuery(ctx, k)
	if err != nil {
		return reply{}, err
	}
	q.Limit = 100
	tasks, err := c.Desk.Queue(ctx, k.by, q)
	if err != nil {
		return reply{}, err
	}
	wording := digest.Digest(k.URL.Query().Get("wording"))
	v := queueView{}
	for _, t := range tasks.Items {
		if t.Identical && t.Mine && t.Wording == wording {
			v.Tasks = append(v.Tasks, taskRow{Task: t, Last: c.name(ctx, t.Precedents[0].By)})
		}
	}
	return reply{view: &view{Page: "same", Title: wordSameTitle, Nav: "queue", Data: v}}, nil
}

// clearSame clears what was ticked. A value is offer, letter, flag and fingerprint, joined by spaces.
func clearSame(ctx context.Context, c *Console, k *call) (reply, error) {
	var clearing desk.Clearing
	for _, picked := range k.PostForm["flag"] {
		parts := strings.Fields(picked)
		if len(parts) != 4 {
			continue
		}
		n, err := strconv.Atoi(parts[1])
		if err != nil {
			continue
		}
		clearing.Flags = append(clearing.Flags, desk.Picked{Offer: offer.ID(parts[0]), Letter: n, Flag: parts[2], Fingerprint: digest.Digest(parts[3])})
	}
	if len(clearing.Flags) == 0 {
		return reply{goTo: Root + "queue"}, nil
	}
	done, err := c.Desk.ClearAll(ctx, k.by, clearing)
	if err != nil {
		return reply{}, err
	}
	if done.Cleared == len(clearing.Flags) {
		return reply{goTo: Root + "queue?done=cleared"}, nil
	}
	return reply{view: &view{Page: "cleared", Title: wordClearedTitle, Nav: "queue", Data: done}}, nil
}
