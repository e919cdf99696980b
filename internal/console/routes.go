package console

import (
	"net/http"

	"verbatim/internal/auth"
)

// routes is the table of pages and forms of those who are signed in.
func routes() []route {
	get, post := http.MethodGet, http.MethodPost
	return []route{
		{post, "sign-out", "", signOut},
		{get, "offers", auth.ListOffers, listOffers},
		{get, "offers/{offer}", auth.GetOffer, showOffer},
		{get, "offers/{offer}/diff", auth.GetLetterDiff, showDiff},
		{get, "offers/{offer}/letters/{letter}/pdf", auth.GetLetterPDF, letterPDF},
		{get, "offers/{offer}/amend", auth.ReviseLetter, amendForm},
		{post, "offers/{offer}/amend", auth.ReviseLetter, amend},
		{post, "offers/{offer}/revise", auth.ReviseLetter, revise},
		{post, "offers/{offer}/tell", auth.TellCandidate, tell},
		{post, "offers/{offer}/issue", auth.IssueOffer, issue},
		{post, "offers/{offer}/link", auth.RenewLink, renewLink},
		{post, "offers/{offer}/unlink", auth.RevokeLink, revokeLink},
		{post, "offers/{offer}/verbal", auth.TellVerbal, verbal},
		{post, "offers/{offer}/ask", auth.RequestChanges, ask},
		{get, "offers/{offer}/bundle", auth.GetBundle, paperOf("bundle.zip", mediaZip, bundlePaper)},
		{get, "offers/{offer}/certificate", auth.GetCertificate, paperOf("certificate.pdf", mediaPDF, certificatePaper)},
		{get, "offers/{offer}/onboarding", auth.GetOnboarding, paperOf("onboarding.json", mediaJSON, onboardingPaper)},
		{get, "offers/{offer}/letters/{letter}/docx", auth.GetLetterDOCX, letterDOCX},
		{get, "offers/{offer}/letters/{letter}/words", auth.GetRedline, showRedline},
		{get, "offers/{offer}/letters/{letter}/redline", auth.GetRedline, letterRedline},
		{post, "offers/{offer}/extend", auth.ExtendOffer, extend},
		{post, "offers/{offer}/pause", auth.PauseOffer, pause},
		{post, "offers/{offer}/resume", auth.ResumeOffer, resume},
		{post, "offers/{offer}/rescind", auth.RescindOffer, rescind},
		{post, "offers/{offer}/cancel", auth.CancelOffer, cancel},
		{post, "offers/{offer}/renege", auth.RenegeOffer, renege},
		{post, "offers/{offer}/accept", auth.AcceptOffer, accept},
		{post, "offers/{offer}/decline", auth.DeclineOffer, decline},
		{get, "queue", auth.ListReviews, showQueue},
		{get, "queue/same", auth.ListReviews, showSame},
		{post, "queue/clear", auth.ClearReviews, clearSame},
		{get, "reviews/{offer}/{letter}", auth.ListReviews, showReview},
		{post, "reviews/{offer}/{letter}/{flag}", auth.DecideFlag, decide},
		{post, "reviews/{offer}/{letter}/{flag}/assign", auth.AssignFlag, assign},
		{get, "approvals", auth.MyApprovals, listApprovals},
		{get, "approvals/plan", auth.PreviewApprovals, planForm},
		{post, "approvals/plan", auth.PreviewApprovals, plan},
		{get, "approvals/{offer}", auth.ListApprovals, showApprovals},
		{post, "approvals/{offer}/{step}", auth.DecideApproval, consent},
		{get, "handoffs/new", auth.CreateHandoff, newHandoff},
		{post, "handoffs/new", auth.CreateHandoff, editHandoff},
		{post, "handoffs/check", auth.PreviewHandoff, checkHandoff},
		{get, "clauses", auth.ListClauses, listClauses},
		{get, "clauses/{clause}", auth.GetClause, showClause},
		{get, "clauses/{clause}/publish", auth.PublishClause, publishForm},
		{post, "clauses/{clause}/publish", auth.PublishClause, publish},
		{post, "clauses/{clause}/adopt", auth.AdoptClause, adopt},
		{get, "clauses/{clause}/impact", auth.ClauseImpact, showImpact},
		{get, "dashboard", auth.MeasureOffers, showDashboard},
		{get, "settings", "", showSettings},
		{post, "settings/keys", auth.CreateKey, createKey},
		{post, "settings/keys/{key}/revoke", auth.RevokeKey, revokeKey},
		{post, "settings/webhooks", auth.CreateWebhook, createWebhook},
		{get, "settings/webhooks/{hook}", auth.ListWebhooks, showWebhook},
		{post, "settings/webhooks/{hook}", auth.ListWebhooks, changeWebhook},
		{get, "settings/bands", auth.ListBands, listBands},
		{post, "settings/bands", auth.ImportBands, importBands},
		{post, "settings/switches", "", switchKeys},
	}
}
