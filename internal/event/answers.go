package event

// The types of what surrounds the candidate's answer. Facts of link events name the link by its id, never by its token.
const (
	LinkRenewed     Type = "link.renewed"    // {link_id, expires_at}: a new link to the letter that the candidate has
	LinkRevoked     Type = "link.revoked"    // {}
	LetterOpened    Type = "letter.opened"   // {link_id}: the first time that the candidate opened a letter
	LetterSent      Type = "letter.sent"     // {mail_id, kind}: the mail with the link was handed to the mail server
	LetterUnsent    Type = "letter.not_sent" // {mail_id, kind, attempts}: it was given up
	AnswerReminded  Type = "answer.reminded" // {days, expires_at}: the time to answer ends soon
	AnswerAttached  Type = "answer.attached" // {attachment_id, kind, media_type, bytes, carries_letter, signature_provider}: a paper came in
	EmployerSigned  Type = "employer.signed" // {form}: who signed is sealed
	OnboardingReady Type = "onboarding.ready"
)
