package openapi

import (
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/auth"
)

// Permissions writes the table of who may do what, for readers: one row for each operation, one column for each role.
func Permissions(routes []api.Route) []byte {
	var b strings.Builder
	b.WriteString("# Who may do what\n\nMade from the table in `internal/auth`, which the server reads: do not edit. " +
		"A key may have several roles; one that is marked is enough. Every reading and writing of an offer is further limited to the entities of the key: what lies outside is not found.\n\n" +
		"A hiring manager who has no other role that reads offers sees those whose `hiring.hiring_manager` is that person.\n\n" +
		"An offer whose record says `hiring.confidential` is seen by legal and admins, by its hiring manager, its recruiter and whoever handed over, " +
		"and by who is asked to decide on one of its flags or to approve a step, as long as that waits. For everybody else it is not found: " +
		"no read, list, queue, search, precedent, feed or list of ids in the numbers holds it. It counts in sums and rates. Webhooks are made by admins, and hear of it.\n\n")
	b.WriteString("| operation | request |")
	rule := "\n|---|---|"
	for _, r := range actor.Roles() {
		b.WriteString(" " + string(r) + " |")
		rule += "---|"
	}
	b.WriteString(" besides |" + rule + "---|\n")
	for _, r := range routes {
		p, _ := auth.Permit(r.Operation)
		b.WriteString("| " + string(r.Operation) + " | `" + r.Method + " " + r.Path + "` |")
		for _, role := range actor.Roles() {
			mark := " "
			if p.Allows(actor.Actor{Roles: []actor.Role{role}}) {
				mark = " yes "
			}
			b.WriteString(mark + "|")
		}
		why := p.Why
		if p.Public {
			why = strings.TrimPrefix(strings.Join([]string{why, "needs no key"}, "; "), "; ")
		}
		b.WriteString(" " + why + " |\n")
	}
	return []byte(b.String())
}
