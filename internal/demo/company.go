package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/policy"
)

// team is a department with those who hire for it.
type team struct {
	department string
	titles     map[string]string // by level
	managers   []string          // staff addresses
	recruiter  string
	weight     int // how many of the offers are its own
	seniors    int // how many more of its offers than elsewhere are for the senior level
}

var teams = []team{
	{
		department: "Platform", recruiter: "robin.lee@acme.example", managers: []string{"kim.park@acme.example", "lena.vogt@acme.example"}, weight: 5, seniors: 5,
		titles: map[string]string{"L3": "Software Engineer", "L4": "Software Engineer II", "L5": "Senior Software Engineer", "L6": "Staff Software Engineer"},
	},
	{
		department: "Product", recruiter: "priya.shah@acme.example", managers: []string{"idris.khan@acme.example", "mara.silva@acme.example"}, weight: 3,
		titles: map[string]string{"L3": "Associate Product Manager", "L4": "Product Manager", "L5": "Senior Product Manager", "L6": "Group Product Manager"},
	},
	{
		department: "Sales", recruiter: "tom.becker@acme.example", managers: []string{"ana.costa@acme.example", "joe.brandt@acme.example"}, weight: 3,
		titles: map[string]string{"L3": "Sales Associate", "L4": "Account Executive", "L5": "Senior Account Executive", "L6": "Regional Sales Manager"},
	},
	{
		department: "Finance", recruiter: "priya.shah@acme.example", managers: []string{"noor.haddad@acme.example"}, weight: 2,
		titles: map[string]string{"L3": "Accountant", "L4": "Financial Analyst", "L5": "Senior Financial Analyst", "L6": "Finance Manager"},
	},
	{
		department: "Operations", recruiter: "tom.becker@acme.example", managers: []string{"sam.oneill@acme.example", "yuki.mori@acme.example"}, weight: 3,
		titles: map[string]string{"L3": "Operations Associate", "L4": "Operations Specialist", "L5": "Operations Manager", "L6": "Senior Operations Manager"},
	},
}

// levels with how often they are hired, and the midpoint of their pay in US dollars.
var levels = []struct {
	name     string
	weight   int
	midpoint int
}{{"L3", 4, 110_000}, {"L4", 5, 140_000}, {"L5", 4, 175_000}, {"L6", 2, 215_000}}

// places with how often they are hired for, and what their pay is in hundredths of the first.
var places = []struct {
	code, entity, city, postal string
	weight, pay                int
}{
	{"US-CA", "acme-us", "San Francisco", "94105", 4, 100},
	{"US-TX", "acme-us", "Austin", "78701", 2, 88},
	{"GB-ENG", "acme-uk", "Manchester", "M1 3HE", 2, 52},
}

// senior says whether the company's trouble lies here: the senior level of one team.
func (p plan) senior() bool { return p.team.department == "Platform" && senior(p.level) }

// jobFamily is the family of jobs that the offer is for.
func (p plan) jobFamily() string {
	if p.team.department == "Platform" {
		return platformJobs
	}
	return p.team.department
}

func senior(level string) bool { return level == "L6" }

var (
	givenNames  = strings.Fields("Ana Chidi Mei Lukas Fatima Owen Priya Jonas Sofia Kwame Elena Tariq Nora Diego Hana Milan Ingrid Rafael Aisha Theo Lucia Bao Amara Felix Zoe Ravi Clara Omar Greta Pablo Leila Noah Ida Marek Yara Simon Vera Aziz Paula Erik")
	familyNames = strings.Fields("Ruiz Eze Lin Weber Hassan Price Nair Berg Rossi Mensah Petrova Aziz Larsen Castro Sato Novak Dahl Moreno Yilmaz Martin Costa Tran Okafor Keller Dupont Iyer Schulz Said Jensen Vega Karimi Cohen Lund Kowal Haddad Frost Ivanov Khan Prado Nyberg")
)

// name makes a candidate's name.
func name(r *rand.Rand) (given, family string) {
	return givenNames[r.IntN(len(givenNames))], familyNames[r.IntN(len(familyNames))]
}

// senior platform engineers were last looked at this long ago, and everybody else this long.
const (
	staleBands = 18 // months
	freshBands = 3
)

// platformJobs is the family of jobs whose bands are kept apart.
const platformJobs = "Platform engineering"

// setBands keeps a band for each level and place, and one more for platform engineers.
func setBands(ctx context.Context, d *desk.Service, by actor.Actor, until time.Time) error {
	var bands []policy.Band
	for _, l := range levels {
		for _, p := range places {
			for _, f := range []string{"", platformJobs} {
				months := freshBands
				if f == platformJobs && senior(l.name) {
					months = staleBands
				}
				amount := func(percent int) money.Decimal {
					return money.MustDecimal(fmt.Sprint(l.midpoint * p.pay / 100 * percent / 100))
				}
				b := policy.Band{
					Level: l.name, Place: place.Code(p.code), JobFamily: f, Minimum: amount(80), Midpoint: amount(100), Maximum: amount(125), Currency: "USD",
					Per: money.PerYear, From: cal.DateOf(until.AddDate(0, -months, 0)), Source: "made up",
				}
				if p.entity == "acme-uk" {
					b.Currency = "GBP"
				}
				bands = append(bands, b)
			}
		}
	}
	_, err := d.ImportBands(ctx, by, bands)
	return err
}

// pick draws an index by weight.
func pick(r *rand.Rand, n int, weight func(int) int) int {
	total := 0
	for i := range n {
		total += weight(i)
	}
	at := r.IntN(total)
	for i := range n {
		if at -= weight(i); at < 0 {
			return i
		}
	}
	return n - 1
}

