package console

import (
	"context"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/offer"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// reviewView is the review of one letter version.
type reviewView struct {
	Offer    offer.ID
	Letter   int
	Latest   int
	Revision int64
	Title    string
	Verdict  policy.Verdict
	News     string // what is new for the person
	Proof    string // address of the comparison with the version before; empty for the first
	Flags    []flagView
	Rest     []flagView // carried over, decided, noted
	HTML     template.HTML
	Next     string // the next letter in the queue
	Editable bool
}

// flagView is one flag with everything that a decision needs.
type flagView struct {
	review.Flag
	Number     int
	Anchor     string // id of its clause in the letter
	Rows       []flagRow
	Fallbacks  []fallback
	Precedents []precedent
	Identical  int
	By         string // who decided, or whose decision is carried over
	Private    string // legal's own note
	Mine       bool
	WhyNot     string // why the person cannot decide
	Legal      bool
	Comment    string // what was typed, when the decision was refused
	Privately  string
	Refused    *problem
}

// flagRow is one term of a flag: said and written.
type flagRow struct{ Label, Said, Written string }

// fallback is a pre-agreed wording that can be used instead.
type fallback struct {
	Name, Summary string
	Words         []letter.Edit // against the wording of the letter
	Tell          []string      // labels of the material terms that the clause carries, of which the candidate learns
}

// precedent is an earlier clearance in words.
type precedent struct {
	store.Precedent
	Who  string
	Same bool
}

func showReview(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	return c.reviewPage(ctx, k, id, n, nil)
}

// reviewPage draws the review of a letter; refused is why a decision that was just sent was not taken.
func (c *Console) reviewPage(ctx context.Context, k *call, id offer.ID, n int, refused *problem) (reply, error) {
	r, err := c.Desk.Letter(ctx, k.by, id, n)
	if err != nil {
		return reply{}, err
	}
	o, err := c.Desk.Offer(ctx, k.by, id)
	if err != nil {
		return reply{}, err
	}
	d, err := c.Desk.Diff(ctx, k.by, id, n, desk.AgainstVerbal)
	if err != nil {
		return reply{}, err
	}
	v := reviewView{Offer: id, Letter: n, Latest: o.Letter, Revision: o.Revision, Verdict: r.Verdict, Title: d.Said.Candidate + ", " + d.Said.Title, Editable: n == o.Letter}
	if err := c.flagViews(ctx, k, &v, r); err != nil {
		return reply{}, err
	}
	if v.News, err = c.news(ctx, k, &v); err != nil {
		return reply{}, err
	}
	if v.HTML, err = c.letterHTML(ctx, k, id, n, v.Flags); err != nil {
		return reply{}, err
	}
	for i := range v.Flags {
		if f := &v.Flags[i]; refused != nil && f.ID == k.PathValue("flag") {
			f.Refused, f.Comment, f.Privately = refused, k.PostFormValue("comment"), k.PostFormValue("privileged")
		}
	}
	return reply{view: &view{Page: "review", Title: v.Title, Nav: "queue", Data: v}}, nil
}

// flagViews words every flag: those that wait for somebody first.
func (c *Console) flagViews(ctx context.Context, k *call, v *reviewView, r desk.Result) error {
	verbal, written, err := c.Desk.Terms(ctx, k.by, v.Offer, v.Letter)
	if err != nil {
		return err
	}
	notes, err := c.Desk.PrivilegedNotes(ctx, k.by, v.Offer)
	if err != nil {
		return err
	}
	said := map[string]string{}
	for _, l := range verbal.Leaves() {
		said[string(l.Term)] = string(l.JSON())
	}
	for _, f := range r.Flags {
		fv := flagView{Flag: f, Legal: k.by.Has(actor.Legal), Anchor: anchorOf(f)}
		for _, t := range f.Deviation.Terms {
			for _, l := range written.Leaves {
				if l.Term.Under(t) {
					fv.Rows = append(fv.Rows, flagRow{Label: l.Label, Said: saidWords(said[string(l.Term)], l), Written: l.Text})
				}
			}
		}
		c.decidedBy(ctx, k, v, &fv)
		if f.Decision != nil {
			fv.Private = notes[f.Decision.ID].Text
		}
		if f.Status == review.Open && v.Editable {
			if fv.Fallbacks, err = c.fallbacks(fv.Flag, written); err != nil {
				return err
			}
			if err := c.choices(ctx, k, v, &fv); err != nil {
				return err
			}
			v.Flags = append(v.Flags, fv)
			continue
		}
		v.Rest = append(v.Rest, fv)
	}
	slices.SortStableFunc(v.Flags, func(a, b flagView) int { return rank(a) - rank(b) })
	for i := range v.Flags {
		v.Flags[i].Number = i + 1
	}
	return nil
}

// rank puts what the person can decide first.
func rank(f flagView) int {
	if f.Mine {
		return 0
	}
	return 1
}

// saidWords is the value as said, in words where it is the one that is written.
func saidWords(said string, l writtenLeaf) string {
	switch {
	case said == "":
		return wordNotSaid
	case said == string(l.Value):
		return l.Text
	}
	return said
}

// choices fills in what a decision can use: precedents, and whether the person may decide.
func (c *Console) choices(ctx context.Context, k *call, v *reviewView, f *flagView) error {
	all, same, err := c.Desk.Precedents(ctx, k.by, v.Offer, v.Letter, f.ID)
	if err != nil {
		return err
	}
	f.Identical = len(same)
	for _, p := range all[:min(len(all), 5)] {
		alike := slices.ContainsFunc(same, func(s store.Precedent) bool { return s.Flag.ID == p.Flag.ID })
		f.Precedents = append(f.Precedents, precedent{p, c.name(ctx, p.By), alike})
	}
	switch {
	case !k.may(auth.DecideFlag) || !k.by.Has(actor.Role(f.Deviation.Decides)):
		f.WhyNot = wordDecidedBy + deciders[f.Deviation.Decides]
	case slices.Contains(f.Authors, string(k.by.ID)):
		f.WhyNot = wordFourEyes
	default:
		f.Mine = true
	}
	return nil
}

func (c *Console) decidedBy(ctx context.Context, k *call, v *reviewView, f *flagView) {
	if f.Decision != nil {
		f.By = c.name(ctx, f.Decision.By)
		return
	}
	if f.Carried == nil || f.Carried.Letter == 0 {
		return
	}
	flags, err := c.Desk.Flags(ctx, k.by, v.Offer, f.Carried.Letter)
	if err != nil {
		return // who decided stays unnamed; that it is carried over is shown all the same
	}
	for _, earlier := range flags {
		if earlier.Decision != nil && earlier.Decision.ID == f.Carried.Decision {
			f.By = c.name(ctx, earlier.Decision.By)
		}
	}
}

// fallbacks are the ranked wordings of the flag's clause, each against the words that the letter has now.
func (c *Console) fallbacks(f review.Flag, written terms.Written) ([]fallback, error) {
	id, number, _ := strings.Cut(f.Deviation.Clause, "@")
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil, nil
	}
	lib := c.Desk.Library.Current()
	v, err := lib.Clause(id, n)
	if v == nil || err != nil {
		return nil, err
	}
	now := f.Position
	if now == "" {
		now = "standard"
	}
	files, tell := clauseFiles(lib.Items(), id, n), materialLabels(f.Deviation.Clause, written)
	var out []fallback
	for _, p := range v.Positions {
		if p.Name != "standard" && p.Name != now {
			out = append(out, fallback{Name: p.Name, Summary: p.Summary, Words: letter.Words(string(files[now+".md"]), string(files[p.Name+".md"])), Tell: tell})
		}
	}
	return out, nil
}

