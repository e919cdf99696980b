package clause

import (
	"fmt"
	"reflect"
	"sync"

	"verbatim/internal/cal"
	"verbatim/internal/expr"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Facts is all that a wording may read: the compared terms, and what is known around them. It is a value; nothing in it
// changes while a letter is laid out.
type Facts struct {
	Terms     terms.Terms
	Candidate Candidate
	Employer  terms.Employer
	Entity    Entity
	Place     Places
	Letter    Letter
	AsOf      cal.Date
	Calendar  cal.Calendar
	Parties   []Party
	Paper     *terms.Document // the companion that is being written; nil in the letter itself
	Zone      string          // IANA zone in which instants are worded
}

// Candidate is the person, as far as wording may depend on it.
type Candidate struct {
	Name      terms.Name  `json:"name"`
	Residence *place.Code `json:"residence,omitempty"`
	Guardian  *terms.Name `json:"guardian,omitempty"`
}

// Entity is the employing entity as letters name it.
type Entity struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	ShortName string     `json:"short_name"`
	Place     place.Code `json:"place"`

	Signatories []Signatory `json:"signatories"`
}

// Signatory is a person who may sign for the entity.
type Signatory struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Title string `json:"title"`
}

// Places are the three places that law can look at.
type Places struct {
	Work      place.Code  `json:"work"`
	Residence *place.Code `json:"residence,omitempty"`
	Law       place.Code  `json:"law"`
}

// Letter is the letter that is being written.
type Letter struct {
	Kind     string   `json:"kind"`
	Date     cal.Date `json:"date"`
	Number   int      `json:"number"`
	Language string   `json:"language"`
	// Amends is the letter that this one changes; nil for one that changes none.
	Amends *Amended `json:"amends,omitempty"`
}

// Amended is a letter that another one changes.
type Amended struct {
	// Number is the number of its version.
	Number int `json:"number"`
	// Date is the day that it bears; nil where the letter itself is not at hand, such as without a database.
	Date *cal.Date `json:"date,omitempty"`
}

// Party is somebody other than employer and candidate.
type Party struct {
	ID   terms.ID `json:"id"`
	Role string   `json:"role"`
	Name string   `json:"name"`
}

// Sheet is the compared part of the facts.
func (f Facts) Sheet() terms.Sheet {
	return terms.Sheet{Candidate: terms.Candidate{Name: f.Candidate.Name}, Employer: f.Employer, Terms: f.Terms}
}

var baseVars = expr.Vars{
	"terms":     reflect.TypeFor[terms.Terms](),
	"candidate": reflect.TypeFor[Candidate](),
	"employer":  reflect.TypeFor[terms.Employer](),
	"entity":    reflect.TypeFor[Entity](),
	"place":     reflect.TypeFor[Places](),
	"letter":    reflect.TypeFor[Letter](),
	"paper":     reflect.TypeFor[*terms.Document](),
	"first":     reflect.TypeFor[bool](),
	expr.AsOf:   reflect.TypeFor[cal.Date](),

	expr.CalendarVar: reflect.TypeFor[cal.Calendar](),
}

// scope binds the facts for evaluation. first is true for a clause that is laid out once.
func (f Facts) scope() (*expr.Scope, error) {
	return expr.Bind(map[string]any{
		"terms": f.Terms, "candidate": f.Candidate, "employer": f.Employer, "entity": f.Entity, "place": f.Place, "letter": f.Letter,
		"paper": f.Paper, "first": true, expr.AsOf: f.AsOf, expr.CalendarVar: f.Calendar,
	})
}

// envKey names an environment: the base variables, and what item and outer are.
type envKey struct{ item, outer reflect.Type }

var envs sync.Map // envKey to *expr.Env; environments are immutable, and ready once built

func envFor(k envKey) (*expr.Env, error) {
	made, _ := envs.LoadOrStore(k, sync.OnceValues(func() (*expr.Env, error) { return newEnv(k) }))
	return made.(func() (*expr.Env, error))()
}

// newEnv adds item and outer to the base variables; only the base itself is made of nothing.
func newEnv(k envKey) (e *expr.Env, err error) {
	switch {
	case k.outer != nil:
		if e, err = envFor(envKey{item: k.item}); err == nil {
			e, err = e.With("outer", k.outer)
		}
	case k.item != nil:
		if e, err = envFor(envKey{}); err == nil {
			e, err = e.With("item", k.item)
		}
	default:
		e, err = expr.NewEnv(baseVars)
	}
	if err != nil {
		return nil, fmt.Errorf("environment of wordings: %w", err)
	}
	return e, nil
}
