package api_test

import (
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
)

// thing is an offer that the matrix is tried on.
type thing struct {
	entity, record, offer, flag, etag, fingerprint, webhook string
}

// try is how an operation is called on a thing: the target, the body, further headers.
type try struct {
	target  string
	body    string
	headers []string
	own     int // the status when the role allows it and the thing is of the key's entity
	other   int // and when it is of another entity
	unasked int // of a hiring manager whom nobody asks, where that is another one
}

// tries says how each operation is called. An operation without a row fails the test.
func tries(w *world, x thing) map[auth.Operation]try {
	offer := "/v1/offers/" + x.offer
	letter := offer + "/letters/1"
	hooks := "/v1/webhooks/" + x.webhook
	match := []string{"If-Match", `"r999"`}
	decision := `{"verdict":"cleared","fingerprint":"` + x.fingerprint + `"}`
	all := map[auth.Operation]try{
		auth.CreateHandoff:   {target: "/v1/handoffs", body: x.record, own: 200, other: 403},
		auth.ValidateHandoff: {target: "/v1/handoffs:validate", body: x.record, own: 200, other: 200},
		auth.PreviewHandoff:  {target: "/v1/handoffs:preview", body: x.record, own: 200, other: 403},
		auth.ListOffers:      {target: "/v1/offers", own: 200, other: 200},
		auth.GetOffer:        {target: offer, own: 200, other: 404},
		auth.PreviewNext:     {target: offer + "/handoffs:preview", body: x.record, own: 200, other: 404},
		auth.HandOver:        {target: offer + "/handoffs", body: x.record, headers: match, own: 200, other: 404},
		auth.AmendOffer:      {target: offer + "/amendments", body: x.record, headers: match, own: 412, other: 404},
		auth.ListLetters:     {target: offer + "/letters", own: 200, other: 404},
		auth.ReviseLetter:    {target: offer + "/letters", body: `{"redate":true}`, headers: match, own: 412, other: 404},
		auth.GetLetter:       {target: letter, own: 200, other: 404},
		auth.GetLetterPDF:    {target: letter + "/pdf", own: 200, other: 404},
		auth.GetLetterHTML:   {target: letter + "/html", own: 200, other: 404},
		auth.GetLetterText:   {target: letter + "/text", own: 200, other: 404},
		auth.GetLetterDOCX:   {target: letter + "/docx", own: 200, other: 404},
		auth.GetRedline:      {target: letter + "/redline?against=verbal", own: 200, other: 404},
		auth.VerifyLetter:    {target: "/v1/verify", body: "%PDF-1.7", headers: []string{"Content-Type", "application/pdf"}, own: 200, other: 200},
		auth.GetLetterTerms:  {target: letter + "/terms", own: 200, other: 404},
		auth.GetLetterLock:   {target: letter + "/lock", own: 200, other: 404},
		auth.GetLetterDiff:   {target: letter + "/diff", own: 200, other: 404},
		auth.GetLetterTrace:  {target: letter + "/trace", own: 200, other: 404},
		auth.ListFlags:       {target: letter + "/flags", own: 200, other: 404},
		auth.DecideFlag:      {target: letter + "/flags/" + newID() + "/decision", body: decision, own: 404, other: 404},
		auth.ListReviews:     {target: "/v1/reviews", own: 200, other: 200},
		auth.ClearReviews:    {target: "/v1/reviews:clear", body: `{"flags":[]}`, own: 422, other: 422},
		auth.ListPrecedents:  {target: letter + "/flags/" + newID() + "/precedents", own: 404, other: 404},
		auth.AssignFlag:      {target: letter + "/flags/" + newID() + "/assignee", body: `{"person":""}`, own: 404, other: 404},
		auth.ListWaivers:     {target: "/v1/waivers", own: 200, other: 200},
		auth.EndWaiver:       {target: "/v1/waivers/" + newID() + "/end", own: 404, other: 404},
		auth.ListPrivileged:  {target: offer + "/privileged-notes", own: 200, other: 404},
		auth.TellCandidate:   {target: letter + "/told", body: `{"amendment":"none","reason":"there is none"}`, own: 422, other: 404},
		auth.ReadBack:        {target: letter + "/read-back", body: `{"verdict":"confirmed","lock":"sha256:` + strings.Repeat("0", 64) + `"}`, own: 403, other: 404},
		auth.IssueOffer:      {target: offer + "/issue", headers: match, own: 412, other: 404},
		auth.ProposeOffer:    {target: "/v1/offers", body: proposalOf(x.record, x.entity), own: 201, other: 403},
		auth.GetProposal:     {target: offer + "/proposal", own: 404, other: 404},
		auth.TellVerbal:      {target: offer + "/verbal", body: `{"at":"2026-11-20T10:00:00Z","channel":"phone","by":"robin.lee@acme.example"}`, headers: match, own: 412, other: 404},
		auth.RescindOffer:    {target: offer + "/rescind", body: `{"reason_code":"budget","reason":"closed"}`, headers: match, own: 412, other: 404},
		auth.CancelOffer:     {target: offer + "/cancel", body: `{"reason_code":"budget","reason":"closed"}`, headers: match, own: 412, other: 404},
		auth.ExtendOffer:     {target: offer + "/extend", body: `{"expires_at":"2027-01-01T00:00:00Z","reason_code":"holiday"}`, headers: match, own: 412, other: 404},
		auth.PauseOffer:      {target: offer + "/pause", body: `{"reason_code":"mistake_found"}`, headers: match, own: 412, other: 404},
		auth.ResumeOffer:     {target: offer + "/resume", headers: match, own: 412, other: 404},
		auth.RenegeOffer:     {target: offer + "/renege", body: `{"reason_code":"no_show"}`, headers: match, own: 412, other: 404},
		auth.StopClock:       {target: offer + "/clock/stop", body: `{"reason_code":"outside_body"}`, headers: match, own: 412, other: 404},
		auth.ConfirmClock:    {target: offer + "/clock/confirm", headers: match, own: 412, other: 404},
		auth.ResumeClock:     {target: offer + "/clock/resume", headers: match, own: 412, other: 404},
		auth.AcceptOffer:     {target: offer + "/accept", body: `{"letter_version":1,"form":"typed","pdf_sha256":"sha256:` + strings.Repeat("0", 64) + `"}`, own: 409, other: 404},
		auth.DeclineOffer:    {target: offer + "/decline", body: `{"reason":{"code":"unknown"},"at":"2199-01-01T00:00:00Z"}`, own: 422, other: 404},
		auth.RequestChanges:  {target: offer + "/request-changes", body: `{"asks":[{"text":"later"}]}`, own: 409, other: 404},
		auth.ListChanges:     {target: offer + "/change-requests", own: 200, other: 404},
		auth.AnswerChanges:   {target: offer + "/change-requests/1/answer", body: `{"answers":[{"ask":1,"verdict":"refused"}]}`, own: 404, other: 404},
		auth.SignForEmployer: {target: offer + "/employer-signature", body: `{"signatory":"Kim Park","form":"typed","letter_version":9}`, own: 409, other: 404},
		auth.AttachPaper:     {target: offer + "/attachments?kind=signed_letter", body: "%PDF-1.7", headers: []string{"Content-Type", "application/pdf"}, own: 409, other: 404},
		auth.ListAttachments: {target: offer + "/attachments", own: 200, other: 404},
		auth.GetAttachment:   {target: offer + "/attachments/" + newID(), own: 404, other: 404},
		auth.GetBundle:       {target: offer + "/bundle", own: 200, other: 404},
		auth.GetCertificate:  {target: offer + "/certificate", own: 404, other: 404},
		auth.GetOnboarding:   {target: offer + "/onboarding", own: 404, other: 404},
		auth.RenewLink:       {target: offer + "/link", own: 409, other: 404},
		auth.RevokeLink:      {target: offer + "/link", own: 409, other: 404},
		auth.GetEvidence:     {target: offer + "/evidence", own: 404, other: 404},
		auth.ListEvents:      {target: offer + "/events", own: 200, other: 404},
		auth.ReadFeed:        {target: "/v1/events?after=0", own: 200, other: 200},
		auth.MeasureOffers:   {target: "/v1/metrics/offers?group_by=level&from=2026-01-01&to=2026-12-31&zone=Europe%2FBerlin", own: 200, other: 200},
		auth.MeasureEquity:   {target: "/v1/metrics/equity", own: 200, other: 200},
		auth.ListClauses:     {target: "/v1/clauses", own: 200, other: 200},
		auth.GetClauseBook:   {target: "/v1/clauses.pdf", own: 200, other: 200},
		auth.GetClause:       {target: "/v1/clauses/" + string(listed(w.T, w.desk.Library.Current().Clauses)[0].ID), own: 200, other: 200},
		auth.ListTemplates:   {target: "/v1/templates", own: 200, other: 200},
		auth.GetTemplate:     {target: "/v1/templates/" + listed(w.T, w.desk.Library.Current().Templates)[0].ID, own: 200, other: 200},
		auth.ListPolicies:    {target: "/v1/policies", own: 200, other: 200},
		auth.GetPolicy:       {target: "/v1/policies/company", own: 200, other: 200},
		auth.ListEntities:    {target: "/v1/entities", own: 200, other: 200},
		auth.GetEntity:       {target: "/v1/entities/" + x.entity, own: 200, other: 404},
		auth.ListBands:       {target: "/v1/bands?level=none", own: 200, other: 200},
		auth.ImportBands:     {target: "/v1/bands", body: bandBody(x.entity), own: 200, other: 403},
		auth.ListKeys:        {target: "/v1/keys", own: 200, other: 200},
		auth.CreateKey:       {target: "/v1/keys", body: `{"person":"N","roles":["ats"],"entities":["` + x.entity + `"]}`, own: 201, other: 403},
		auth.RevokeKey:       {target: "/v1/keys/" + newID(), own: 404, other: 404},
		auth.ListWebhooks:    {target: "/v1/webhooks", own: 200, other: 200},
		auth.CreateWebhook:   {target: "/v1/webhooks", body: `{"url":"https://hooks.example.com/","entities":["` + x.entity + `"]}`, own: 201, other: 403},
		auth.DeleteWebhook:   {target: "/v1/webhooks/" + newID(), own: 404, other: 404},
		auth.RotateWebhook:   {target: hooks + "/secret", own: 200, other: 404},
		auth.EnableWebhook:   {target: hooks + "/enable", own: 200, other: 404},
		auth.DisableWebhook:  {target: hooks + "/disable", own: 200, other: 404},
		auth.TestWebhook:     {target: hooks + "/test", own: 200, other: 404},
		auth.ListDeliveries:  {target: hooks + "/deliveries", own: 200, other: 404},
		auth.ReplayDelivery:  {target: hooks + "/deliveries/7/replay", own: 404, other: 404},
		auth.ReplayWebhook:   {target: hooks + "/replay", body: `{"after":0}`, own: 204, other: 404},
		auth.GetSchema:       {target: "/v1/schemas/handoff/v1", own: 200, other: 200},
		auth.GetFileSchema:   {target: "/v1/schemas/templates/clause", own: 200, other: 200},
		auth.GetOpenAPI:      {target: "/openapi.json", own: 200, other: 200},
		auth.GetHealth:       {target: "/healthz", own: 200, other: 200},
		auth.GetReadiness:    {target: "/readyz", own: 200, other: 200},
		auth.GetMetrics:      {target: "/metrics", own: 200, other: 200},

		auth.MeasureEquityBy:  {target: "/v1/metrics/equity", body: "offer,attribute,value\n1,group,a\n", headers: []string{"Content-Type", "text/csv"}, own: 200, other: 200},
		auth.OverrideReadBack: {target: letter + "/read-back/override", body: `{"reason":"nobody is here"}`, own: 409, other: 404},
		auth.ReplaceProposal:  {target: offer + "/proposal", body: proposalOf(x.record, x.entity), headers: match, own: 412, other: 404},

		auth.ListApprovals:     {target: offer + "/approvals", own: 200, other: 404, unasked: 404},
		auth.DecideApproval:    {target: offer + "/approvals/offers.rewards/decision", body: `{"verdict":"approved","terms":"sha256:` + strings.Repeat("0", 64) + `"}`, own: 404, other: 404},
		auth.OverrideApproval:  {target: offer + "/approvals/offers.rewards/override", body: `{"reason":"nobody is here"}`, own: 404, other: 404},
		auth.ReplaceApprover:   {target: offer + "/approvals/offers.rewards/replacement", body: `{"from":"role:legal","to":"role:admin","reason":"on leave"}`, own: 404, other: 404},
		auth.MyApprovals:       {target: "/v1/approvals", own: 200, other: 200},
		auth.PreviewApprovals:  {target: "/v1/approvals:preview", body: proposalOf(x.record, x.entity), own: 200, other: 403},
		auth.ListDelegations:   {target: "/v1/delegations", own: 200, other: 200},
		auth.Delegate:          {target: "/v1/delegations", body: `{"to":"robin.lee@acme.example","start_at":"2026-11-24T00:00:00Z","end_at":"2026-12-24T00:00:00Z"}`, own: 201, other: 201},
		auth.EndDelegation:     {target: "/v1/delegations/" + newID(), own: 404, other: 404},
		auth.GetApprovalReport: {target: "/v1/metrics/approvals", own: 200, other: 200},
	}
	maps.Copy(all, libraryTries())
	return all
}

