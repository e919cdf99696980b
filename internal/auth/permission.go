package auth

import (
	"slices"

	"verbatim/internal/actor"
)

// Operation names one thing that can be asked of the server; it is the operation id of its route.
type Operation string

// The operations.
const (
	CreateHandoff   Operation = "createHandoff"
	ValidateHandoff Operation = "validateHandoff"
	PreviewHandoff  Operation = "previewHandoff"
	ListOffers      Operation = "listOffers"
	GetOffer        Operation = "getOffer"
	PreviewNext     Operation = "previewNextHandoff"
	HandOver        Operation = "handOver"
	AmendOffer      Operation = "amendOffer"
	ListLetters     Operation = "listLetters"
	ReviseLetter    Operation = "reviseLetter"
	GetLetter       Operation = "getLetter"
	GetLetterPDF    Operation = "getLetterPDF"
	GetLetterHTML   Operation = "getLetterHTML"
	GetLetterText   Operation = "getLetterText"
	GetLetterDOCX   Operation = "getLetterDOCX"
	GetRedline      Operation = "getLetterRedline"
	VerifyLetter    Operation = "verifyLetter"
	GetLetterTerms  Operation = "getLetterTerms"
	GetLetterLock   Operation = "getLetterLock"
	GetLetterDiff   Operation = "getLetterDiff"
	GetLetterTrace  Operation = "getLetterTrace"
	ListFlags       Operation = "listFlags"
	DecideFlag      Operation = "decideFlag"
	ListReviews     Operation = "listReviews"
	ClearReviews    Operation = "clearReviews"
	ListPrecedents  Operation = "listPrecedents"
	AssignFlag      Operation = "assignFlag"
	ListPrivileged  Operation = "listPrivilegedNotes"
	ListWaivers     Operation = "listWaivers"
	EndWaiver       Operation = "endWaiver"
	TellCandidate   Operation = "tellCandidate"
	ReadBack        Operation = "readBackLetter"
	IssueOffer      Operation = "issueOffer"
	ProposeOffer    Operation = "proposeOffer"
	GetProposal     Operation = "getProposal"
	TellVerbal      Operation = "tellVerbalOffer"
	RescindOffer    Operation = "rescindOffer"
	CancelOffer     Operation = "cancelOffer"
	ExtendOffer     Operation = "extendOffer"
	PauseOffer      Operation = "pauseOffer"
	ResumeOffer     Operation = "resumeOffer"
	RenegeOffer     Operation = "renegeOffer"
	StopClock       Operation = "stopClock"
	ConfirmClock    Operation = "confirmClock"
	ResumeClock     Operation = "resumeClock"
	AcceptOffer     Operation = "acceptOffer"
	DeclineOffer    Operation = "declineOffer"
	RequestChanges  Operation = "requestChanges"
	ListChanges     Operation = "listChangeRequests"
	AnswerChanges   Operation = "answerChangeRequest"
	GetEvidence     Operation = "getEvidence"
	SignForEmployer Operation = "signForEmployer"
	AttachPaper     Operation = "attachPaper"
	ListAttachments Operation = "listAttachments"
	GetAttachment   Operation = "getAttachment"
	GetBundle       Operation = "getBundle"
	GetCertificate  Operation = "getCertificate"
	GetOnboarding   Operation = "getOnboarding"
	RenewLink       Operation = "renewLink"
	RevokeLink      Operation = "revokeLink"
	ListEvents      Operation = "listEvents"
	ReadFeed        Operation = "readFeed"
	ListClauses     Operation = "listClauses"
	GetClauseBook   Operation = "getClauseBook"
	GetClause       Operation = "getClause"
	ListTemplates   Operation = "listTemplates"
	GetTemplate     Operation = "getTemplate"
	ListPolicies    Operation = "listPolicies"
	GetPolicy       Operation = "getPolicy"
	ListEntities    Operation = "listEntities"
	GetEntity       Operation = "getEntity"
	ListBands       Operation = "listBands"
	ImportBands     Operation = "importBands"
	ListKeys        Operation = "listKeys"
	CreateKey       Operation = "createKey"
	RevokeKey       Operation = "revokeKey"
	ListWebhooks    Operation = "listWebhooks"
	CreateWebhook   Operation = "createWebhook"
	DeleteWebhook   Operation = "deleteWebhook"
	RotateWebhook   Operation = "rotateWebhookSecret"
	EnableWebhook   Operation = "enableWebhook"
	DisableWebhook  Operation = "disableWebhook"
	TestWebhook     Operation = "testWebhook"
	ListDeliveries  Operation = "listDeliveries"
	ReplayDelivery  Operation = "replayDelivery"
	ReplayWebhook   Operation = "replayWebhook"
	GetSchema       Operation = "getSchema"
	GetFileSchema   Operation = "getFileSchema"
	GetOpenAPI      Operation = "getOpenAPI"
	GetDocs         Operation = "getDocs"
	GetFaults       Operation = "getFaults"
	GetFigures      Operation = "getFigures"
	GetHealth       Operation = "getHealth"
	GetReadiness    Operation = "getReadiness"
	GetMetrics      Operation = "getMetrics"
	MeasureOffers   Operation = "measureOffers"
	MeasureEquity   Operation = "measureEquity"

	ReplaceProposal  Operation = "replaceProposal"
	OverrideReadBack Operation = "overrideReadBack"

	MeasureEquityBy Operation = "measureEquityBy"

	// Business approvals.
	ListApprovals     Operation = "listApprovals"
	DecideApproval    Operation = "decideApproval"
	OverrideApproval  Operation = "overrideApproval"
	ReplaceApprover   Operation = "replaceApprover"
	MyApprovals       Operation = "listMyApprovals"
	PreviewApprovals  Operation = "previewApprovals"
	ListDelegations   Operation = "listDelegations"
	Delegate          Operation = "delegate"
	EndDelegation     Operation = "endDelegation"
	GetApprovalReport Operation = "getApprovalReport"
)