// record writes the handoff record of a plan in one round: the pay grows by four per cent each further round.
func (p plan) record(round int) map[string]any {
	place := places[p.place]
	pay := p.pay
	for range round - 1 {
		pay = pay * 104 / 100
	}
	pay = pay / 100 * 100
	currency, language, region := "USD", "en-US", place.code
	if place.entity == "acme-uk" {
		currency, language, region = "GBP", "en-GB", ""
	}
	address := map[string]any{"lines": []any{fmt.Sprintf("%d Station Road", 1+p.number%180)}, "city": place.city, "postal_code": place.postal, "country": place.code[:2]}
	if region != "" {
		address["region"] = region
	}
	return map[string]any{
		"schema": "handoff/v1",
		"letter": map[string]any{"kind": "standard", "languages": []any{language}},
		"source": map[string]any{"system": "demo", "account": "acme", "application": fmt.Sprintf("D%06d", p.number), "version": fmt.Sprint(round)},
		"hiring": map[string]any{
			"requisition": fmt.Sprintf("REQ-%d", 1000+p.number%400), "department": p.team.department, "level": p.level,
			"hiring_manager": p.manager, "recruiter": p.team.recruiter, "job_family": p.jobFamily(),
		},
		"agreed":    map[string]any{"by": p.team.recruiter, "with": []any{"candidate"}, "at": p.said(round), "channel": p.channel, "answer": p.answer},
		"candidate": map[string]any{"name": map[string]any{"given": p.given, "family": p.family, "full": p.given + " " + p.family}, "address": address},
		"employer":  map[string]any{"entity": place.entity},
		"terms":     p.terms(place.code, place.city, currency, pay),
	}
}

// terms are ordinary ones, and now and then a sign-on bonus or a promise in prose that legal must look at.
func (p plan) terms(code, city, currency string, pay int) map[string]any {
	t := map[string]any{
		"role":       map[string]any{"title": p.team.titles[p.level], "reports_to": []any{map[string]any{"id": "manager", "title": "Head of " + p.team.department}}},
		"engagement": map[string]any{"type": "indefinite", "time": "full_time"},
		"place":      map[string]any{"jurisdiction": code, "arrangement": "hybrid", "sites": []any{map[string]any{"id": "office", "name": city}}},
		"start":      map[string]any{"type": "after", "length": map[string]any{"weeks": 4}, "event": "acceptance"},
		"base_pay":   map[string]any{"rate": map[string]any{"amount": fmt.Sprint(pay), "currency": currency, "per": "year"}, "paid": "monthly"},
		"offer":      map[string]any{"expires": map[string]any{"type": "after", "length": map[string]any{"business_days": 7}, "event": "issue"}},
	}
	if currency == "USD" {
		t["engagement"].(map[string]any)["overtime_status"] = "exempt"
		t["termination"] = map[string]any{"at_will": true}
	} else {
		british(t)
	}
	if p.signOn {
		t["one_time_payments"] = []any{map[string]any{
			"id": "sign_on", "type": "sign_on", "size": map[string]any{"type": "amount", "amount": "10000", "currency": currency},
			"due": map[string]any{"type": "after", "length": map[string]any{"days": 30}, "event": "start"},
		}}
	}
	if p.special {
		t["special_terms"] = []any{map[string]any{"id": "four_day_week", "label": "Four-day week", "text": "You may work four days a week until the end of June, at full pay."}}
	}
	return t
}

// british adds what a statement of particulars must say.
func british(t map[string]any) {
	t["engagement"].(map[string]any)["continuous_service"] = map[string]any{"from": map[string]any{"type": "event", "event": "start"}}
	t["hours"] = map[string]any{
		"per_week": "37.5", "days": []any{"mon", "tue", "wed", "thu", "fri"}, "begins": "09:00", "ends": "17:30", "break_minutes": 60, "variable": false,
		"overtime": map[string]any{"paid": false},
	}
	t["base_pay"].(map[string]any)["pay_day"] = "the 25th of the month"
	t["benefits"] = []any{map[string]any{
		"id": "pension", "type": "pension", "auto_enrolment": true, "opt_out": true, "counted_on": "base_pay",
		"contributions": []any{map[string]any{"id": "all", "employer": "6", "employee": "5"}},
	}}
	t["time_off"] = map[string]any{
		"vacation": map[string]any{
			"type": "entitlement", "per_year": map[string]any{"days": 27}, "days_per_week": "5", "includes_holidays": false, "year_begins": "january",
			"carry_over": true, "carry_over_most": map[string]any{"days": 5}, "pay": "normal", "paid_on_leaving": true,
		},
		"holidays": map[string]any{"type": "public", "paid": 8},
		"sick":     map[string]any{"type": "entitlement", "scheme": "SSP, made up to full pay", "full_pay": map[string]any{"weeks": 4}},
		"other_paid": []any{
			map[string]any{"id": "family", "type": "shared_parental", "paid": "statutory"},
			map[string]any{"id": "volunteering", "type": "volunteering", "length": map[string]any{"days": 2}, "every": map[string]any{"years": 1}, "paid": "full"},
		},
	}
	t["termination"] = map[string]any{
		"form": "written",
		"notice": []any{
			map[string]any{"id": "employee", "from": "employee", "length": map[string]any{"months": 3}},
			map[string]any{"id": "employer", "from": "employer", "length": map[string]any{"months": 3}},
		},
	}
	t["statutory_particulars"] = []any{
		map[string]any{"id": "training", "item": "training", "none": true},
		map[string]any{"id": "collective", "item": "collective_agreements", "none": true},
		map[string]any{"id": "disciplinary", "item": "disciplinary_and_grievance", "document": "handbook"},
	}
	t["documents"] = []any{map[string]any{"id": "handbook", "type": "handbook", "name": "Staff Handbook", "delivery": "enclosed"}}
}
