package console

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/policy"
	"verbatim/internal/review"
	"verbatim/internal/terms"
)

// The strings that Go code puts into pages. The others stand in the folder pages.
const (
	wordQueue         = "Review"
	wordApprovals     = "Approvals"
	wordPlan          = "Which approvals a proposal needs"
	wordWebhook       = "Webhook"
	wordBands         = "Bands of pay"
	wordRedline       = "Redline"
	wordImpact        = "What a version concerns"
	wordOffers        = "Offers"
	wordNewHandoff    = "New handoff"
	wordClauses       = "Clauses"
	wordDashboard     = "Dashboard"
	wordSettings      = "Settings"
	wordSignInTitle   = "Sign in"
	wordSignIn        = "sign in first"
	wordBadKey        = "This is no key that can be used: it is unknown, was revoked, or has ended."
	wordForeignForm   = "This form did not come from a page of your session. Go back, reload the page, and send it again."
	wordTooLarge      = "The form is larger than %d MB."
	wordNoRevision    = "The form is incomplete. Go back, reload the page, and send it again."
	wordBroken        = "Something went wrong on the server. It was logged; try again, and tell the operator if it stays."
	wordBrokenTitle   = "This did not work"
	wordNotFoundTitle = "Not found"
	wordNotFound      = "There is nothing at this address, or it is not yours to see."
	wordNoName        = "(erased)"
	wordNoLetter      = "(no letter yet)"
	wordAmend         = "Change a term"
	wordNewValue      = "New value"
	wordFormFaults    = "The form is at fault."
	wordBadDay        = "Give a day."
	wordReasonNeeded  = "Give a reason, of at least three letters."
	wordProposed      = "Proposal"
	wordAmendment     = "Amendment"
	wordNextHandoff   = "Next handoff"
	wordBadInstant    = "Give a date and a time."
	wordBadNumber     = "A number is wanted where something else was typed."
	wordNothingIssued = "No letter was issued yet."
	wordQueueTitle    = "Legal review"
	wordSameTitle     = "Identical flags"
	wordClearedTitle  = "Not all were cleared"
	wordNotSaid       = "not said"
	wordDecidedBy     = "Waits for "
	wordFourEyes      = "You handed over or amended these terms: another person must decide."
	wordNeedsYou      = "flag needs you"
	wordNeedYou       = "flags need you"
	wordWaitsForOther = "waits for somebody else"
	wordWaitForOther  = "wait for somebody else"
	wordCarriedFrom   = " carried over from letter "
	wordFlag          = "Flag"
	wordAddedClass    = "In the letter, not said"
	wordInConsole     = "in the console"
	wordByCommand     = "at the command line"
	wordByAPI         = "over the API"
	wordRequired      = "This is needed."
	wordPublish       = "Publish"
	wordIssuedTitle   = "The letter was issued"
	wordNoPaper       = "Choose a file: a PDF, a JPEG or a PNG."
	wordOtherFile     = "The file is none that can be stored. Choose a PDF, a JPEG or a PNG."
	wordNoFile        = "Choose a file with a handoff record in it."
)

var titles = map[fault.Kind]string{
	fault.Unreadable: "This cannot be read", fault.Forbidden: "Not allowed", fault.NotFound: wordNotFoundTitle, fault.Conflict: "Not now",
	fault.Stale: "Somebody was faster", fault.TooLarge: "Too large", fault.Invalid: "Please look again", fault.Limited: "Too fast",
	fault.Unavailable: "Try again shortly", fault.Full: "The disk is full", fault.Unauthenticated: wordSignInTitle,
}

