package console

import "verbatim/internal/event"

// eventWords say of each type of event what happened.
var eventWords = map[event.Type]string{
	event.OfferProposed: "Terms put up for approval", event.ProposalReplaced: "Other terms put up for approval", event.OfferOpened: "Offer opened",
	event.OfferImported: "Taken over from another system", event.HandoffReceived: "Handoff received", event.LetterWritten: "Letter made",
	event.VerbalOffered: "Offered aloud", event.VerbalAnswered: "Answered aloud",

	event.FlagRaised: "Flag raised", event.FlagCarried: "Decision carried over", event.FlagDecided: "Flag decided", event.FlagAssigned: "Flag assigned",
	event.FlagReminded: "Reminder of a flag", event.FlagEscalated: "Flag is late",

	event.ApprovalAsked: "Approval asked for", event.ApprovalOpened: "Approval waits for its approvers", event.ApprovalGiven: "Approved", event.ApprovalRejected: "Rejected by an approver",
	event.ApprovalCarried: "Approval carried over", event.ApprovalWithdrawn: "Approval no longer asked for", event.ApprovalOverridden: "Approval overridden",
	event.ApprovalReplaced: "Approver replaced", event.ApprovalReminded: "Reminder of an approval", event.ApprovalEscalated: "Approval is late: somebody else is asked too",

	event.CandidateTold: "Candidate told", event.ReadBackGiven: "Read back by who promised", event.ReadBackOverridden: "Read-back overridden",
	event.OfferIssued: "Letter issued", event.OfferSuperseded: "Earlier letter superseded", event.LinkRenewed: "New link for the candidate", event.LinkRevoked: "Candidate's link ended",
	event.LetterSent: "Letter mailed to the candidate", event.LetterUnsent: "Mail to the candidate failed", event.LetterOpened: "Opened by the candidate", event.AnswerReminded: "Candidate reminded to answer",

	event.ChangesRequested: "Candidate asked for changes", event.ChangesAnswered: "Change request answered", event.OfferExtended: "Time to answer extended", event.OfferPaused: "Paused",
	event.OfferResumed: "Can be accepted again", event.ClockStopped: "Clock stopped", event.ClockConfirmed: "Stop of the clock confirmed", event.ClockResumed: "Time counts again",

	event.EmployerSigned: "Signed for the employer", event.AnswerAttached: "Paper came in", event.OfferAccepted: "Accepted", event.OfferDeclined: "Declined", event.OfferExpired: "Expired",
	event.OnboardingReady: "Ready for onboarding", event.OfferAmended: "Amendment opened", event.AmendmentAccepted: "Amendment accepted", event.OfferRescinded: "Rescinded",
	event.OfferCancelled: "Cancelled", event.OfferReneged: "Candidate backed out", event.OfferErased: "Personal data erased",
}
