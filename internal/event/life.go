package event

// The types of an offer's life beyond the spine: what is agreed before a letter, the candidate's answers, and how an
// offer ends.
const (
	OfferProposed    Type = "offer.proposed"
	VerbalOffered    Type = "verbal.offered"
	VerbalAnswered   Type = "verbal.answered"
	ApprovalGiven    Type = "approval.given"
	OfferAccepted    Type = "offer.accepted"
	OfferDeclined    Type = "offer.declined"
	OfferExpired     Type = "offer.expired"
	OfferRescinded   Type = "offer.rescinded"
	OfferCancelled   Type = "offer.cancelled"
	OfferReneged     Type = "offer.reneged"
	OfferExtended    Type = "offer.extended"
	OfferPaused      Type = "offer.paused"
	OfferResumed     Type = "offer.resumed"
	OfferAmended     Type = "offer.amended" // an amendment letter to an accepted offer was opened
	ChangesRequested Type = "changes.requested"
	OfferImported    Type = "offer.imported" // the whole life of an offer in another system, for numbers before there were any
)