// offerOf hands a record over and gives the offer.
func (w *world) offerOf(entity, text, key string) thing {
	w.Helper()
	a := w.do("POST", "/v1/handoffs", key, text).is(http.StatusCreated)
	r := read[desk.Result](a)
	x := thing{entity: entity, record: text, offer: string(r.Offer), etag: a.Header().Get("ETag"), fingerprint: "sha256:" + strings.Repeat("0", 64)}
	x.webhook = w.webhook(entity)
	if len(r.Flags) > 0 {
		x.flag, x.fingerprint = r.Flags[0].ID, string(r.Flags[0].Fingerprint)
	}
	return x
}

// TestAuthorisationMatrix tries every operation with every role on an offer of the key's entity and of another; a hiring
// manager finds the own offer and no other one.
func TestAuthorisationMatrix(t *testing.T) {
	w := newWorld(t)
	author := w.key("Author", nil, actor.HROps)
	things := map[string]thing{
		"acme-us": w.offerOf("acme-us", flagged(t), author),
		"acme-uk": w.offerOf("acme-uk", record(t, ukRecord), author),
	}
	cells := 0
	holders := map[string]actor.Role{"kim.park@acme.example": actor.HiringManager} // whom the offer of acme-us names
	for _, role := range actor.Roles() {
		holders["Holder of "+string(role)] = role
	}
	for person, role := range holders {
		key := w.key(person, []string{"acme-us"}, role)
		for entity, x := range things {
			rows := tries(w, x)
			for _, r := range api.Routes() {
				row, ok := rows[r.Operation]
				if !ok {
					t.Fatalf("%s has no row in the matrix", r.Operation)
				}
				cells++
				got := w.do(r.Method, row.target, key, row.body, row.headers...)
				own := entity == "acme-us"
				if role == actor.HiringManager && strings.Contains(row.target, x.offer) {
					own = own && person == "kim.park@acme.example"
				}
				if want := expected(r, role, own, row); got.Code != want {
					t.Errorf("%s as %s (%s) on %s: status %d, want %d: %.300s", r.Operation, role, person, entity, got.Code, want, got.Body)
				}
			}
		}
	}
	if cells < 300 {
		t.Errorf("only %d cells", cells)
	}
	t.Logf("%d cells", cells)
}

