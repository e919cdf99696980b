package sqlstore

import (
	"slices"
	"strings"

	"verbatim/internal/entity"
	"verbatim/internal/store"
)

// allows says whether a scope covers offers of an entity.
func allows(sc store.Scope, e entity.ID) bool {
	return len(sc.Entities) == 0 || slices.Contains(sc.Entities, e)
}

// sees limits a statement on offers o to what a scope covers: the only place that says it in SQL.
func (f *filter) sees(sc store.Scope) {
	f.among("o.entity", words(sc.Entities))
	f.parts = append(f.parts, f.person(sc)...)
}

// seesOf does the same for rows of another table, by the columns that hold their offer and its entity.
func (f *filter) seesOf(sc store.Scope, id, in string) {
	f.among(in, words(sc.Entities))
	if parts := f.person(sc); len(parts) > 0 {
		f.parts = append(f.parts, "EXISTS (SELECT 1 FROM offers o WHERE o.id = "+id+" AND "+strings.Join(parts, " AND ")+")")
	}
}

// person is what a scope says about the people whom offers o name. An offer that names nobody holds an empty id, so a reader
// without one is held against no name.
func (f *filter) person(sc store.Scope) (parts []string) {
	if !sc.Managed && !sc.Discreet {
		return nil
	}
	named := func(column string) string {
		if sc.Person == "" {
			return "1 = 0"
		}
		return column + " = " + f.arg(string(sc.Person))
	}
	asked := f.exists("approvals_open", "approver", words(sc.Asks))
	if sc.Managed {
		parts = append(parts, either(named("o.hiring_manager"), asked))
	}
	if sc.Discreet {
		waits := f.exists("review_queue", "decides", words(sc.Decides))
		parts = append(parts, either("o.confidential = 0", named("o.hiring_manager"), named("o.recruiter"), named("o.author"), waits, asked))
	}
	return parts
}

// exists says that a table has a row of offer o whose column is one of some values; empty when there are none.
func (f *filter) exists(table, column string, values []string) string {
	if len(values) == 0 {
		return ""
	}
	rows := &filter{parts: []string{"w.offer_id = o.id"}, args: f.args}
	rows.among("w."+column, values)
	f.args = rows.args
	return "EXISTS (SELECT 1 FROM " + table + " w" + rows.where() + ")"
}

// either says that one of some conditions holds; empty ones are left out.
func either(conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(c string) bool { return c == "" })
	return "(" + strings.Join(conditions, " OR ") + ")"
}
