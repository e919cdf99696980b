package funnel

import (
	"slices"
	"time"

	"verbatim/internal/cal"
)

// Dimension is what numbers are broken down by.
type Dimension string

// The dimensions.
const (
	ByDepartment    Dimension = "department"
	ByLevel         Dimension = "level"
	ByHiringManager Dimension = "hiring_manager"
	ByRecruiter     Dimension = "recruiter"
	ByPlace         Dimension = "place"
	ByEntity        Dimension = "entity"
)

// Dimensions lists them in the order of reports.
func Dimensions() []Dimension {
	return []Dimension{ByDepartment, ByLevel, ByHiringManager, ByRecruiter, ByPlace, ByEntity}
}

// Of gives the case's value in a dimension; empty when it was never stated.
func (d Dimension) Of(c *Case) string {
	switch d {
	case ByDepartment:
		return c.Groups.Department
	case ByLevel:
		return c.Groups.Level
	case ByHiringManager:
		return c.Groups.HiringManager
	case ByRecruiter:
		return c.Groups.Recruiter
	case ByPlace:
		return c.Place
	case ByEntity:
		return c.Entity
	}
	return ""
}

// Query is what a report is asked for.
type Query struct {
	From, To *cal.Date      // first and last day of the period in Zone; nil for no bound
	Zone     *time.Location // nil is UTC
	Entities []string       // what the reader may see; none means all
	Filter   map[Dimension]string
	GroupBy  []Dimension // none means all of them
	Imported bool        // counts offers from another system's history too
	Working  bool        // counts the days of Calendar that are worked, in Zone, instead of all of them
	Calendar cal.Calendar
	Now      time.Time

	// Discreet keeps the ids of confidential offers that do not name Reader out of every list. They count in figures.
	Discreet bool
	Reader   string // person id
}

// names says whether the reader may be told of a case by its id.
func (q Query) names(c *Case) bool {
	if !q.Discreet || !c.Confidential {
		return true
	}
	return q.Reader != "" && slices.Contains([]string{c.Groups.HiringManager, c.Groups.Recruiter, c.Author}, q.Reader)
}

// window is a query's period as instants: from is inclusive, to exclusive, each zero for no bound.
type window struct {
	from, to, now time.Time
	workdays      *workdays // nil counts every day
}

func (q Query) window() window {
	w := window{now: q.Now}
	zone := q.zone()
	if q.From != nil {
		w.from = q.From.In(zone, 0, 0)
	}
	if q.To != nil {
		w.to = q.To.AddDays(1).In(zone, 0, 0)
	}
	if q.Working {
		w.workdays = countWorkdays(q.Calendar, zone, q.Now)
	}
	return w
}

func (q Query) zone() *time.Location {
	if q.Zone == nil {
		return time.UTC
	}
	return q.Zone
}

// before is the period of the same length that ends where this one begins; false when it has no two ends.
func (q Query) before() (window, bool) {
	if q.From == nil || q.To == nil {
		return window{}, false
	}
	days := q.From.DaysUntil(*q.To) + 1
	from, to := q.From.AddDays(-days), q.From.AddDays(-1)
	q.From, q.To = &from, &to
	return q.window(), true
}

func (w window) has(t time.Time) bool {
	return !t.IsZero() && !t.Before(w.from) && (w.to.IsZero() || t.Before(w.to))
}

// picks says whether the query counts a case at all.
func (q Query) picks(c *Case) bool {
	if !c.Counts() || (c.Imported && !q.Imported) {
		return false
	}
	if len(q.Entities) > 0 && !slices.Contains(q.Entities, c.Entity) {
		return false
	}
	for d, want := range q.Filter {
		if d.Of(c) != want {
			return false
		}
	}
	return true
}

func (q Query) dimensions() []Dimension {
	if len(q.GroupBy) == 0 {
		return Dimensions()
	}
	return q.GroupBy
}
