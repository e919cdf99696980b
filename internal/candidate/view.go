package candidate

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"verbatim/internal/answer"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/locale"
	"verbatim/internal/terms"
)

//go:embed page.html
var sources embed.FS

var templates = template.Must(template.ParseFS(sources, "page.html"))

// view is what a page shows.
type view struct {
	Language, Title, Heading, Lead string
	Company                        string
	Contact                        []string
	Base                           string // path of the link
	CanAccept, CanDecline          bool
	Waits                          bool   // other terms were asked for
	Other                          string // the form that the letter takes, where a typed name does not do
	OnPaper                        bool   // and it is one of paper
	Summary                        []fact
	Amends                         string // what the letter changes, in a sentence; empty for an offer of its own
	Since                          string
	Changes                        []fact // label, and what it was and is
	Letters                        []paper
	Consent                        string
	PDF                            digest.Digest
	Number                         int
	Choices                        []choice
	Blanks                         []blank
	Reasons                        []reason
	Accepted                       *receipt
	Given                          given
}

type fact struct{ Label, Value string }

// paper is one document of the letter, as text on the page and as a file.
type paper struct {
	Title, Language, Href string
	Body                  template.HTML
}

type choice struct {
	ID, Label string
	Needed    bool
	Options   []option
	Problem   string
}

type option struct {
	ID, Label string
	Checked   bool
}

type blank struct {
	Name, Label, Value, Min, Max, Problem string
	Hint                                  string // the bounds in words; empty when there are none
}

// receipt is what an acceptance came to.
type receipt struct {
	Name, At, PDF string
	Settled       []fact // what was chosen and filled in
}

// given is what a form brought that was not taken: it stands in the form again, with what is wrong beside it.
type given struct {
	Form                      string // accept, decline, ask
	Name, Comment, Ask        string
	Reason                    string
	Agreed                    bool
	Chosen                    map[string]string
	Fills                     map[string]string
	Problems                  map[string]string // by field
	NameProblem, AgreeProblem string
	AskProblem                string
}

// Any says whether something is wrong with what was given.
func (g given) Any() bool {
	return len(g.Problems) > 0 || g.NameProblem != "" || g.AgreeProblem != "" || g.AskProblem != ""
}

// show writes the page of a link.
func (p *pages) show(w http.ResponseWriter, status int, token string, x desk.Opening, g given) error {
	v := view{Language: "en", Company: x.Entity.Name, Contact: x.Entity.Contact, Base: "/o/" + token, Given: g}
	words := standings[x.Standing]
	if x.Offer.Amends != nil {
		words = amending(x.Standing, words)
	}
	v.Heading, v.Lead = named(words[0], v.Company), named(words[1], v.Company)
	v.Title = v.Heading
	if g.Any() {
		v.Title = "Please check your answer: " + v.Heading
	}
	if !x.Standing.Shows() {
		p.write(w, status, "plain", v)
		return nil
	}
	if err := p.fill(&v, x); err != nil {
		return err
	}
	p.write(w, status, "letter", v)
	return nil
}

// named puts the company's name into a text; a name that ends with a full stop does not get a second one.
func named(text, company string) string {
	return strings.NewReplacer("{company}.", strings.TrimSuffix(company, ".")+".", "{company}", company).Replace(text)
}

func (p *pages) fill(v *view, x desk.Opening) error {
	spoken, err := locale.For(x.Letter.Lock.Language)
	if err != nil {
		return err
	}
	v.Number, v.PDF = x.Letter.Number, x.Letter.Letter().PDFDigest
	v.Summary = summary(x, spoken)
	v.CanAccept = x.Standing == desk.CanAnswer && x.Form == answer.Typed
	v.CanDecline = x.Standing == desk.CanAnswer || x.Standing == desk.CannotYet
	v.Waits = v.CanDecline && x.Asked
	if x.Standing == desk.CanAnswer && x.Form != answer.Typed {
		v.Other, v.OnPaper = x.Form.Words(), x.Form == answer.WetInk || x.Form == answer.Deed
	}
	if a := x.Amends; a != nil {
		v.Amends = strings.NewReplacer("{letter}", strconv.Itoa(a.Number), "{date}", spoken.Date(a.Date)).Replace(amends[x.Standing == desk.WasAccepted])
		v.Changes = changed(a.Changes)
	}
	if x.Since > 0 {
		v.Since = strconv.Itoa(x.Since)
		v.Changes = changed(x.Changes)
	}
	for _, r := range x.Letter.Documents {
		body, err := p.Fragment(r.Document)
		if err != nil {
			return err
		}
		//nolint:gosec // the renderer escapes every text of the letter
		v.Letters = append(v.Letters, paper{Title: r.Document.Title, Language: r.Document.Language, Href: v.Base + "/letter.pdf?document=" + r.Document.ID, Body: template.HTML(body)})
	}
	v.Consent = consentOf(x, spoken)
	v.Choices, v.Blanks, v.Reasons = choices(x.Sheet, v.Given), blanks(x.Sheet, v.Given, spoken), reasons
	if x.Evidence != nil {
		at, err := spoken.DateTime(x.Evidence.At, x.Entity.Zone)
		if err != nil {
			return err
		}
		v.Accepted = &receipt{Name: x.Evidence.Name, At: at, PDF: string(v.PDF), Settled: settledBy(x, spoken)}
	}
	return nil
}

// consentOf is the text that the candidate agrees to, as it stands on the page.
func consentOf(x desk.Opening, spoken *locale.Locale) string {
	return strings.NewReplacer("{letter}", strconv.Itoa(x.Letter.Number), "{date}", spoken.Date(x.Letter.Lock.LetterDate), "{company}", x.Entity.Name).Replace(consent)
}

// changed words what differs from the letter before.
func changed(changes []terms.Change) []fact {
	var out []fact
	for _, c := range changes {
		switch {
		case c.FromText == "":
			out = append(out, fact{c.Label, "is new: " + c.ToText})
		case c.ToText == "":
			out = append(out, fact{c.Label, "is no longer in the letter; it was " + c.FromText})
		default:
			out = append(out, fact{c.Label, "is now " + c.ToText + "; it was " + c.FromText})
		}
	}
	return out
}

func choices(s terms.Sheet, g given) []choice {
	var out []choice
	for _, a := range answer.Open(s) {
		c := choice{ID: string(a.ID), Label: a.Label, Needed: answer.Needed(a), Problem: g.Problems["choice_"+string(a.ID)]}
		for _, o := range a.Options {
			c.Options = append(c.Options, option{ID: string(o.ID), Label: o.Label, Checked: g.Chosen[string(a.ID)] == string(o.ID)})
		}
		out = append(out, c)
	}
	return out
}

func blanks(s terms.Sheet, g given, spoken *locale.Locale) []blank {
	var out []blank
	for i, b := range answer.Blanks(s) {
		x := blank{Name: fillName(i), Label: b.Label, Value: g.Fills[fillName(i)], Problem: g.Problems[fillName(i)], Hint: bounds(b, spoken)}
		if b.Earliest != nil {
			x.Min = b.Earliest.String()
		}
		if b.Latest != nil {
			x.Max = b.Latest.String()
		}
		out = append(out, x)
	}
	return out
}

func fillName(i int) string { return "fill_" + strconv.Itoa(i) }

// write makes the page before anything is sent, so that a failure is still a page.
func (p *pages) write(w http.ResponseWriter, status int, name string, v view) {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, v); err != nil {
		p.Log.Error("a candidate's page cannot be made", "cause", err)
		http.Error(w, refusals["broken"][1], http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader may be gone; there is nobody left to tell
}
