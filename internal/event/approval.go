package event

// The types of business approvals. Each has the facts step (chain.step) and attempt (how often the step was asked anew,
// from 1). Reasons, and the digest of the terms that were asked about, are sealed.
const (
	// ApprovalAsked has the whole step as facts: title, rule, chain (id@version), approvers, need, after, covers, timers;
	// later when it waits for other steps first.
	ApprovalAsked Type = "approval.asked"
	// ApprovalOpened is that a step which waited for others now waits for its approvers.
	ApprovalOpened Type = "approval.opened"
	// ApprovalGiven is one consent: as (the approvers that it counts for), for (person id of who had delegated), complete
	// (whether the step is settled by it).
	ApprovalGiven Type = "approval.given"
	// ApprovalRejected settles the step against the terms; as and for are as above.
	ApprovalRejected Type = "approval.rejected"
	// ApprovalCarried is that other terms changed, and what was settled stays so.
	ApprovalCarried Type = "approval.carried"
	// ApprovalWithdrawn is that the terms no longer ask for the step.
	ApprovalWithdrawn Type = "approval.withdrawn"
	// ApprovalOverridden is that an administrator settled the step without its approvers.
	ApprovalOverridden Type = "approval.overridden"
	// ApprovalReplaced puts another approver (to) in the place of one (from); the step does not begin anew.
	ApprovalReplaced Type = "approval.replaced"
	// ApprovalReminded is that the approvers were to be reminded.
	ApprovalReminded Type = "approval.reminded"
	// ApprovalEscalated is that somebody else (to) is asked too, since nobody answered.
	ApprovalEscalated Type = "approval.escalated"
)

// Approvals lists the types of business approvals.
func Approvals() []Type {
	return []Type{
		ApprovalAsked, ApprovalOpened, ApprovalGiven, ApprovalRejected, ApprovalCarried, ApprovalWithdrawn, ApprovalOverridden, ApprovalReplaced,
		ApprovalReminded, ApprovalEscalated,
	}
}
