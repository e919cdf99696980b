package console

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/diffview"
	"verbatim/internal/event"
	"verbatim/internal/offer"
	"verbatim/internal/terms"
)

// offerView is one offer.
type offerView struct {
	desk.Overview
	Diff    *diffView
	Title   string
	Events  []eventRow
	Rounds  []int
	Acts    acts
	Untold  []desk.Reason // amendments and fallbacks of which the candidate was not told
	Review  bool          // the person may look at the review
	Reasons []desk.Reason // what else keeps the gate shut, the first of it
	Further []desk.Reason // and the rest, folded
	Steps   []stepView    // of approvals
	Papers  papersOffered
	CameIn  papersView
}

// reasonsShown is how many reasons stand before the acts: of more the rest is folded, so that the acts stay in sight.
const reasonsShown = 8

// papersOffered are the papers about an offer that the person can take away.
type papersOffered struct {
	Bundle, Accepted bool
	DOCX, Redline    bool
}

// acts are the forms that the offer's state and the person's roles allow.
type acts struct {
	Unlink, Verbal, Ask, Answer, ReadBack, OverrideRead, Repropose, HandOver, Amend, Issue, Revise, Link, Extend, Pause, Resume, Rescind, Cancel, Renege, Accept, Decline, Tell, Sign bool
	StopClock, ConfirmClock, ResumeClock                                                                                                                                              bool
}

// Any says whether there is anything that the person can do.
func (a acts) Any() bool { return a != acts{} }

// eventRow is one event in words.
type eventRow struct {
	event.Event
	Words string
	Who   string
	Way   string // how it was done
	Times int    // how many like it, one after the other, stand in this row
}

func showOffer(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	o, err := c.Desk.Offer(ctx, k.by, id)
	if err != nil {
		return reply{}, err
	}
	v := offerView{Overview: o, Review: k.may(auth.ListReviews), Title: string(id)}
	for _, r := range o.Gate.Reasons {
		if r.Code == desk.ReasonNotTold {
			v.Untold = append(v.Untold, r)
			continue
		}
		v.Reasons = append(v.Reasons, r)
	}
	if len(v.Reasons) > reasonsShown {
		v.Reasons, v.Further = v.Reasons[:reasonsShown], v.Reasons[reasonsShown:]
	}
	v.Acts = c.actsOn(k, o)
	v.Papers = papersOffered{
		Bundle: k.may(auth.GetBundle) && o.Letter > 0, Accepted: k.may(auth.GetOnboarding) && o.State == offer.Accepted,
		DOCX: k.may(auth.GetLetterDOCX), Redline: k.may(auth.GetRedline),
	}
	if err := c.describe(ctx, k, &v); err != nil {
		return reply{}, err
	}
	for n := o.Round; n > 0; n-- {
		v.Rounds = append(v.Rounds, n)
	}
	return reply{view: &view{Page: "offer", Title: v.Title, Nav: "offers", Data: v}}, nil
}

// describe fills in where the approvals stand, what differs from what was said, and what happened.
func (c *Console) describe(ctx context.Context, k *call, v *offerView) error {
	id := v.ID
	if k.may(auth.ListApprovals) {
		consents, err := c.consents(ctx, k, id)
		if err != nil {
			return err
		}
		v.Steps = consents.Steps
		if v.Title == string(id) && consents.Title != "" {
			v.Title = consents.Title
		}
	}
	if v.Letter > 0 {
		d, err := c.Desk.Diff(ctx, k.by, id, v.Letter, desk.AgainstVerbal)
		if err != nil {
			return err
		}
		v.Diff = c.diffView(ctx, k, d)
		v.Title = v.Diff.View.Title
	}
	var err error
	if v.Events, err = c.timeline(ctx, k, id); err != nil {
		return err
	}
	v.CameIn, err = c.cameIn(ctx, k, v.Overview, v.Events)
	return err
}

