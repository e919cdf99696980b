package console

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/library"
	"verbatim/internal/store"
)

// clausesView lists the clauses that are in use, by family.
type clausesView struct {
	Families []family
	Find     string
}

type family struct {
	Name    string
	Clauses []*clause.Version // the newest version of each
}

func listClauses(_ context.Context, c *Console, k *call) (reply, error) {
	v := clausesView{Find: strings.TrimSpace(k.URL.Query().Get("find"))}
	clauses, err := c.Desk.Library.Current().Clauses()
	if err != nil {
		return reply{}, err
	}
	newest := map[clause.ID]*clause.Version{}
	for _, x := range clauses {
		if was := newest[x.ID]; was == nil || was.Number < x.Number {
			newest[x.ID] = x
		}
	}
	for _, x := range clauses {
		if newest[x.ID] != x || v.Find != "" && !strings.Contains(strings.ToLower(string(x.ID)+" "+x.Title+" "+x.Family), strings.ToLower(v.Find)) {
			continue
		}
		if n := len(v.Families); n == 0 || v.Families[n-1].Name != x.Family {
			v.Families = append(v.Families, family{Name: x.Family})
		}
		f := &v.Families[len(v.Families)-1]
		f.Clauses = append(f.Clauses, x)
	}
	return reply{view: &view{Page: "clauses", Title: wordClauses, Nav: "clauses", Data: v}, partial: "list"}, nil
}

// clauseView is one clause: its positions, its versions, and what one of them changed.
type clauseView struct {
	*clause.Version
	Places    string
	From      string
	Until     string
	Positions []positionView
	Versions  []int
	Against   int
	Redline   []letter.Edit // the standard wording against that of the version Against
	Stored    []desk.LibraryVersion
	MayAdopt  bool
	MayEnd    bool // withdraw a version
	MayWrite  bool
}

// positionView is one agreed wording, with its words against the standard one.
type positionView struct {
	Name, Summary, Text string
	Words               []letter.Edit
}

// clauseIn finds a version of the clause that a call names; number 0 is the newest. One that is not there is not found.
func clauseIn(lib *library.Snapshot, k *call, number int) (*clause.Version, error) {
	v, err := lib.Clause(k.PathValue("clause"), number)
	if err == nil && v == nil {
		err = store.ErrNotFound
	}
	return v, err
}

func showClause(ctx context.Context, c *Console, k *call) (reply, error) {
	lib := c.Desk.Library.Current()
	n, _ := strconv.Atoi(k.URL.Query().Get("version"))
	x, err := clauseIn(lib, k, n)
	if err != nil {
		return reply{}, err
	}
	v := clauseView{Version: x, Places: x.Jurisdictions.String()}
	v.From = x.InForce.From.String()
	if !x.InForce.Until.IsZero() {
		v.Until = x.InForce.Until.String()
	}
	clauses, err := lib.Clauses()
	if err != nil {
		return reply{}, err
	}
	for _, other := range clauses {
		if other.ID == x.ID {
			v.Versions = append(v.Versions, other.Number)
		}
	}
	slices.Sort(v.Versions)
	files := clauseFiles(lib.Items(), string(x.ID), x.Number)
	for _, p := range x.Positions {
		text := string(files[p.Name+".md"])
		v.Positions = append(v.Positions, positionView{Name: p.Name, Summary: p.Summary, Text: text, Words: letter.Words(string(files["standard.md"]), text)})
	}
	if m, err := strconv.Atoi(k.URL.Query().Get("against")); err == nil && m != x.Number && slices.Contains(v.Versions, m) {
		v.Against = m
		v.Redline = letter.Words(string(clauseFiles(lib.Items(), string(x.ID), m)["standard.md"]), string(files["standard.md"]))
	}
	all, err := c.Desk.LibraryVersions(ctx, library.Clause)
	if err != nil {
		return reply{}, err
	}
	for _, s := range all {
		if s.ID == string(x.ID) {
			v.Stored = append(v.Stored, s)
		}
	}
	v.MayAdopt, v.MayWrite, v.MayEnd = k.may(auth.AdoptClause), k.may(auth.PublishClause), k.may(auth.WithdrawClause)
	title := x.Title
	if title == "" {
		title = string(x.ID)
	}
	return reply{view: &view{Page: "clause", Title: title, Nav: "clauses", Data: v}}, nil
}

// impactView is what a version of a clause concerns, before it is adopted.
type impactView struct {
	ID      string
	Version int
	Redline desk.LibraryRedline
	Impact  desk.Impact
	Next    string
}

