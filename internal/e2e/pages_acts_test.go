package e2e_test

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestConsolePagesOfActs looks at the pages of approvals, the verbal stage, webhooks, bands and what a clause concerns, at
// the width of a phone and of a desk, and performs what they offer.
func TestConsolePagesOfActs(t *testing.T) {
	if testing.Short() && underRace {
		t.Skip("a browser under the race detector is left to the long run")
	}
	s := start(t, options{})
	people := s.cast(t)
	robin := s.client
	robin.key = people.robin
	for width, name := range map[int64]string{320: "320", 1280: "1280"} {
		t.Run(name, func(t *testing.T) {
			r := read[result](t, robin.post(http.StatusCreated, "/v1/offers", proposal(t, "us-executive")))
			b := openTab(t, s.url, width)
			b.open("/console/sign-in")
			b.signIn(people.robin)
			b.open("/console/offers/" + r.Offer)
			b.accessible(name + " proposed")
			b.open("/console/approvals/plan")
			b.fill("textarea[name=proposal]", "{}")
			b.click("main form button")
			b.accessible(name + " plan at fault")
			b.fill("textarea[name=proposal]", string(proposal(t, "us-executive")))
			b.click("main form button")
			b.shows("asked")
			b.accessible(name + " plan")
			b.signIn(people.kim)
			b.open("/console/approvals")
			b.shows("offers.rewards")
			b.accessible(name + " approvals")
			b.open("/console/approvals/" + r.Offer)
			b.accessible(name + " consent")
			b.click("button[value=approved]")
			b.shows("Your decision was recorded")
			b.accessible(name + " approvals none")
			b.signIn(people.jo)
			b.open("/console/clauses/severance/impact?version=1")
			b.accessible(name + " impact")
			withdrawnInConsole(b, name)
			b.signIn(adminKey)
			b.open("/console/settings/bands")
			b.accessible(name + " bands none")
			b.fill("textarea[name=csv]", "level,place\nL4,Mars\n")
			b.click("section form button")
			b.accessible(name + " bands at fault")
			b.fill("textarea[name=csv]", "level,place,minimum,midpoint,maximum,currency,per,effective_from,source\nL4,US-CA,160000,190000,220000,USD,year,2026-01-01,Survey\n")
			b.click("section form button")
			b.shows("there already")
			b.accessible(name + " bands")
			b.open("/console/settings")
			b.accessible(name + " settings")
			h := read[struct {
				Webhook struct {
					ID string `json:"id"`
				} `json:"webhook"`
			}](t, s.post(http.StatusCreated, "/v1/webhooks", []byte(`{"url":"https://hooks.invalid/`+name+`"}`)))
			b.open("/console/settings/webhooks/" + h.Webhook.ID)
			b.accessible(name + " webhook")
			b.click("button[value=rotate]")
			b.shows("whsec_")
			b.accessible(name + " webhook rotated")
			b.click("button[value=off]")
			b.shows("disabled")
		})
	}
}

// withdrawnInConsole takes a version of a clause out of force from a later day on; a day that is over is refused.
func withdrawnInConsole(b *tab, name string) {
	b.t.Helper()
	clause := map[string]string{"320": "pay_steps", "1280": "authority"}[name]
	const form = "details:has(form[action$='/withdraw'])"
	fill := func(day string) {
		b.t.Helper()
		b.open("/console/clauses/" + clause)
		b.must(chromedp.Click(form+" summary"), chromedp.SetValue(form+" input[name=from]", day), chromedp.SetValue(form+" textarea", "the law changes"))
	}
	fill("2020-01-01")
	b.click(form + " button")
	b.shows("withdrawn from today or a later day on")
	fill("2099-01-01")
	b.accessible(name + " withdraw")
	b.click(form + " button")
	b.shows("no new letter takes the version")
	b.shows("withdrawn")
	b.shows("from 1 Jan 2099 on (the law changes)")
}
