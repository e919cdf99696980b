package diffview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/desk"
	"verbatim/internal/terms"
)

// View is a comparison in words.
type View struct {
	Title       string // who and what for
	Subtitle    string // which two are compared
	Verdict     string
	Consequence string
	Left, Right string // what the two sides are called
	Rows        []Row  // differences, in their order
	Same        string // the folded rest
	Wording     []Clause
	Pins        []string
	Approved    []approved
}

// approved is one term of which what was approved and what was said differ.
type approved struct {
	Mark, Word, Label, Term string
	Approved, Said, Delta   string
}

// Row is one difference in words.
type Row struct {
	Mark     string // ! for what needs somebody, . for the rest
	Word     string // the class in words; never colour alone
	Label    string // from the catalogue, never a pointer
	Term     string // the pointer, for the row's title
	From, To string
	Delta    string
	Why      []string
}

// Clause is one clause whose words differ.
type Clause struct {
	Name  string
	Words []Run
}

// Run is a run of words that stay, are new, or are gone.
type Run struct {
	Op   string // keep, insert, delete
	Text string
}

// none stands where a side says nothing.
const none = "-"

// Of words a comparison.
func Of(d desk.Difference) View {
	v := View{
		Title: join(" - ", d.Said.Candidate, d.Said.Title), Verdict: d.Verdict.Sentence, Consequence: d.Verdict.Consequence, Same: same(d),
	}
	v.Subtitle, v.Left, v.Right = sides(d)
	for _, c := range d.Changes {
		if c.Class != terms.EqualByRounding {
			v.Rows = append(v.Rows, rowOf(d, c))
		}
	}
	for _, c := range d.Changes { // what is the same but for rounding stands last
		if c.Class == terms.EqualByRounding {
			v.Rows = append(v.Rows, rowOf(d, c))
		}
	}
	for _, w := range d.Wording {
		v.Wording = append(v.Wording, clauseOf(w))
	}
	for _, p := range d.Pins {
		v.Pins = append(v.Pins, pinWords(p))
	}
	if d.Approved != nil {
		for _, r := range d.Approved.Rows {
			v.Approved = append(v.Approved, approvedOf(r))
		}
	}
	return v
}

func approvedOf(r desk.ApprovedRow) approved {
	a := approved{Mark: ".", Word: "Not what was approved", Label: r.Label, Term: string(r.Term), Approved: r.Approved, Said: r.Said, Delta: r.Delta}
	if r.SaidMore {
		a.Mark, a.Word = "!", "Said more than approved"
	}
	if a.Approved == "" {
		a.Approved = none
	}
	if a.Said == "" {
		a.Said = none
	}
	return a
}

// sides says which two are compared, and what their columns are called.
func sides(d desk.Difference) (subtitle, left, right string) {
	letter := "letter " + strconv.Itoa(d.Letter)
	switch d.Against {
	case desk.AgainstVerbal:
		return sentence(letter) + " against what was said" + call(d.Said), "Said", "Written"
	case againstRecord:
		return "Two records, as if the second were a letter on the first", "First", "Second"
	}
	return sentence(letter) + " against letter " + d.Against, "Letter " + d.Against, sentence(letter)
}

// againstRecord is Against of desk.DiffRecords.
const againstRecord = "record"

// call names the conversation: when, with whom, on which channel.
func call(s desk.SaidBy) string {
	if s.At.IsZero() {
		return ""
	}
	words := " on " + day(s.At)
	if s.Channel != "" && s.Channel != "unknown" {
		words += " (" + strings.ReplaceAll(s.Channel, "_", " ") + ")"
	}
	if s.By != "" {
		words += " by " + s.By
	}
	return words
}

func day(t time.Time) string { return t.Format("2 January 2006") }

