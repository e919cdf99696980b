package candidate

import (
	"verbatim/internal/desk"
	"verbatim/internal/event"
)

// Everything that the pages say, in one place. The letter itself speaks its own language.

// refusals are heading and sentence of what has no letter to show.
var refusals = map[string][2]string{
	"unknown": {"This link leads nowhere", "It may have been cut when it was copied. Open it from the message that brought it, or ask the company that sent it for a new one."},
	"often":   {"Too many requests", "Wait a minute, then open the link again. Nothing was changed."},
	"foreign": {"The answer was not taken", "It did not come from the page of the letter. Open the link again and answer there."},
	"changed": {"The letter has changed meanwhile", "Your answer was not taken. Open the link again to see where the offer stands now."},
	"busy":    {"The page is busy", "Nothing was changed. Try again in a minute."},
	"broken":  {"Something went wrong", "Nothing was changed. Try again in a minute; if it goes on, call the company that sent the link."},
	"unread":  {"The answer could not be read", "Nothing was changed. Open the link again and answer there."},
}

// standings are heading and sentence of each standing of a link. {company} is put in.
var standings = map[desk.LinkStanding][2]string{
	desk.CanAnswer:     {"Your offer from {company}", ""},
	desk.CannotYet:     {"Your offer from {company}", "{company} has paused this offer for now: you can read it and decline it, but not accept it. You will hear from {company}."},
	desk.WasAccepted:   {"You have accepted the offer from {company}", "Here are your copy of the letter and a certificate of your acceptance. Keep them: this page stays for at least 90 days."},
	desk.WasReneged:    {"Your acceptance was withdrawn", "You told {company} that you will not take up the work. Here is your copy of the letter."},
	desk.WasDeclined:   {"You have declined this offer", "Nothing else is needed from you. If that was a mistake, call {company}."},
	desk.WasExpired:    {"The time to answer is over", "This offer can no longer be accepted here. If you still want it, call {company}: they can make it again."},
	desk.WasRescinded:  {"{company} has taken this offer back", "It can no longer be accepted. To ask why, or what happens next, call {company}."},
	desk.WasSuperseded: {"There is a newer letter", "{company} has sent you a later letter in place of this one. Please use the link in the latest message; if you did not get one, call {company}."},
	desk.WasRenewed:    {"There is a newer link", "{company} has sent you a new link to this letter. Please use the one in the latest message."},
	desk.WasRevoked:    {"This link was withdrawn", "{company} has ended this link. If you expected a letter, call {company}."},
	desk.HasEnded:      {"This link has ended", "The time for which it kept your copy is over. Ask {company} for another copy."},
}

// amendments are the headings where the letter changes what the candidate has accepted before, in the place of those of an
// offer.
var amendments = map[desk.LinkStanding]string{
	desk.CanAnswer:    "A change to what you agreed with {company}",
	desk.CannotYet:    "A change to what you agreed with {company}",
	desk.WasAccepted:  "You have accepted the change from {company}",
	desk.WasDeclined:  "You have declined this change",
	desk.WasRescinded: "{company} has taken this change back",
}

// amending words a standing for an amendment.
func amending(standing desk.LinkStanding, words [2]string) [2]string {
	if heading, ok := amendments[standing]; ok {
		words[0] = heading
	}
	return words
}

// amends says which letter an amendment changes, before and after it is accepted.
var amends = map[bool]string{
	false: "It changes letter {letter}, dated {date}, which you accepted. That letter stays in force until you accept this one, and if you do not.",
	true:  "It has taken the place of letter {letter}, dated {date}.",
}

// reason is one reason to decline as the form offers it.
type reason struct {
	Code  event.DeclineReason
	Words string
}

var reasons = []reason{
	{event.ReasonNotSaid, "I would rather not say"},
	{event.ReasonCompensation, "Pay or benefits"},
	{event.ReasonCompetingOffer, "I took another offer"},
	{event.ReasonCounterOffer, "My present employer made me stay"},
	{event.ReasonRole, "The work itself"},
	{event.ReasonLocation, "The place of work"},
	{event.ReasonTimeline, "It took too long, or the start does not suit"},
	{event.ReasonTerms, "Other terms, such as notice or repayment"},
	{event.ReasonPersonal, "Personal reasons"},
	{event.ReasonOther, "Something else"},
}

// consent is what the candidate agrees to by accepting. It is kept, whole, with the acceptance.
const consent = "I have read letter {letter} of {company}, dated {date}, and I accept the offer that it makes. I agree that my name, typed here, is my signature under it, and to have this agreement as an electronic record. As proof of it, the time of my answer and the network address and kind of device that it comes from are kept. I can have a copy on paper on request."
