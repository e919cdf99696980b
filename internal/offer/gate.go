package offer

import (
	"verbatim/internal/fault"
	"verbatim/internal/terms"
)

// Gate is what stands between a letter and its issue. Desk builds it from flags, amendments and dates; here only names
// of things stand, since the life of an offer knows neither rules nor decisions. Its zero value is open.
type Gate struct {
	NoLetter  bool            // no letter version was written
	Open      []string        // ids of flags that wait for somebody
	Refused   []string        // ids of flags that were refused or ask for changes: the letter must change
	Blocked   []string        // ids of flags that nobody can decide away
	Unwritten []terms.Pointer // said, not printed, and accepted by nobody
	NotTold   []terms.ID      // amendments of material terms: the candidate was not told and no reason is given
	Reworded  []string        // clauses in a fallback's words that carry a material term: likewise
	Approvals []string        // approvals that are missing
	Rejected  []string        // approvals that were refused: the terms must change
	Unread    bool            // who made the promise has not confirmed the letter, and the entity asks for it
	Unsigned  bool            // the letter says that the employer has signed it, and not everybody has
	Objected  bool            // who made the promise objected: the letter must change
	StaleDate bool            // the letter date is older than the entity allows
}

// Clear says whether nothing stands in the way.
func (g Gate) Clear() bool {
	return !g.NoLetter && !g.StaleDate && !g.Unread && !g.Unsigned && !g.Objected && g.shut() == 0 && len(g.Refused) == 0 && len(g.Blocked) == 0 && len(g.Rejected) == 0
}

// shut counts what waits for somebody.
func (g Gate) shut() int {
	return len(g.Open) + len(g.Unwritten) + len(g.NotTold) + len(g.Reworded) + len(g.Approvals)
}

// StateOf names where a letter that is not issued stands: drafted when there is none, or it must change first (blocked,
// refused, stale), in review when something waits for somebody, approved when nothing does.
func StateOf(g Gate) State {
	switch {
	case g.NoLetter || g.StaleDate || g.Objected || len(g.Blocked) > 0 || len(g.Refused) > 0 || len(g.Rejected) > 0:
		return Drafted
	case g.shut() > 0 || g.Unread || g.Unsigned:
		return InReview
	}
	return Approved
}

// refuse says why a letter with this gate cannot be issued, nil when it can. A stale letter date alone has its own code,
// since its way out is another: redate.
func (g Gate) refuse() error {
	if g.Clear() {
		return nil
	}
	faults := g.faults()
	if g.StaleDate && len(faults) == 0 {
		return fault.New(fault.Conflict, fault.CodeLetterStale,
			"The letter date is older than the employer allows: make the next version with redate.")
	}
	e := fault.New(fault.Conflict, fault.CodeGate, "The letter cannot be sent: something stands between it and its issue.")
	e.Faults = faults
	return e
}

func (g Gate) faults() []fault.Fault {
	var out []fault.Fault
	add := func(code fault.Code, term terms.Pointer, message string) {
		out = append(out, fault.Fault{Code: code, Term: string(term), Message: message})
	}
	if g.NoLetter {
		add(fault.CodeGate, "", "No letter was written yet.")
	}
	for _, id := range g.Blocked {
		add(fault.CodeFlagBlocks, "", "Flag "+id+" blocks: the record, the clause or the rule must change.")
	}
	for _, id := range g.Refused {
		add(fault.CodeGate, "", "Flag "+id+" was refused or asks for changes: write the next version.")
	}
	for _, id := range g.Open {
		add(fault.CodeGate, "", "Flag "+id+" waits for a decision.")
	}
	for _, p := range g.Unwritten {
		add(fault.CodeGate, p, "This was said and no clause prints it: write it, amend it away, or let HR operations accept it.")
	}
	for _, id := range g.NotTold {
		add(fault.CodeNotTold, "", "Amendment "+string(id)+" changes a material term: tell the candidate, or give the reason why not.")
	}
	for _, id := range g.Reworded {
		add(fault.CodeNotTold, "", "Clause "+id+" has other words than the standard ones, and carries a material term: tell the candidate, or give the reason why not.")
	}
	for _, id := range g.Rejected {
		add(fault.CodeApprovalRefused, "", "Approval "+id+" was rejected: change the terms.")
	}
	for _, id := range g.Approvals {
		add(fault.CodeApprovalMissing, "", "Approval "+id+" is missing.")
	}
	if g.Objected {
		add(fault.CodeReadBackObjects, "", "Who made the promise objected to this letter: write the next version.")
	}
	if g.Unread {
		add(fault.CodeReadBackMissing, "", "Who made the promise has not confirmed yet that this letter says it.")
	}
	if g.Unsigned {
		add(fault.CodeEmployerUnsigned, "", "The letter says that the employer has signed it: record the signature first.")
	}
	return out
}

// signable says whether nothing but the employer's signature keeps the letter from its issue. Before that it can still
// change, and a signature would be under other words.
func (g Gate) signable() bool {
	g.Unsigned = false
	return g.Clear()
}