// expected is the status that the matrix wants: 403 where the role does not do, else that of the row.
func expected(r api.Route, role actor.Role, own bool, row try) int {
	p, _ := auth.Permit(r.Operation)
	switch {
	case !p.Allows(actor.Actor{Roles: []actor.Role{role}}):
		return http.StatusForbidden
	case own && role == actor.HiringManager && row.unasked != 0:
		return row.unasked
	case own:
		return row.own
	}
	return row.other
}

// TestBadCredentials tries every operation that is not public with seven bad credentials.
func TestBadCredentials(t *testing.T) {
	w := newWorld(t)
	x := w.offerOf("acme-us", record(t, usRecord), w.key("Author", nil, actor.HROps))
	good := w.key("All", nil, actor.Roles()...)
	end := w.now().Add(time.Hour)
	root := auth.CommandLine("cli", "cli")
	revoked, k, err := w.auth.CreateKey(t.Context(), root, auth.NewKey{Person: "Gone", Roles: actor.Roles()})
	w.must(err)
	w.must(w.auth.RevokeKey(t.Context(), root, k.ID))
	expired, _, err := w.auth.CreateKey(t.Context(), root, auth.NewKey{Person: "Late", Roles: actor.Roles(), Expires: &end})
	w.must(err)
	start := w.now()
	w.now = func() time.Time { return start.Add(2 * time.Hour) }
	w.start()
	bad := map[string]string{
		"none": "", "basic": "Basic " + good, "bare": good, "malformed": "Bearer vb_x", "unknown": "Bearer vb_ffffffffffff_" + strings.Repeat("a", 64),
		"wrong secret": "Bearer " + good[:len(good)-4] + "0000", "revoked": "Bearer " + revoked, "expired": "Bearer " + expired,
	}
	for _, r := range api.Routes() {
		row := tries(w, x)[r.Operation]
		for name, header := range bad {
			got := w.do(r.Method, row.target, "", row.body, append([]string{"Authorization", header}, row.headers...)...)
			if p, _ := auth.Permit(r.Operation); p.Public {
				if got.Code != row.own {
					t.Errorf("%s is public and answers %d to %s", r.Operation, got.Code, name)
				}
				continue
			}
			if got.Code != http.StatusUnauthorized || got.Header().Get("WWW-Authenticate") == "" {
				t.Errorf("%s with %s: status %d", r.Operation, name, got.Code)
			}
		}
	}
}