// actsOn are the acts on an offer that lead anywhere: without a link, an asked change or an untold term some do not.
func (c *Console) actsOn(k *call, o desk.Overview) acts {
	a := k.acts(o.Allowed)
	linked := o.Answerable && c.Desk.Candidates.Token != nil
	a.Link, a.Unlink = a.Link && linked, a.Unlink && linked
	a.Tell = a.Tell && slices.ContainsFunc(o.Gate.Reasons, func(r desk.Reason) bool { return r.Code == desk.ReasonNotTold })
	a.Answer = a.Answer && slices.ContainsFunc(o.Requests, func(r desk.ChangeRequest) bool { return r.Answered == nil })
	a.ReadBack = a.ReadBack && o.Letter > 0
	inTheWay := slices.ContainsFunc(o.Gate.Reasons, func(r desk.Reason) bool { return r.Code != desk.ReasonUnsigned })
	a.Sign = a.Sign && (o.Answerable || o.State != offer.InReview || !inTheWay) // a letter that can still change is not signed
	a.OverrideRead = a.OverrideRead && o.ReadBack != nil && o.ReadBack.Required && o.ReadBack.Verdict == ""
	return a
}

func (k *call) acts(allowed []offer.Act) acts {
	can := func(a offer.Act, o auth.Operation) bool { return slices.Contains(allowed, a) && k.may(o) }
	return acts{
		Link: k.may(auth.RenewLink), Unlink: k.may(auth.RevokeLink),
		HandOver: can(offer.ActHandOver, auth.HandOver), Amend: can(offer.ActAmend, auth.AmendOffer), Sign: can(offer.ActSign, auth.SignForEmployer), ReadBack: can(offer.ActReadBack, auth.ReadBack), Answer: can(offer.ActAnswerChanges, auth.AnswerChanges),
		StopClock: can(offer.ActStopClock, auth.StopClock), ConfirmClock: can(offer.ActConfirmClock, auth.ConfirmClock), ResumeClock: can(offer.ActResumeClock, auth.ResumeClock),
		OverrideRead: can(offer.ActOverrideRead, auth.OverrideReadBack), Repropose: can(offer.ActRepropose, auth.ReplaceProposal),
		Verbal: can(offer.ActVerbalOffer, auth.TellVerbal) || can(offer.ActVerbalAnswer, auth.TellVerbal), Ask: can(offer.ActRequestChanges, auth.RequestChanges),
		Issue: can(offer.ActIssue, auth.IssueOffer), Revise: can(offer.ActRevise, auth.ReviseLetter), Extend: can(offer.ActExtend, auth.ExtendOffer),
		Pause: can(offer.ActPause, auth.PauseOffer), Resume: can(offer.ActResume, auth.ResumeOffer), Rescind: can(offer.ActRescind, auth.RescindOffer),
		Cancel: can(offer.ActCancel, auth.CancelOffer), Renege: can(offer.ActRenege, auth.RenegeOffer), Accept: can(offer.ActAccept, auth.AcceptOffer),
		Decline: can(offer.ActDecline, auth.DeclineOffer), Tell: can(offer.ActTell, auth.TellCandidate),
	}
}

// timeline words an offer's events, newest first.
func (c *Console) timeline(ctx context.Context, k *call, id offer.ID) ([]eventRow, error) {
	events, err := c.Desk.Events(ctx, k.by, id, 0, 500)
	if err != nil {
		return nil, err
	}
	slices.Reverse(events)
	var out []eventRow
	for _, e := range events {
		row := eventRow{Event: e, Words: eventWords[e.Type], Who: c.name(ctx, string(e.Actor)), Way: way(e.Via), Times: 1}
		if n := len(out); n > 0 && out[n-1].like(row) {
			out[n-1].Times++
			continue
		}
		out = append(out, row)
	}
	return out, nil
}

