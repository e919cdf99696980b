package auth

import (
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/fault"
)

// TestRolesAlone fixes what a key of one role must never do.
func TestRolesAlone(t *testing.T) {
	for role, forbidden := range map[actor.Role][]Operation{
		actor.Admin:         {GetOffer, GetLetterPDF, CreateHandoff, DecideFlag, IssueOffer},
		actor.HiringManager: {CreateHandoff, PreviewHandoff, DecideFlag, IssueOffer, ListReviews, ListBands, ReadFeed, MeasureOffers, ListKeys},
		actor.ATS:           {DecideFlag, ReviseLetter, CreateKey},
		actor.Recruiter:     {DecideFlag, CreateKey, RevokeKey},
		actor.Legal:         {ReviseLetter, IssueOffer, CreateKey},
		actor.TotalRewards:  {ReviseLetter, IssueOffer, CreateKey},
	} {
		for _, op := range forbidden {
			p, ok := Permit(op)
			if !ok || p.Allows(actor.Actor{Roles: []actor.Role{role}}) {
				t.Errorf("%s may do %s", role, op)
			}
		}
	}
}

func TestNobodyMayDoWhatHasNoRow(t *testing.T) {
	if p, ok := Permit("burnDown"); ok || p.Allows(actor.Actor{Roles: actor.Roles()}) {
		t.Error("an operation without a row is allowed")
	}
}

func TestRefusalNamesTheRoles(t *testing.T) {
	p, _ := Permit(ReviseLetter)
	err := p.Forbidden()
	if fault.KindOf(err) != fault.Forbidden || !strings.HasSuffix(err.Error(), "roles: hr_ops, recruiter") {
		t.Error(err)
	}
}