// Permission is one row of the table.
type Permission struct {
	Operation Operation
	Public    bool         // needs no key: it shows nothing of any offer, person or setting
	Roles     []actor.Role // one of them is enough; empty together with Public
	Why       string       // what decides it, where the roles alone do not say
}

// Sets of roles that recur. Which offers somebody sees is the scope's business: a hiring manager sees those of the own
// requisitions, and confidential offers are for the few whom desk names.
var (
	everyone  = actor.Roles()
	concerned = []actor.Role{actor.HROps, actor.Legal, actor.TotalRewards, actor.Recruiter, actor.HiringManager, actor.ATS}
	readers   = []actor.Role{actor.HROps, actor.Legal, actor.TotalRewards, actor.Recruiter, actor.ATS}
	senders   = []actor.Role{actor.HROps, actor.Recruiter, actor.ATS}
	writers   = []actor.Role{actor.HROps, actor.Recruiter}
	admins    = []actor.Role{actor.Admin}
	approvers = []actor.Role{actor.Admin, actor.HROps, actor.Legal, actor.TotalRewards, actor.Recruiter, actor.HiringManager}
	reviewers = []actor.Role{actor.HROps, actor.Legal, actor.TotalRewards}
)

// Permissions is the table of who may do what: the only place that says it.
func Permissions() []Permission {
	table := []Permission{
		{CreateHandoff, false, senders, "the person becomes the author"},
		{ValidateHandoff, false, everyone, "stores nothing and shows only what was sent"},
		{PreviewHandoff, false, readers, "stores nothing"},
		{ListOffers, false, concerned, "only offers that the key may see"},
		{GetOffer, false, concerned, "only offers that the key may see"},
		{PreviewNext, false, senders, "stores nothing"},
		{HandOver, false, senders, "the person becomes the author"},
		{AmendOffer, false, senders, "the person becomes the author"},
		{ListLetters, false, concerned, ""},
		{ReviseLetter, false, writers, "the person becomes the author of the amendments"},
		{GetLetter, false, concerned, ""},
		{GetLetterPDF, false, concerned, ""},
		{GetLetterHTML, false, concerned, ""},
		{GetLetterText, false, concerned, ""},
		{GetLetterDOCX, false, concerned, ""},
		{GetRedline, false, concerned, ""},
		{VerifyLetter, false, concerned, "a letter of another entity than the key's is not known; there is no answer without a key, since it would say of any file whether an offer was made"},
		{GetLetterTerms, false, concerned, ""},
		{GetLetterLock, false, concerned, ""},
		{GetLetterDiff, false, concerned, ""},
		{GetLetterTrace, false, concerned, ""},
		{ListFlags, false, concerned, ""},
		{DecideFlag, false, reviewers, "the role that the flag's rule names, and never the author"},
		{ListReviews, false, reviewers, "only offers of the key's entities"},
		{ClearReviews, false, reviewers, "as for each decision"},
		{ListPrecedents, false, reviewers, ""},
		{AssignFlag, false, reviewers, ""},
		{ListWaivers, false, reviewers, "only those of the key's entities"},
		{EndWaiver, false, []actor.Role{actor.Legal}, "only those of the key's entities"},
		{ListPrivileged, false, []actor.Role{actor.Legal}, "privileged: for legal alone"},
		{TellCandidate, false, writers, ""},
		{ReadBack, false, concerned, "only the person who made the promise"},
		{OverrideReadBack, false, []actor.Role{actor.Admin, actor.HROps}, "never who wrote the terms or made the promise"},
		{IssueOffer, false, senders, "only through an open gate"},
		{ListApprovals, false, approvers, "a role that reads offers sees all steps, another those that ask it"},
		{DecideApproval, false, approvers, "only who is asked, or stands in for them, and never who wrote the terms"},
		{OverrideApproval, false, admins, "never who wrote the terms"},
		{ReplaceApprover, false, []actor.Role{actor.Admin, actor.HROps}, ""},
		{MyApprovals, false, approvers, "only steps that ask the person"},
		{PreviewApprovals, false, readers, "stores nothing"},
		{ListDelegations, false, approvers, "only one's own"},
		{Delegate, false, approvers, "only one's own"},
		{EndDelegation, false, approvers, "only one's own"},
		{GetApprovalReport, false, readers, "only offers of the key's entities"},
		{ProposeOffer, false, senders, "the person becomes the author"},
		{ReplaceProposal, false, senders, "the person becomes an author of the terms; only before a handoff"},
		{GetProposal, false, concerned, ""},
		{TellVerbal, false, senders, ""},
		{RescindOffer, false, []actor.Role{actor.HROps}, ""},
		{CancelOffer, false, writers, "only before a letter was issued"},
		{ExtendOffer, false, writers, ""},
		{PauseOffer, false, writers, ""},
		{ResumeOffer, false, writers, ""},
		{RenegeOffer, false, senders, ""},
		{StopClock, false, writers, "counts once another person has confirmed it"},
		{ConfirmClock, false, []actor.Role{actor.HROps}, "never who stopped it"},
		{ResumeClock, false, writers, ""},
		{AcceptOffer, false, senders, "marked as given on behalf"},
		{DeclineOffer, false, senders, "marked as given on behalf"},
		{RequestChanges, false, senders, "marked as given on behalf"},
		{ListChanges, false, concerned, ""},
		{AnswerChanges, false, writers, ""},
		{SignForEmployer, false, senders, "records a signature; nobody signs through the API"},
		{AttachPaper, false, senders, ""},
		{ListAttachments, false, []actor.Role{actor.HROps, actor.Legal}, ""},
		{GetAttachment, false, []actor.Role{actor.HROps, actor.Legal}, "a signed paper holds more of the candidate than the letter does"},
		{GetBundle, false, []actor.Role{actor.HROps, actor.Legal}, "it holds all of the offer, but no privileged note"},
		{GetCertificate, false, []actor.Role{actor.HROps, actor.Legal}, "it holds the address and the device of the candidate"},
		{GetOnboarding, false, []actor.Role{actor.HROps, actor.ATS}, ""},
		{RenewLink, false, senders, "whoever holds the link can answer"},
		{RevokeLink, false, senders, ""},
		{GetEvidence, false, []actor.Role{actor.HROps, actor.Legal}, "it holds the address and the device of the candidate"},
		{ListEvents, false, concerned, ""},
		{ReadFeed, false, []actor.Role{actor.Admin, actor.HROps, actor.ATS}, "only events of offers that the key may see, without payloads"},
		{MeasureOffers, false, []actor.Role{actor.Admin, actor.HROps, actor.TotalRewards, actor.Recruiter}, "only offers of the key's entities; counts, codes and ids, no pay; confidential offers count without being named"},
		{MeasureEquity, false, []actor.Role{actor.Admin, actor.HROps, actor.TotalRewards}, "only offers of the key's entities; no group of under 8, counts rounded to 5, no pay"},
		{MeasureEquityBy, false, []actor.Role{actor.HROps, actor.TotalRewards}, "as measureEquity, for roles that read every offer that counts; what is sent is kept nowhere"},
		{ListClauses, false, everyone, ""},
		{GetClauseBook, false, everyone, ""},
		{GetClause, false, everyone, ""},
		{ListTemplates, false, everyone, ""},
		{GetTemplate, false, everyone, ""},
		{ListPolicies, false, everyone, ""},
		{GetPolicy, false, everyone, ""},
		{ListEntities, false, everyone, "only the key's entities"},
		{GetEntity, false, everyone, "only the key's entities"},
		{ListBands, false, []actor.Role{actor.Admin, actor.HROps, actor.Legal, actor.TotalRewards}, "only bands of the key's entities and of all"},
		{ImportBands, false, []actor.Role{actor.Admin, actor.TotalRewards}, "only bands of the key's entities"},
		{ListKeys, false, admins, "only keys of the key's entities"},
		{CreateKey, false, admins, "no wider than the key that makes it"},
		{RevokeKey, false, admins, "only keys of the key's entities"},
		{ListWebhooks, false, admins, "only webhooks of the key's entities"},
		{CreateWebhook, false, admins, "hears of no more than the key may see"},
		{DeleteWebhook, false, admins, "only webhooks of the key's entities"},
		{RotateWebhook, false, admins, "only webhooks of the key's entities"},
		{EnableWebhook, false, admins, "only webhooks of the key's entities"},
		{DisableWebhook, false, admins, "only webhooks of the key's entities"},
		{TestWebhook, false, admins, "only webhooks of the key's entities"},
		{ListDeliveries, false, admins, "only webhooks of the key's entities"},
		{ReplayDelivery, false, admins, "only webhooks of the key's entities"},
		{ReplayWebhook, false, admins, "only webhooks of the key's entities"},
		{GetSchema, true, nil, ""},
		{GetFileSchema, true, nil, ""},
		{GetOpenAPI, true, nil, ""},
		{GetDocs, true, nil, ""},
		{GetFaults, true, nil, ""},
		{GetFigures, true, nil, ""},
		{GetHealth, true, nil, ""},
		{GetReadiness, true, nil, ""},
		{GetMetrics, true, nil, "counts and durations by route, never data"},
	}
	return append(table, libraryPermissions()...)
}

// Permit finds the row of an operation; ok is false when it has none, and then nobody may do it.
func Permit(op Operation) (p Permission, ok bool) {
	table := Permissions()
	i := slices.IndexFunc(table, func(p Permission) bool { return p.Operation == op })
	if i < 0 {
		return Permission{}, false
	}
	return table[i], true
}

// Allows says whether the actor has one of the roles of p.
func (p Permission) Allows(a actor.Actor) bool {
	return p.Public || slices.ContainsFunc(p.Roles, a.Has)
}

// Forbidden is the fault for an actor that p does not allow. It names the roles that would be.
func (p Permission) Forbidden() error {
	text := "this needs a key with one of the roles:"
	for i, r := range p.Roles {
		if i > 0 {
			text += ","
		}
		text += " " + string(r)
	}
	return forbid(text)
}