func showImpact(ctx context.Context, c *Console, k *call) (reply, error) {
	n, err := strconv.Atoi(k.URL.Query().Get("version"))
	if err != nil {
		return reply{}, store.ErrNotFound
	}
	ref := desk.LibraryRef{Kind: library.Clause, ID: k.PathValue("clause"), Version: n}
	v := impactView{ID: ref.ID, Version: n}
	if v.Redline, err = c.Desk.VersionRedline(ctx, ref, 0); err != nil {
		return reply{}, err
	}
	if v.Impact, err = c.Desk.Impact(ctx, k.by, ref, k.URL.Query().Get("cursor"), 50); err != nil {
		return reply{}, err
	}
	if v.Impact.Next != "" {
		v.Next = Root + "clauses/" + ref.ID + "/impact?" + url.Values{"version": {strconv.Itoa(n)}, "cursor": {v.Impact.Next}}.Encode()
	}
	return reply{view: &view{Page: "impact", Title: wordImpact, Nav: "clauses", Data: v}}, nil
}

// publishView is the form of a clause's next version: its files as they are, to be changed.
type publishView struct {
	ID     string
	Files  []clauseFile
	Faults []fault.Fault
	Detail string
}

type clauseFile struct{ Name, Text string }

func publishForm(_ context.Context, c *Console, k *call) (reply, error) {
	lib := c.Desk.Library.Current()
	x, err := clauseIn(lib, k, 0)
	if err != nil {
		return reply{}, err
	}
	v := publishView{ID: string(x.ID)}
	files := clauseFiles(lib.Items(), v.ID, x.Number)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		v.Files = append(v.Files, clauseFile{name, string(files[name])})
	}
	return v.page(), nil
}

func (v publishView) page() reply {
	return reply{view: &view{Page: "publish", Title: wordPublish + " " + v.ID, Nav: "clauses", Data: v}}
}

// publish sends the files through the publish gate. What is wrong comes back beside the files as they were typed.
func publish(ctx context.Context, c *Console, k *call) (reply, error) {
	v := publishView{ID: k.PathValue("clause")}
	p := desk.Publication{Files: map[string]string{}}
	for name := range k.PostForm {
		if file, ok := strings.CutPrefix(name, "file."); ok {
			text := strings.ReplaceAll(k.PostFormValue(name), "\r\n", "\n")
			v.Files = append(v.Files, clauseFile{file, text})
			p.Files[file] = text
		}
	}
	slices.SortFunc(v.Files, func(a, b clauseFile) int { return strings.Compare(a.Name, b.Name) })
	_, err := c.Desk.Publish(ctx, k.by, library.Clause, v.ID, p)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.Conflict) {
		v.Detail, v.Faults = firstLine(err), fault.FaultsOf(err)
		return v.page(), nil
	}
	if err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "clauses/" + v.ID + "?done=published"}, nil
}

// adopt puts an offered version in force; its publisher cannot.
func adopt(ctx context.Context, c *Console, k *call) (reply, error) {
	n, err := strconv.Atoi(k.text("version"))
	if err != nil {
		return reply{}, store.ErrNotFound
	}
	id := k.PathValue("clause")
	if _, err := c.Desk.Adopt(ctx, k.by, desk.LibraryRef{Kind: library.Clause, ID: id, Version: n}); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "clauses/" + id + "?done=adopted"}, nil
}

// withdraw takes a version out of force from a day on; today when none is given.
func withdraw(ctx context.Context, c *Console, k *call) (reply, error) {
	n, err := strconv.Atoi(k.text("version"))
	if err != nil {
		return reply{}, store.ErrNotFound
	}
	w := desk.Withdrawal{Reason: k.text("reason")}
	var faults []fault.Fault
	if utf8.RuneCountInString(w.Reason) < 3 {
		faults = append(faults, fault.Fault{Code: fault.CodeRequired, Pointer: "/reason", Message: wordReasonNeeded})
	}
	if text := k.text("from"); text != "" {
		from, err := cal.ParseDate(text)
		if err != nil {
			faults = append(faults, fault.Fault{Code: fault.CodeBadDate, Pointer: "/from", Message: wordBadDay})
		}
		w.From = &from
	}
	if len(faults) > 0 {
		return reply{}, fault.All(fault.CodeInvalidRequest, wordFormFaults, faults)
	}
	id := k.PathValue("clause")
	if _, err := c.Desk.Withdraw(ctx, k.by, desk.LibraryRef{Kind: library.Clause, ID: id, Version: n}, w); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "clauses/" + id + "?done=withdrawn"}, nil
}