func rowOf(d desk.Difference, c terms.Change) Row {
	r := Row{Mark: ".", Word: classWords(d, c), Label: c.Label, Term: string(c.Term), From: orNone(c.FromText), To: orNone(c.ToText), Delta: c.Delta}
	if c.Material && c.Class != terms.EqualByRounding {
		r.Mark = "!"
	}
	r.Why = why(d, c)
	return r
}

// classWords are the classes as dashboards.md section 1 words them. Between two versions nothing was said, so added and
// removed are named by where the term stands.
func classWords(d desk.Difference, c terms.Change) string {
	saidSide := d.Against == desk.AgainstVerbal
	switch c.Class {
	case terms.Unwritten:
		return "Missing from the letter"
	case terms.EqualByRounding:
		return "Same (rounded)"
	case terms.Added:
		if saidSide {
			return "In the letter, not said"
		}
		return "Added"
	case terms.Removed:
		if saidSide {
			return "Dropped by amendment"
		}
		return "Removed"
	}
	if saidSide && c.FromText == "none" {
		return "Said: none, but written"
	}
	return "Changed"
}

// why says where a difference comes from, and whether the candidate knows.
func why(d desk.Difference, c terms.Change) []string {
	var out []string
	if c.Class == terms.Unwritten {
		out = append(out, "No clause prints it.")
	}
	if c.Class == terms.Added && c.Clause != "" && c.Amendment == "" {
		out = append(out, "Wording of "+c.Clause+".")
	}
	if c.Amendment == "" {
		return out
	}
	amended := "Amended"
	if c.At != nil {
		amended += " on " + day(*c.At)
	}
	reason := ""
	if c.Reason != "" {
		reason = `"` + c.Reason + `"`
	}
	out = append(out, join(": ", amended, strings.ReplaceAll(string(c.ReasonCode), "_", " "), reason)+".")
	if d.Against == desk.AgainstVerbal && c.Material {
		told := "no"
		if c.Told != nil {
			told = day(*c.Told)
		}
		out = append(out, "Candidate told: "+told+".")
	}
	return out
}

// Sentence is the row as a screen reader says it.
func (r Row) Sentence(left, right string) string {
	s := fmt.Sprintf("%s: %s, %s %s, %s %s", r.Word, r.Label, strings.ToLower(left), spoken(r.From), strings.ToLower(right), spoken(r.To))
	if r.Delta != "" {
		s += ", difference " + r.Delta
	}
	return join(" ", append([]string{s + "."}, r.Why...)...)
}

// NeedsSomebody says whether the row is one of those that keep people busy.
func (r Row) NeedsSomebody() bool { return r.Mark == "!" }

func spoken(text string) string {
	if text == none {
		return "nothing"
	}
	return text
}

func same(d desk.Difference) string {
	text := strconv.Itoa(d.Same) + " terms are the same"
	if d.Same == 1 {
		text = "1 term is the same"
	}
	if d.Rounded > 0 {
		text += fmt.Sprintf(" (%d after rounding)", d.Rounded)
	}
	return text + "."
}

func clauseOf(w desk.WordChange) Clause {
	c := Clause{Name: w.Clause}
	switch {
	case w.From == "":
		c.Name += ": new (" + w.To + ")"
	case w.To == "":
		c.Name += ": gone (" + w.From + ")"
	case w.From != w.To:
		c.Name += ": " + w.From + ", now " + w.To
	}
	for _, e := range w.Words {
		c.Words = append(c.Words, Run{Op: string(e.Op), Text: e.Text})
	}
	return c
}

func pinWords(p desk.PinChange) string {
	name := p.Kind + " " + p.ID
	switch {
	case p.From == 0 && p.To == 0:
		return name + ": other content"
	case p.From == 0:
		return name + ": new, version " + strconv.Itoa(p.To)
	case p.To == 0:
		return name + ": no longer used, was version " + strconv.Itoa(p.From)
	case p.From == p.To:
		return name + ": other content of version " + strconv.Itoa(p.To)
	}
	return fmt.Sprintf("%s: version %d, now %d", name, p.From, p.To)
}

func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sep)
}