// TestOthersThings names things of another offer, or none, below an offer of one's own.
func TestOthersThings(t *testing.T) {
	w := newWorld(t)
	key := w.key("All", nil, actor.Roles()...)
	us := w.offerOf("acme-us", record(t, usRecord), key)
	other := w.offerOf("acme-us", flagged(t, `"application": "234556"`, `"application": "9"`), key)
	for _, target := range []string{
		"/v1/offers/" + newID(), "/v1/offers/x", "/v1/offers/" + strings.ToUpper(us.offer), "/v1/offers/" + us.offer + "/letters/2",
		"/v1/offers/" + us.offer + "/letters/0", "/v1/offers/" + us.offer + "/letters/01", "/v1/offers/" + us.offer + "/letters/-1",
		"/v1/offers/" + us.offer + "/letters/" + strconv.Itoa(1<<40), "/v1/offers/" + us.offer + "/letters/1/pdf?document=nothing",
		"/v1/offers/" + us.offer + "/letters/1/pdf?document=..%2f..%2fx", "/v1/offers/" + us.offer + "/letters/1/diff?against=7",
		"/v1/clauses/nothing", "/v1/templates/nothing", "/v1/schemas/handoff/v9", "/v1/schemas/handoff/examples",
		"/v1/schemas/templates/nothing", "/v1/schemas/templates/..%2fopenapi",
	} {
		w.do("GET", target, key, "").refused(http.StatusNotFound, fault.CodeNotFound)
	}
	if other.flag == "" {
		t.Fatal("the other offer has no flag")
	}
	legal := w.key("Legal", nil, actor.Legal, actor.HROps, actor.TotalRewards)
	w.do("POST", "/v1/offers/"+us.offer+"/letters/1/flags/"+other.flag+"/decision", legal,
		`{"verdict":"cleared","fingerprint":"`+other.fingerprint+`"}`).refused(http.StatusNotFound, fault.CodeNotFound)
	w.do("DELETE", "/v1/keys/"+newID(), key, "").refused(http.StatusNotFound, fault.CodeNotFound)
}
