package desk

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"verbatim/internal/approval"
	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/entity"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// The codes of what keeps a gate shut.
const (
	ReasonOpen     = string(fault.CodeOpenFlag)
	ReasonChanges  = string(fault.CodeChangesRequired)
	ReasonRefused  = string(fault.CodeRefusedFlag)
	ReasonBlocked  = string(fault.CodeFlagBlocks)
	ReasonFallback = string(fault.CodeFallbackUnused)
	ReasonNotTold  = string(fault.CodeNotTold)
	ReasonStale    = string(fault.CodeLetterStale)
	ReasonNoLetter = string(fault.CodeNoLetter)
	ReasonApproval = string(fault.CodeApprovalMissing)
	ReasonUnread   = string(fault.CodeReadBackMissing)
	ReasonUnsigned = string(fault.CodeEmployerUnsigned)
	ReasonObjected = string(fault.CodeReadBackObjects)
	ReasonRejected = string(fault.CodeApprovalRefused)
)

// standing is what the gate of one letter version is judged by.
type standing struct {
	entity     entity.Entity
	today      cal.Date
	letterDate cal.Date
	amendments []terms.Amendment
	reworded   []rewording
	told       map[toldOf]bool // of what the candidate was told, or a reason was given not to
	flags      []review.Flag
	approvals  approval.Book
	unsigned   int     // signatures for the employer that the letter says it has, and has not
	read       Reading // what who made the promise said of the letter
}

// rewording is a clause that a letter has in a fallback's words, and which of its terms are material: an agreed fallback
// gives or takes something beside the values, so the candidate learns of it before the letter comes.
type rewording struct {
	toldOf
	Terms []terms.Pointer
}

// rewordings are the clauses in other words than the standard ones that carry a material term.
func rewordings(choices []letter.Choice, written terms.Written) []rewording {
	var out []rewording
	for _, c := range choices {
		r := rewording{toldOf: toldOf{Clause: c.Clause, Position: c.Position}}
		for _, l := range written.Leaves {
			if e, _ := terms.Lookup(l.Term); e.Material && strings.HasPrefix(l.Clause, c.Clause+"@") {
				r.Terms = append(r.Terms, l.Term)
			}
		}
		if c.Position != clause.Standard && len(r.Terms) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// standingFrom is what the gate of a stored version is judged by. The day and the read-back are the caller's to add.
func standingFrom(e entity.Entity, v letter.Version, h history, flags []review.Flag) standing {
	return standing{
		entity: e, letterDate: v.Lock.LetterDate, amendments: v.Amendments, reworded: rewordings(v.Choices, v.Written),
		told: h.told, flags: flags, approvals: *h.book, unsigned: signsFirst(v.Written.Sheet) - h.signed[v.Number],
	}
}

// gate lists everything that stands between a letter and its issue.
func (s standing) gate() Gate {
	var reasons []Reason
	for _, f := range s.flags {
		if r, shut := flagReason(f); shut {
			reasons = append(reasons, r)
		}
	}
	reasons = append(reasons, s.untold()...)
	if age := s.letterDate.DaysUntil(s.today); age > s.entity.LetterDateDays {
		reasons = append(reasons, Reason{
			Code:    ReasonStale,
			Message: fmt.Sprintf("The letter is dated %d days ago and may be at most %d days old: revise it with redate.", age, s.entity.LetterDateDays),
		})
	}
	reasons = append(reasons, missing(s.approvals)...)
	reasons = append(reasons, s.read.reasons()...)
	if s.unsigned > 0 {
		reasons = append(reasons, Reason{
			Code: ReasonUnsigned, Term: signsTerm,
			Message: fmt.Sprintf("The letter says that the employer has signed it: signatures to be recorded before it is issued: %d.", s.unsigned),
		})
	}
	return Gate{Open: len(reasons) == 0, Reasons: reasons}
}

// untold are the amendments and fallbacks of which the candidate must be told.
func (s standing) untold() []Reason {
	var reasons []Reason
	for _, a := range s.amendments {
		if e, _ := terms.Lookup(a.Term); e.Material && a.ToldCandidateAt == nil && !s.told[toldOf{Amendment: a.ID}] {
			reasons = append(reasons, Reason{
				Code: ReasonNotTold, Term: a.Term, Amendment: a.ID,
				Message: fmt.Sprintf("Amendment %s changes a material term: tell the candidate, or say why not.", a.ID),
			})
		}
	}
	for _, r := range s.reworded {
		if !s.told[r.toldOf] {
			reasons = append(reasons, Reason{
				Code: ReasonNotTold, Term: r.Terms[0], Clause: r.Clause, Position: r.Position,
				Message: fmt.Sprintf("The words of %s in clause %s concern a material term: tell the candidate, or say why not.", r.Position, r.Clause),
			})
		}
	}
	return reasons
}

// explain gives a refusal to issue one fault for each reason: which rule, which term and who decides, but no content.
func (g Gate) explain(err error) error {
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != fault.CodeGate || len(g.Reasons) == 0 {
		return err
	}
	e.Faults = nil
	for _, r := range g.Reasons {
		f := fault.Fault{Code: fault.Code(r.Code), Term: string(r.Term), Message: r.Message}
		switch {
		case r.Code == ReasonBlocked:
			f.Message = fmt.Sprintf("Flag %s (%s) blocks: the record, the clause or the rule must change.", r.Flag, r.Rule)
		case r.Code == ReasonOpen:
			f.Message = fmt.Sprintf("Flag %s (%s) waits for a decision of %s.", r.Flag, r.Rule, r.Decides)
		case r.Flag != "":
			f.Message = fmt.Sprintf("Flag %s (%s) was decided: %s. Write the next version.", r.Flag, r.Rule, strings.ReplaceAll(r.Code, "_", " "))
		}
		e.Faults = append(e.Faults, f)
	}
	return e
}

func flagReason(f review.Flag) (Reason, bool) {
	r := Reason{Flag: f.ID, Rule: f.Deviation.Code, Decides: f.Deviation.Decides, Message: f.Deviation.Message}
	if len(f.Deviation.Terms) > 0 {
		r.Term = f.Deviation.Terms[0]
	}
	switch review.StatusOf(f) {
	case review.Open:
		r.Code = ReasonOpen
	case review.ChangesRequired:
		r.Code = ReasonChanges
	case review.Refused:
		r.Code = ReasonRefused
	case review.Blocked:
		r.Code = ReasonBlocked
	default:
		if f.Opens() {
			return Reason{}, false
		}
		r.Code = ReasonFallback
	}
	return r, true
}

// now is the service's clock to the millisecond, which is what is stored.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// counts are what an offer's row keeps of its letter, for lists.
func counts(flags []review.Flag) (open, blocked int) {
	for _, f := range flags {
		switch f.Status {
		case review.Open, review.ChangesRequired:
			open++
		case review.Blocked, review.Refused:
			blocked++
		}
	}
	return open, blocked
}

// unknownTerms are the terms that rules lacked: what makes a verdict "cannot be judged".
func unknownTerms(flags []review.Flag) []terms.Pointer {
	var out []terms.Pointer
	for _, f := range flags {
		if f.Deviation.Outcome == policy.Unknown {
			out = append(out, f.Deviation.Missing...)
		}
	}
	return out
}