// materialLabels names the material terms that a clause carries in a letter, each once.
func materialLabels(clause string, written terms.Written) []string {
	var out []string
	for _, l := range written.Leaves {
		if e, _ := terms.Lookup(l.Term); e.Material && l.Clause == clause && !slices.Contains(out, l.Label) {
			out = append(out, l.Label)
		}
	}
	return out
}

func clauseFiles(items []library.Item, id string, n int) map[string][]byte {
	for _, i := range items {
		if i.Kind == library.Clause && i.ID == id && i.Version == n {
			return i.Files
		}
	}
	return nil
}

// anchorOf is the id of the flag's clause in the letter's HTML; empty when it has none.
func anchorOf(f review.Flag) string {
	id, _, _ := strings.Cut(f.Deviation.Clause, "@")
	if id == "" {
		return ""
	}
	return "clause-" + id
}

// news says what is new for the person, and that nothing else is.
func (c *Console) news(ctx context.Context, k *call, v *reviewView) (string, error) {
	carried, from := 0, 0
	for _, f := range v.Rest {
		if f.Carried != nil && f.Carried.Letter > 0 {
			carried++
			from = f.Carried.Letter
		}
	}
	mine := 0
	for _, f := range v.Flags {
		if f.Mine {
			mine++
		}
	}
	parts := []string{count(mine, wordNeedsYou, wordNeedYou)}
	if others := len(v.Flags) - mine; others > 0 {
		parts = append(parts, count(others, wordWaitsForOther, wordWaitForOther))
	}
	if carried > 0 {
		parts = append(parts, strconv.Itoa(carried)+wordCarriedFrom+strconv.Itoa(from))
	}
	if v.Letter > 1 {
		d, err := c.Desk.Diff(ctx, k.by, v.Offer, v.Letter, strconv.Itoa(v.Letter-1))
		if err != nil {
			return "", err
		}
		v.Proof = Root + "offers/" + string(v.Offer) + "/diff?letter=" + strconv.Itoa(v.Letter) + "&against=" + strconv.Itoa(v.Letter-1)
		parts = append(parts, since(len(d.Changes), len(d.Wording), v.Letter-1))
	}
	return strings.Join(parts, "; ") + ".", nil
}

