package approval

import (
	"fmt"
	"reflect"
	"slices"
	"sync"

	"verbatim/internal/actor"
	"verbatim/internal/cal"
	"verbatim/internal/entity"
	"verbatim/internal/expr"
	"verbatim/internal/handoff"
	"verbatim/internal/terms"
)

// Band is where base pay stands in the band of its level and place.
type Band struct {
	Position string `json:"position"` // below, low, high, above
}

// Facts are what conditions look at.
type Facts struct {
	Sheet    terms.Sheet
	Hiring   *handoff.Hiring
	Letter   handoff.Letter
	Entity   entity.Entity
	Calendar cal.Calendar
	Day      cal.Date // on which chains are in force
	Band     *Band    // nil where there is no band
	Manager  actor.ID // the hiring manager's person id, empty for none
	Recruits actor.ID // the recruiter's
}

var vars = expr.Vars{
	"terms":   reflect.TypeFor[terms.Terms](),
	"hiring":  reflect.TypeFor[*handoff.Hiring](),
	"letter":  reflect.TypeFor[handoff.Letter](),
	"entity":  reflect.TypeFor[entity.Entity](),
	"band":    reflect.TypeFor[*Band](),
	expr.AsOf: reflect.TypeFor[cal.Date](),

	expr.CalendarVar: reflect.TypeFor[cal.Calendar](),
}

var environment = sync.OnceValues(func() (*expr.Env, error) { return expr.NewEnv(vars) })

func (f Facts) scope() (*expr.Scope, error) {
	return expr.Bind(map[string]any{
		"terms": f.Sheet.Terms, "hiring": f.Hiring, "letter": f.Letter, "entity": f.Entity, "band": f.Band, expr.AsOf: f.Day, expr.CalendarVar: f.Calendar,
	})
}

// Planned is what one step of a chain comes to for an offer.
type Planned struct {
	Spec
	// Asked says whether the step is asked.
	Asked bool `json:"asked"`
	// Condition is the expression that decided, empty where the step is always asked.
	Condition string `json:"condition,omitempty"`
	// Unknown says why the condition could not be judged: the step is then asked.
	Unknown string `json:"unknown,omitempty"`
}

// Select gives the chains for an offer: of each id the version that is pinned, else the highest in force on the day.
func Select(chains []Chain, f Facts, pins map[string]int) []Chain {
	best := map[string]int{}
	for _, c := range chains {
		if c.holds(f.Day) && (len(c.Entities) == 0 || slices.Contains(c.Entities, f.Entity.ID)) {
			best[c.ID] = max(best[c.ID], c.Version)
		}
	}
	for id, version := range pins {
		best[id] = version
	}
	var out []Chain
	for _, c := range chains {
		if best[c.ID] == c.Version {
			out = append(out, c)
		}
	}
	return out
}

// Plan says which steps the chains ask for, and why each of the others is not asked.
func Plan(chains []Chain, f Facts) ([]Planned, error) {
	scope, err := f.scope()
	if err != nil {
		return nil, fmt.Errorf("facts of approvals: %w", err)
	}
	var out []Planned
	for _, c := range chains {
		whole := judge(c.When, scope)
		for _, s := range c.Steps {
			p := Planned{Spec: s.Spec, Asked: whole.yes, Condition: whole.source, Unknown: whole.unknown}
			if own := judge(s.When, scope); whole.yes && s.When != nil {
				p.Asked, p.Condition, p.Unknown = own.yes, own.source, own.unknown
			}
			p.Approvers, p.EscalateTo = f.resolve(s.Approvers), f.person(s.EscalateTo)
			out = append(out, p)
		}
	}
	return onlyAsked(out), nil
}

// onlyAsked leaves in After the steps that are asked. A step that waits for one that is not waits for what that waited for.
func onlyAsked(plan []Planned) []Planned {
	before := map[string][]string{}
	for i := range plan {
		var after []string
		for _, id := range plan[i].After {
			at := slices.IndexFunc(plan, func(p Planned) bool { return p.ID == id })
			if at >= 0 && plan[at].Asked {
				after = append(after, id)
			} else {
				after = append(after, before[id]...)
			}
		}
		slices.Sort(after)
		plan[i].After = slices.Compact(after)
		before[plan[i].ID] = plan[i].After
	}
	return plan
}

type verdict struct {
	yes             bool
	source, unknown string
}

// judge evaluates a condition. What cannot be judged is asked: consent is never skipped by an accident.
func judge(p *expr.Program, s *expr.Scope) verdict {
	if p == nil {
		return verdict{yes: true}
	}
	yes, err := p.True(s)
	if err != nil {
		return verdict{yes: true, source: p.Source(), unknown: err.Error()}
	}
	return verdict{yes: yes, source: p.Source()}
}

// resolve turns the people of the hiring part into persons. One that the offer does not name is left to HR operations.
func (f Facts) resolve(in []Approver) []Approver {
	out := make([]Approver, 0, len(in))
	for _, a := range in {
		out = append(out, f.person(a))
	}
	return out
}

func (f Facts) person(a Approver) Approver {
	named := map[Approver]actor.ID{hiringPrefix + "hiring_manager": f.Manager, hiringPrefix + "recruiter": f.Recruits}
	id, hiring := named[a]
	switch {
	case !hiring:
		return a
	case id == "":
		return OfRole(actor.HROps)
	}
	return OfPerson(id)
}