// like says whether two rows read alike: one act raised several flags, or asked for several approvals.
func (r eventRow) like(other eventRow) bool {
	return r.Words == other.Words && r.Who == other.Who && r.Way == other.Way && r.Letter == other.Letter && r.At.Equal(other.At) && r.From == other.From && r.To == other.To
}

// way words how an act was done.
func way(via string) string {
	switch {
	case strings.HasPrefix(via, "console"):
		return wordInConsole
	case via == "clock" || via == "":
		return ""
	case via == "cli":
		return wordByCommand
	}
	return wordByAPI
}

// diffView is the differences view of dashboards: verdict, rows that need somebody, folded rest.
type diffView struct {
	diffview.View
	Offer    offer.ID
	Letter   int
	Against  string
	Needs    []diffRow
	Minor    []diffRow
	Standard []diffRow // clauses nobody talked about
	Badge    string
}

// diffRow is one difference and what can be done about it.
type diffRow struct {
	diffview.Row
	Spoken string
	Amend  string // address of the form that amends the term
}

func (c *Console) diffView(ctx context.Context, k *call, d desk.Difference) *diffView {
	d.Said.By = c.name(ctx, d.Said.By)
	v := &diffView{View: diffview.Of(d), Offer: d.Offer, Letter: d.Letter, Against: d.Against, Badge: badges[string(d.Verdict.Code)]}
	for _, r := range v.Rows {
		row := diffRow{Row: r, Spoken: r.Sentence(v.Left, v.Right)}
		if k.may(auth.ReviseLetter) && d.Against == desk.AgainstVerbal {
			row.Amend = Root + "offers/" + string(d.Offer) + "/amend?term=" + urlEscape(r.Term)
		}
		switch {
		case r.NeedsSomebody():
			v.Needs = append(v.Needs, row)
		case r.Word == wordAddedClass:
			v.Standard = append(v.Standard, row)
		default:
			v.Minor = append(v.Minor, row)
		}
	}
	return v
}

func showDiff(ctx context.Context, c *Console, k *call) (reply, error) {
	id, err := k.offer()
	if err != nil {
		return reply{}, err
	}
	n, _ := strconv.Atoi(k.URL.Query().Get("letter"))
	against := k.URL.Query().Get("against")
	if against == "" {
		against = desk.AgainstVerbal
	}
	if against == desk.AgainstStandard { // terms have no standard: words do
		return reply{goTo: Root + "offers/" + string(id) + "/letters/" + strconv.Itoa(max(n, 1)) + "/words?against=" + against}, nil
	}
	d, err := c.Desk.Diff(ctx, k.by, id, n, against)
	if err != nil {
		return reply{}, err
	}
	letters, err := c.Desk.Letters(ctx, k.by, id)
	if err != nil {
		return reply{}, err
	}
	v := struct {
		*diffView
		Letters  []desk.Letter
		Compared []desk.Letter // both, where two versions are compared
		Words    bool          // the person may read redlines
	}{diffView: c.diffView(ctx, k, d), Letters: letters, Words: k.may(auth.GetRedline)}
	for _, l := range letters {
		if d.Against != desk.AgainstVerbal && (l.Version == d.Letter || strconv.Itoa(l.Version) == d.Against) {
			v.Compared = append(v.Compared, l)
		}
	}
	return reply{view: &view{Page: "diff", Title: v.Subtitle, Nav: "offers", Data: v}}, nil
}

func letterPDF(ctx context.Context, c *Console, k *call) (reply, error) {
	id, n, err := k.letter()
	if err != nil {
		return reply{}, err
	}
	pdf, _, err := c.Desk.PDF(ctx, k.by, id, n, k.URL.Query().Get("document"))
	return reply{bytes: pdf, media: "application/pdf"}, err
}

// labelOf words a term's pointer by the catalogue.
func labelOf(p terms.Pointer) string {
	e, ok := terms.Lookup(p)
	if !ok {
		return string(p)
	}
	return e.Label
}