// decide takes the decision of the button that was pressed.
func decide(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	ruling := desk.Ruling{Comment: k.text("comment"), Privileged: k.text("privileged"), Fingerprint: digest.Digest(k.text("fingerprint"))}
	verdict, position, _ := strings.Cut(k.text("verdict"), ":")
	ruling.Verdict, ruling.Position = review.Verdict(verdict), position
	if until, err := time.Parse(time.DateOnly, k.text("until")); err == nil {
		ruling.Until = &until
	}
	r, err := c.Desk.Decide(ctx, k.by, id, n, k.PathValue("flag"), ruling, nil)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.Conflict) {
		p, _, _ := problemOf(err)
		return c.reviewPage(ctx, k, id, n, &p)
	}
	if err != nil {
		return reply{}, err
	}
	if slices.ContainsFunc(r.Flags, func(f review.Flag) bool { return f.Status == review.Open && k.by.Has(actor.Role(f.Deviation.Decides)) }) || position != "" {
		return reply{goTo: Root + "reviews/" + string(id) + "/" + strconv.Itoa(r.Letter.Version) + "?done=decided"}, nil
	}
	return reply{goTo: Root + "queue?done=decided"}, nil
}

// assign takes a flag for oneself, or gives it back.
func assign(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	to := k.by.ID
	if k.text("to") == "nobody" {
		to = ""
	}
	if !uuidForm.MatchString(k.PathValue("flag")) {
		return reply{}, fault.New(fault.NotFound, fault.CodeNotFound, wordNotFound)
	}
	if _, err := c.Desk.Assign(ctx, k.by, id, n, k.PathValue("flag"), to, nil); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "reviews/" + string(id) + "/" + strconv.Itoa(n) + "?done=assigned"}, nil
}
