package event

// The types of an offer's life beyond the spine: what is agreed before a letter, the candidate's answers, and how an
// offer ends. Facts of those before a letter:
//
//	offer.proposed    proposal_id, and what offer.opened says of the offer: entity, place, kind, author, groups, source
//	verbal.offered    channel, by (person id); At is when it was said, as claimed; backdated when that is over 30 days ago
//	verbal.answered   answer (accepted, asked_for_changes, thinking), channel, by; At as above
//	offer.declined    reason_code, reason_term, further, round, stage ("verbal" before a letter was given)
//
// Facts of amendments, which are offers of their own, in the events of the offer that they amend:
//
//	offer.amended       amendment_offer_id
//	amendment.accepted  amendment_offer_id, amendment_letter_version: the letter that is in force from then on
const (
	OfferProposed     Type = "offer.proposed"
	ProposalReplaced  Type = "proposal.replaced" // facts: proposal_id
	VerbalOffered     Type = "verbal.offered"
	VerbalAnswered    Type = "verbal.answered"
	OfferAccepted     Type = "offer.accepted"
	OfferDeclined     Type = "offer.declined"
	OfferExpired      Type = "offer.expired"
	OfferRescinded    Type = "offer.rescinded"
	OfferCancelled    Type = "offer.cancelled"
	OfferReneged      Type = "offer.reneged"
	OfferExtended     Type = "offer.extended"
	OfferPaused       Type = "offer.paused"
	OfferResumed      Type = "offer.resumed"
	OfferAmended      Type = "offer.amended"      // an amendment letter to an accepted offer was opened
	AmendmentAccepted Type = "amendment.accepted" // an amendment letter took the place of the accepted one
	ChangesRequested  Type = "changes.requested"
	ChangesAnswered   Type = "changes.answered" // facts: request (1, 2, 3 within the offer), granted, partly, refused (counts); notes are sealed
	ReadBackGiven     Type = "readback.given"   // facts: verdict (confirmed, objected), lock; what was read and the note are sealed
	// ReadBackOverridden lets a letter go that who made the promise cannot confirm; facts: lock; the reason is sealed.
	ReadBackOverridden Type = "readback.overridden"
	OfferImported      Type = "offer.imported" // the whole life of an offer in another system, for numbers before there were any
)
