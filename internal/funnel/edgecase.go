package funnel

// EdgeCase is something that happens to offers and that a figure could count in more than one way, with the way in which
// figures count it. Figures are 1 to 7 in the order of Definitions.
type EdgeCase struct {
	ID     string // as the test names it
	Case   string
	Counts string
}

// EdgeCases lists them all. TestEdgeCases holds each against the figures.
func EdgeCases() []EdgeCase {
	return []EdgeCase{
		{"change_request", "The candidate asks for other terms", "no outcome: the letter stays answerable, the next handoff begins a round, and 4 runs on from the first issue"},
		{"superseded", "A later letter takes the place of the issued one", "no outcome: an offer counts once, and its first issue stays the first"},
		{"correction", "A new handoff after the issue that nobody asked for", "a correction: the round stays, and the issued letter stays answerable"},
		{"expired", "Nobody answers", "in the denominators of 1, 2 and 5, as no answer"},
		{"extended", "Expired or extended, and answered later", "the last outcome counts, dated at the answer; the expiry stays an event"},
		{"comes_back", "Declined, then another round of the same offer", "the last outcome counts, dated at the answer; a new application is another offer"},
		{"declined_aloud", "Declined before a letter", "in 2 and 5, not in 1"},
		{"yes_then_no", "Accepted aloud, declined on paper", "declined in 1 and 2; listed as yes on the phone, no on paper"},
		{"withdrawn_by_candidate", "The candidate withdraws before the letter is issued", "declined, with a reason; never cancelled"},
		{"dropped_after_verbal", "Cancelled after the verbal offer, before a letter", "in 6 as verbal_withdrawn; in neither 1 nor 2"},
		{"dropped_before_verbal", "Cancelled before the verbal offer", "in no figure"},
		{"rescinded_before_answer", "Taken back before an answer", "out of 1 and 2, in 6"},
		{"rescinded_after_acceptance", "Taken back after acceptance", "accepted in 1, and in 6"},
		{"reneged", "The candidate backs out after accepting, or does not come on day one", "accepted in 1; net acceptance takes it off; beside 6, never in it"},
		{"contingency", "A condition of the letter was not met", "rescinded, reason contingency, in 6"},
		{"lapsed", "A condition was not met, and the letter says that it then lapses", "beside 6 as lapsed, not added to it"},
		{"on_behalf", "Somebody records the answer for the candidate, or it came on paper", "counts, and in the line on_behalf; dated as on the paper, with the server's own time in the line recorded"},
		{"other_offer_ours", "The candidate took another offer of this company", "declined in 1 and 2, left out of 5"},
		{"backdated", "The verbal offer is claimed for more than 30 days before it was recorded", "counts at the claimed time, and is listed as backdated; the line recorded has the server's own"},
		{"reason_changed", "The reason of a decline is recorded again", "the latest counts"},
		{"no_reason", "A decline without a reason", "unknown; not_said is that the candidate was asked and would not say"},
		{"stopped", "The clock was stopped, and somebody else confirmed it", "net of the stopped time, which is merged, cut to what is measured and at most 14 days long; gross beside it"},
		{"unconfirmed_stop", "The clock was stopped, and nobody else confirmed it", "the time counts"},
		{"test", "An offer made with a test key", "in no figure"},
		{"amendment", "A letter that amends an accepted one", "in no figure"},
		{"imported", "An offer of another system's history", "in no figure unless imported history is asked for; never in 7"},
		{"few", "Fewer than 5 offers in a denominator", "counts, and no rate or quantile"},
	}
}