// notices say that something was done, by the word in the address.
var notices = map[string]string{
	"issued": "The letter was issued.", "revised": "The next letter version was made.", "told": "Noted.", "extended": "The candidate has more time.",
	"paused": "Paused: the letter cannot be accepted for now.", "resumed": "The letter can be accepted again.", "rescinded": "The offer was rescinded.",
	"cancelled": "The offer was cancelled.", "reneged": "Noted.", "accepted": "The acceptance was recorded.", "declined": "The decline was recorded.",
	"amended": "The term was changed and the next letter version made.", "cleared": "Cleared.", "decided": "Your decision was recorded.",
	"assigned": "Noted.", "published": "Published: it is offered until somebody adopts it.", "adopted": "Adopted: it is in force from now on.", "revoked": "The key was revoked.", "saved": "Saved.", "told_verbal": "The verbal offer was recorded.", "asked": "What the candidate asks for was recorded.", "answered": "Your answers were recorded.", "read_back": "What was said of the letter was recorded.", "clock": "Noted.", "signed": "The employer's signature was recorded.", "delegated": "Somebody else can decide for you now.", "attached": "The paper was stored.", "withdrawn": "Noted: from that day on no new letter takes the version.", "unlinked": "The candidate's link has ended.",
}

var verdicts = map[string]string{
	string(policy.SaysWhatWasSaid): "Says what was said", string(policy.NotWhatWasSaid): "Not what was said", string(policy.CannotBeJudged): "Cannot be judged",
}

var badges = map[string]string{
	string(policy.SaysWhatWasSaid): "good", string(policy.NotWhatWasSaid): "bad", string(policy.CannotBeJudged): "open",
}

var deciders = map[policy.Decider]string{policy.ByLegal: "legal", policy.ByHROps: "HR operations", policy.ByTotalRewards: "total rewards"}

var flagStates = map[review.Status]string{
	review.Open: "Open", review.Cleared: "Cleared", review.ClearedFallback: "Cleared with a fallback", review.ChangesRequired: "Changes required",
	review.Refused: "Refused", review.Blocked: "Blocks: the record or the wording must change", review.Noted: "Noted",
}

// writtenLeaf is a written term.
type writtenLeaf = terms.WrittenLeaf

// functions are what templates can call.
var functions = template.FuncMap{
	"asset":    func(name string) string { return Root + "static/" + name + "?v=" + assetVersion(name) },
	"state":    func(s any) string { return sentence(strings.ReplaceAll(text(s), "_", " ")) },
	"words":    func(s any) string { return strings.ReplaceAll(text(s), "_", " ") },
	"sentence": sentence,
	"date":     func(d cal.Date) string { return day(d.In(time.UTC, 0, 0)) },
	"media":    func(m string) string { return strings.ToUpper(strings.TrimPrefix(answer.Extension(m), ".")) },
	"size":     size,
	"day":      day, "clock": clock, "since": sinceWords, "count": count, "flagstate": func(s review.Status) string { return flagStates[s] },
	"decider": func(d policy.Decider) string { return deciders[d] }, "label": labelOf, "join": func(s []string) string { return strings.Join(s, ", ") },
	"enum": enums, "lines": func(s string) int { return min(30, 2+strings.Count(s, "\n")) }, "next": func(n int) int { return n + 1 }, "prev": func(n int) int { return n - 1 }, "in": func(s string, list []string) bool { return slices.Contains(list, s) },
}

func text(s any) string {
	switch x := s.(type) {
	case string:
		return x
	case interface{ String() string }:
		return x.String()
	}
	return strings.TrimSpace(strings.Trim(toJSON(s), `"`))
}

func day(t time.Time) string { return t.UTC().Format("2 Jan 2006") }

func clock(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 MST") }

// size words a number of bytes.
func size(n int) string {
	if n < 1_000_000 {
		return strconv.Itoa(max(1, n/1000)) + " kB"
	}
	return strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64) + " MB"
}

// sinceWords is how long ago something was, in whole days.
func sinceWords(now, then time.Time) string {
	return count(int(now.Sub(then)/(24*time.Hour)), "day", "days")
}

// count words a number with its noun.
func count(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}

// since words what differs from an earlier letter.
func since(changes, clauses, letter int) string {
	if changes == 0 && clauses == 0 {
		return "nothing in the letter changed since letter " + strconv.Itoa(letter)
	}
	return "since letter " + strconv.Itoa(letter) + ": " + count(changes, "term", "terms") + " and the words of " + count(clauses, "clause", "clauses") + " changed"
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
