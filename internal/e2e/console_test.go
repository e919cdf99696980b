package e2e_test

import (
	"bytes"
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
)

// promising is the record of the walk: a sign-on bonus that the letter will lose, a long severance, a special term.
func promising(t *testing.T) []byte {
	t.Helper()
	raw := example(t, "us-ca-engineer")
	const at = `"not_discussed"`
	more := `"severance": [{"id": "no_cause", "triggers": ["without_cause"], "pay": {"type": "months", "months": 18, "of": "/terms/base_pay"}, "paid": "lump_sum", "release_required": true,
		"due": {"type": "after", "length": {"days": 30}, "event": "termination"}}],
		"special_terms": [{"id": "dog", "label": "Dog", "text": "The dog may come to the office."}], ` + at
	if !bytes.Contains(raw, []byte(at)) {
		t.Fatal("the example has changed")
	}
	return bytes.Replace(raw, []byte(at), []byte(more), 1)
}

// cast are the people of the walk, by the secrets of their keys.
type cast struct{ robin, kim, jo string }

func (s *server) cast(t *testing.T) cast {
	t.Helper()
	key := func(person, roles string) string {
		return read[struct {
			Secret string `json:"secret"`
		}](t, s.post(http.StatusCreated, "/v1/keys", []byte(`{"person":"`+person+`","roles":[`+roles+`]}`))).Secret
	}
	return cast{robin: key("Robin Lee", `"recruiter","hr_ops"`), kim: key("Kim Park", `"hr_ops","total_rewards"`), jo: key("Jo Ortiz", `"legal"`)}
}

// TestConsoleWalk: a sign-on bonus that was promised is not in the letter. It is found, legal and HR decide, a term is
// amended so that one decision is carried over and one is open again, a fallback makes the next letter, and it is issued.
func TestConsoleWalk(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	for name, o := range map[string]func() options{
		"sqlite": func() options { return options{} }, "postgres": func() options { return postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			with := o()
			with.templates = withoutSignOn(t)
			s := start(t, with)
			walk(t, openTab(t, s.url, 1280), s.cast(t))
		})
	}
}

func walk(t *testing.T, b *tab, people cast) {
	t.Helper()
	b.signIn(people.robin)
	b.open("/console/handoffs/new")
	b.must(chromedp.Click("details:nth-of-type(2) summary"), chromedp.SetValue("#pasted", string(promising(t))))
	b.click("button[value=import]")
	b.shows("Not what was said")
	b.accessible("handoff imported")
	b.click("button[value=send]")
	b.shows("2 promises are missing")
	b.shows("MISSING FROM THE LETTER")
	b.shows("Cannot be sent.")
	b.accessible("offer found")
	offer, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.pathname.split('/')[3]"))
	if err != nil {
		t.Fatal(err)
	}
	review := func(n int) string { return fmt.Sprintf("/console/reviews/%s/%d", offer, n) }

	b.signIn(people.kim) // HR operations accept what the letter does not print
	b.open("/console/queue")
	b.shows("Ana Ruiz")
	b.click(".task h2 a")
	for range 2 { // the bonus, and when it is due
		b.must(chromedp.SetValue(".decide textarea", "paid outside of the letter"))
		b.click(".decide button[value=cleared]")
		b.shows("Your decision was recorded")
	}

	b.signIn(people.jo) // legal clears the special term
	b.open(review(1))
	b.shows("2 flags need you")
	b.accessible("review")
	b.click("[data-rule=VB-CO-SPECIAL-01] button[value=cleared]")
	b.shows("Your decision was recorded")

	b.signIn(people.robin) // a term is amended: the decision on it falls
	b.open("/console/offers/" + offer + "/amend?term=/terms/special_terms/dog/text")
	b.accessible("amend")
	b.fill("input[name='value.']", "Both dogs may come to the office.")
	b.fill("textarea[name=reason]", "two dogs")
	b.must(chromedp.Click("input[name=told]"))
	b.click("main button.primary")
	b.shows("The term was changed")
	b.accessible("offer amended")

	b.signIn(people.jo)
	b.open(review(2))
	b.shows("2 flags need you")
	b.shows("carried over from letter 1")
	b.accessible("review with carried over")
	b.must(chromedp.SetValue(".flag:has(button[value^='cleared_with_fallback']) textarea[name=privileged]", "kept as typed"))
	b.click(".flag button[value^='cleared_with_fallback']")
	b.shows("A comment is required")
	if kept, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.querySelector(\".flag:has(button[value^='cleared_with_fallback']) textarea[name=privileged]\").value")); err != nil || kept != "kept as typed" {
		t.Errorf("what was typed is lost: %q, %v", kept, err)
	}
	b.accessible("review refused")
	b.must(chromedp.SetValue(".flag:has(button[value^='cleared_with_fallback']) textarea[name=comment]", "our usual fallback"),
		chromedp.SetValue(".flag:has(button[value^='cleared_with_fallback']) textarea[name=privileged]", "we lost on this once"))
	b.click(".flag button[value^='cleared_with_fallback']")
	b.shows("letter 3")
	b.shows("Cleared with a fallback by Jo Ortiz")
	b.shows("1 flag needs you")
	b.accessible("review after fallback")
	b.key("c") // three keystrokes at most: open, look, c
	b.shows("Your decision was recorded")

	b.signIn(people.robin)
	b.open(review(3))
	if page := b.page(); bytes.Contains([]byte(page), []byte("lost on this")) {
		t.Error("the recruiter reads a privileged note")
	}
	b.open("/console/offers/" + offer)
	b.shows("The words of fallback-1 in clause severance")
	b.accessible("offer with a fallback to be told")
	b.click("form[action$='/tell'] button[value=told]")
	b.shows("Can be sent.")
	b.click("main button.primary")
	b.shows("The candidate's link")
	b.accessible("link")
	b.open("/console/offers/" + offer)
	b.shows("Already sent.")
	b.accessible("offer issued")
	b.open("/console/offers/" + offer + "/diff?letter=3&against=2")
	b.shows("Changed words")
	b.shows("What was compared")
	b.accessible("diff")
	for _, form := range []string{"inline", "side"} {
		b.open("/console/offers/" + offer + "/letters/3/words?against=2&as=" + form)
		b.shows("The release leaves untouched")
		b.accessible("redline " + form)
	}
}
