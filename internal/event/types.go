package event

// Types lists every type of event: what a webhook can ask for.
func Types() []Type {
	return append([]Type{
		OfferOpened, HandoffReceived, LetterWritten, FlagRaised, FlagCarried, FlagDecided, FlagAssigned, FlagReminded, FlagEscalated, OfferIssued, OfferSuperseded, CandidateTold, OfferErased,
		OfferProposed, ProposalReplaced, VerbalOffered, VerbalAnswered, OfferAccepted, OfferDeclined, OfferExpired, OfferRescinded, OfferCancelled,
		OfferReneged, OfferExtended, OfferPaused, OfferResumed, OfferAmended, AmendmentAccepted, ChangesRequested, ChangesAnswered, ReadBackGiven, ReadBackOverridden,
		OfferImported,
		LinkRenewed, LinkRevoked, LetterOpened, LetterSent, LetterUnsent, AnswerReminded, AnswerAttached, EmployerSigned, OnboardingReady,
		ClockStopped, ClockConfirmed, ClockResumed,
	}, Approvals()...)
}

// Enum lists the types, for the schema.
func (Type) Enum() []string {
	out := []string{}
	for _, t := range Types() {
		out = append(out, string(t))
	}
	return out
}
