package store

import (
	"context"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/approval"
	"verbatim/internal/entity"
	"verbatim/internal/offer"
)

// Approvals reads what waits for business consent, and who stands in for whom.
type Approvals interface {
	// OpenApprovals gives up to limit steps that ask any of the names, the longest waiting first, each step once
	// (OpenApprovalsByName).
	OpenApprovals(ctx context.Context, s Scope, names []approval.Approver, limit int) ([]OpenApproval, error)
	// Delegations gives those from and to a person, newest first.
	Delegations(ctx context.Context, person actor.ID) ([]approval.Delegation, error)
}

// OpenApproval is a step of an offer that waits for an approver.
type OpenApproval struct {
	Offer    offer.ID          `json:"offer_id"`
	Step     string            `json:"step"`
	Approver approval.Approver `json:"approver"`
	Entity   entity.ID         `json:"entity"`
	Opened   time.Time         `json:"opened_at"`
}

// Approving is the part of a write that queues for approvers.
type Approving struct {
	// Open replaces the waiting steps of the write's offer; nil leaves them as they are.
	Open *[]OpenApproval
	// Delegation is a new one, or one that has ended.
	Delegation *approval.Delegation
}
