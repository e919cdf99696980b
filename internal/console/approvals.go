package console

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"verbatim/internal/approval"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/locale"
	"verbatim/internal/offer"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// approvalsAtOnce is how many steps the list of what waits shows.
const approvalsAtOnce = 100

// approvalsView lists the steps that wait for the person, the longest waiting first.
type approvalsView struct {
	Steps    []waitingStep
	Plan     bool // the person may ask which approvals a proposal would need
	StandIns []standIn
	Delegate bool // the person may let somebody else decide
}

// waitingStep is one step that waits, and whose offer it is.
type waitingStep struct {
	store.OpenApproval
	Card store.Card
}

func listApprovals(ctx context.Context, c *Console, k *call) (reply, error) {
	open, err := c.Desk.MyApprovals(ctx, k.by, approvalsAtOnce)
	if err != nil {
		return reply{}, err
	}
	var ids []offer.ID
	for _, o := range open {
		if !slices.Contains(ids, o.Offer) {
			ids = append(ids, o.Offer)
		}
	}
	cards, err := c.Desk.Cards(ctx, k.by, ids)
	if err != nil {
		return reply{}, err
	}
	v := approvalsView{Plan: k.may(auth.PreviewApprovals), Delegate: k.may(auth.Delegate)}
	if v.StandIns, err = c.standIns(ctx, k); err != nil {
		return reply{}, err
	}
	for _, o := range open {
		card := cards[o.Offer]
		if card.Candidate == "" { // nothing was handed over yet
			card.Candidate = c.proposedFor(ctx, k, o.Offer)
		}
		v.Steps = append(v.Steps, waitingStep{o, card})
	}
	return reply{view: &view{Page: "approvals", Title: wordApprovals, Nav: "approvals", Data: v}}, nil
}

// consentView is where the approvals of an offer stand.
type consentView struct {
	desk.Approvals
	Title    string
	Steps    []stepView
	Override bool // the person may settle a step without its approvers
	Replace  bool // the person may put another approver in the place of one
}

// stepView is one step in words.
type stepView struct {
	desk.ApprovalStep
	Rows  []flagRow // the material terms that it covers: label and value
	More  []flagRow // the others
	Who   []string  // approvers
	Open  bool      // it waits, or will
	Votes []voteView
}

// voteView is what one approver said.
type voteView struct{ Who, Verdict string }

func showApprovals(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	v, err := c.consents(ctx, k, id)
	if err != nil {
		return reply{}, err
	}
	return reply{view: &view{Page: "consent", Title: wordApprovals, Nav: "approvals", Data: v}}, nil
}

// consents words the approvals of an offer.
func (c *Console) consents(ctx context.Context, k *call, id offer.ID) (consentView, error) {
	a, err := c.Desk.Approvals(ctx, k.by, id)
	if err != nil {
		return consentView{}, err
	}
	words, err := locale.For("en-US")
	if err != nil {
		return consentView{}, err
	}
	v := consentView{Approvals: a, Override: k.may(auth.OverrideApproval), Replace: k.may(auth.ReplaceApprover)}
	if cards, err := c.Desk.Cards(ctx, k.by, []offer.ID{id}); err == nil {
		v.Title = cards[id].Candidate
	}
	if v.Title == "" {
		v.Title = c.proposedFor(ctx, k, id)
	}
	for _, s := range a.Steps {
		step := stepView{ApprovalStep: s, Open: s.Status == approval.Waiting || s.Status == approval.Later}
		for _, t := range s.Covered {
			row := flagRow{Label: preciseLabel(t.Term), Written: terms.WordsOfJSON(words, t.Term, t.Value)}
			if e, _ := terms.Lookup(t.Term); e.Material {
				step.Rows = append(step.Rows, row)
			} else {
				step.More = append(step.More, row)
			}
		}
		for _, x := range s.Approvers {
			step.Who = append(step.Who, c.approver(ctx, x))
		}
		for _, x := range s.State.Votes {
			step.Votes = append(step.Votes, voteView{c.name(ctx, string(x.By)), string(x.Verdict)})
		}
		v.Steps = append(v.Steps, step)
	}
	return v, nil
}

// preciseLabel is a term's label with what tells it from others of the same label: "Equity: options, vesting".
func preciseLabel(p terms.Pointer) string {
	parts := strings.Split(strings.TrimPrefix(string(p), "/terms/"), "/")
	if len(parts) < 2 {
		return labelOf(p)
	}
	return labelOf(p) + ": " + strings.ReplaceAll(strings.Join(parts[1:], ", "), "_", " ")
}

// proposedFor is the name of whom a proposal is for; empty when there is none that the person may read.
func (c *Console) proposedFor(ctx context.Context, k *call, id offer.ID) string {
	if !k.may(auth.GetProposal) {
		return ""
	}
	raw, err := c.Desk.ProposalRecord(ctx, k.by, id)
	if err != nil {
		return ""
	}
	var p struct {
		Candidate struct {
			Name struct {
				Full string `json:"full"`
			} `json:"name"`
		} `json:"candidate"`
	}
	if json.Unmarshal(raw, &p) != nil {
		return ""
	}
	return p.Candidate.Name.Full
}

// approver words who is asked: a role, or a person by name.
func (c *Console) approver(ctx context.Context, a approval.Approver) string {
	if id, ok := strings.CutPrefix(string(a), "person:"); ok {
		return c.name(ctx, id)
	}
	_, role, _ := strings.Cut(string(a), ":")
	return strings.ReplaceAll(role, "_", " ")
}

func consent(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	answer := desk.Consent{Verdict: desk.ConsentVerdict(k.text("verdict")), Terms: digest.Digest(k.text("terms")), Reason: k.text("reason")}
	if _, err := c.Desk.Approve(ctx, k.by, id, k.PathValue("step"), answer, nil); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "approvals?done=decided"}, nil
}

// planView says which approvals a proposal would need.
type planView struct {
	Text   string
	Plan   *desk.ApprovalPlan
	Detail string
	Faults []fault.Fault
}

func planForm(context.Context, *Console, *call) (reply, error) { return planView{}.page(), nil }

// plan asks which approvals a proposal would need today; what is wrong with it comes back beside what was typed.
func plan(ctx context.Context, c *Console, k *call) (reply, error) {
	v := planView{Text: k.PostFormValue("proposal")}
	p, err := c.Desk.PreviewApprovals(ctx, k.by, []byte(v.Text))
	switch kind := fault.KindOf(err); {
	case err == nil:
		v.Plan = &p
	case kind == fault.Invalid || kind == fault.Unreadable:
		v.Detail, v.Faults = firstLine(err), fault.FaultsOf(err)
	default:
		return reply{}, err
	}
	return v.page(), nil
}

func (v planView) page() reply {
	return reply{view: &view{Page: "plan", Title: wordPlan, Nav: "approvals", Data: v}}
}
