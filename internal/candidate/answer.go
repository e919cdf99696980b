package candidate

import (
	"cmp"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"verbatim/internal/answer"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/locale"
)

// What a text of a form may be at most, in characters.
const (
	maxName = 200
	maxText = 1000
)

const wrongName = "Type your name as the letter has it. Capitals, accents and spaces do not matter."

// form reads an answer of the kind named and opens its link.
func (p *pages) form(r *http.Request, kind string) (string, desk.Opening, given, error) {
	if err := r.ParseForm(); err != nil {
		return "", desk.Opening{}, given{}, fault.New(fault.Unreadable, fault.CodeUnreadable, "the form cannot be read").Because(err)
	}
	token, x, err := p.open(r)
	g := given{
		Form: kind, Name: field(r, "name", maxName), Comment: field(r, "comment", maxText), Ask: field(r, "ask", maxText),
		Reason: field(r, "reason", 40), Agreed: r.PostForm.Get("agree") == "yes", Chosen: map[string]string{}, Fills: map[string]string{}, Problems: map[string]string{},
	}
	return token, x, g, err
}

// field reads one text of a form, cut to its length and without what no text may hold.
func field(r *http.Request, name string, most int) string {
	text := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(r.PostForm.Get(name), "\x00", ""), ""))
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most])
	}
	return text
}

func seen(r *http.Request, consent string) desk.Seen {
	return desk.Seen{Consent: consent, Address: addressOf(r), Agent: agentOf(r)}
}

// accept takes the candidate's yes.
func (p *pages) accept(w http.ResponseWriter, r *http.Request) error {
	token, x, g, err := p.form(r, "accept")
	if err != nil {
		return err
	}
	if x.Standing != desk.CanAnswer {
		return p.show(w, http.StatusConflict, token, x, given{})
	}
	spoken, err := locale.For(x.Letter.Lock.Language)
	if err != nil {
		return err
	}
	a := desk.Acceptance{PDF: digest.Digest(r.PostForm.Get("pdf_sha256")), Name: g.Name, Comment: g.Comment}
	g.read(r, x, &a, spoken)
	if g.Name == "" {
		g.NameProblem = "Type your name as the letter has it."
	} else if !x.Names(g.Name) {
		g.NameProblem = wrongName
	}
	if !g.Agreed {
		g.AgreeProblem = "Tick this box to accept."
	}
	if g.Any() {
		return p.show(w, http.StatusUnprocessableEntity, token, x, g)
	}
	_, err = p.Desk.AcceptByLink(r.Context(), token, a, seen(r, consentOf(x, spoken)))
	return p.after(w, r, token, x, g, err)
}

// read takes choices and days out of a form.
func (g *given) read(r *http.Request, x desk.Opening, a *desk.Acceptance, spoken *locale.Locale) {
	for _, c := range answer.Open(x.Sheet) {
		id := string(c.ID)
		g.Chosen[id] = field(r, "choice_"+id, 40)
		switch {
		case g.Chosen[id] != "":
			for _, o := range c.Options {
				if string(o.ID) == g.Chosen[id] {
					a.Choices = append(a.Choices, answer.Chosen{Choice: c.ID, Option: o.ID})
				}
			}
		case answer.Needed(c):
			g.Problems["choice_"+id] = "Choose one of these."
		}
	}
	for i, b := range answer.Blanks(x.Sheet) {
		name := fillName(i)
		g.Fills[name] = field(r, name, 10)
		day, err := cal.ParseDate(g.Fills[name])
		if err != nil {
			g.Problems[name] = "Give the day as year-month-day, such as 2027-01-11."
			continue
		}
		if b.Outside(day) {
			g.Problems[name] = "Give a day that the letter allows. " + bounds(b, spoken)
		}
		a.Fills = append(a.Fills, answer.Fill{Term: b.Term, Date: day})
	}
	_, faults := answer.Settle(x.Sheet, a.Choices, a.Fills)
	for _, f := range faults {
		g.problem(x, f)
	}
}

// after ends an answer: back to the page when it was taken, else the form again with what is wrong.
func (p *pages) after(w http.ResponseWriter, r *http.Request, token string, x desk.Opening, g given, err error) error {
	if err == nil {
		http.Redirect(w, r, "/o/"+token, http.StatusSeeOther)
		return nil
	}
	var refused *fault.Error
	if !errors.As(err, &refused) || refused.Kind != fault.Invalid {
		return err
	}
	for _, f := range refused.Faults {
		switch {
		case f.Pointer == "/name":
			g.NameProblem = wrongName
		case f.Term != "":
			g.problem(x, f)
		}
	}
	if !g.Any() {
		return err
	}
	return p.show(w, http.StatusUnprocessableEntity, token, x, g)
}

// problem puts a fault beside the field that it is about, where nothing stands yet.
func (g *given) problem(x desk.Opening, f fault.Fault) {
	for i, b := range answer.Blanks(x.Sheet) {
		if string(b.Term) == f.Term {
			g.Problems[fillName(i)] = cmp.Or(g.Problems[fillName(i)], sentence(f.Message))
			return
		}
	}
	for _, c := range answer.Open(x.Sheet) {
		if strings.HasSuffix(f.Term, "/"+string(c.ID)) {
			g.Problems["choice_"+string(c.ID)] = cmp.Or(g.Problems["choice_"+string(c.ID)], sentence(f.Message))
		}
	}
}

func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// decline takes the candidate's no.
func (p *pages) decline(w http.ResponseWriter, r *http.Request) error {
	token, x, g, err := p.form(r, "decline")
	if err != nil {
		return err
	}
	if x.Standing != desk.CanAnswer && x.Standing != desk.CannotYet {
		return p.show(w, http.StatusConflict, token, x, given{})
	}
	code := event.DeclineReason(g.Reason)
	if !code.Valid() {
		code = event.ReasonNotSaid
	}
	d := desk.Refusal{Reason: event.DeclinedBecause{Code: code}, Comment: g.Comment}
	_, err = p.Desk.DeclineByLink(r.Context(), token, d, seen(r, ""))
	return p.after(w, r, token, x, g, err)
}

// ask takes the candidate's wish for other terms.
func (p *pages) ask(w http.ResponseWriter, r *http.Request) error {
	token, x, g, err := p.form(r, "ask")
	if err != nil {
		return err
	}
	if x.Standing != desk.CanAnswer && x.Standing != desk.CannotYet {
		return p.show(w, http.StatusConflict, token, x, given{})
	}
	if g.Ask == "" {
		g.AskProblem = "Write what you would like to change."
		return p.show(w, http.StatusUnprocessableEntity, token, x, g)
	}
	_, err = p.Desk.AskByLink(r.Context(), token, desk.Wish{Asks: []desk.Ask{{Text: g.Ask}}}, seen(r, ""))
	return p.after(w, r, token, x, g, err)
}
