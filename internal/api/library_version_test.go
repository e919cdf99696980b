package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"verbatim/internal/actor"
	"verbatim/internal/api"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/library"
)

// stocked is a server whose store holds the library, as a started server's does.
func stocked(t *testing.T) *world {
	w := newWorld(t)
	w.must(w.desk.ImportLibrary(t.Context(), auth.CommandLine("cli", "cli"), false, os.DirFS(templatesDir)))
	return w
}

// files reads the files of the newest version of a clause.
func (w *world) files(clause, key string) map[string]string {
	w.Helper()
	all := read[api.Clauses](w.do("GET", "/v1/clauses/"+clause, key, "").is(http.StatusOK)).Items
	return all[len(all)-1].Files
}

// publication is a request of files, with texts replaced in one of them.
func publication(t *testing.T, files map[string]string, replace ...string) string {
	t.Helper()
	p := desk.Publication{Files: map[string]string{}}
	for name, text := range files {
		p.Files[name] = text
	}
	for i := 0; i < len(replace); i += 3 {
		if !strings.Contains(p.Files[replace[i]], replace[i+1]) {
			t.Fatalf("%s does not hold %q", replace[i], replace[i+1])
		}
		p.Files[replace[i]] = strings.ReplaceAll(p.Files[replace[i]], replace[i+1], replace[i+2])
	}
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// uses gives the version of a clause that a letter is made of.
func (w *world) uses(path, key, clause string) (version int) {
	w.Helper()
	for _, p := range read[letter.Lock](w.do("GET", path+"/lock", key, "").is(http.StatusOK)).Pins {
		if p.Kind == library.Clause && p.ID == clause {
			return p.Version
		}
	}
	return 0
}

// TestLibraryLife takes a clause from its next version's publication over adoption to its withdrawal, beside a draft and
// an issued letter that must not notice.
func TestLibraryLife(t *testing.T) {
	w := stocked(t)
	lee, kim, robin := w.key("Lee", nil, actor.Legal), w.key("Kim", nil, actor.Legal), w.key("Robin", nil, actor.HROps)
	hand := func(application string) (path string) {
		t.Helper()
		a := w.do("POST", "/v1/handoffs", robin, record(t, usRecord, `"application": "234556"`, `"application": "`+application+`"`)).is(http.StatusCreated)
		return a.Header().Get("Location")
	}
	draft, given := hand("1"), hand("2")
	offer, _, _ := strings.Cut(given, "/letters")
	w.do("POST", offer+"/issue", robin, "", "If-Match", w.do("GET", given, robin, "").Header().Get("ETag")).is(http.StatusOK)
	before := w.do("GET", draft+"/pdf", robin, "").is(http.StatusOK).Header().Get("ETag")

	const clause, path = "sign_on", "/v1/clauses/sign_on/versions"
	files := w.files(clause, lee)
	changed := []string{"standard.md", "We will pay you a", "The company will pay you a", "fallback-1.md", "We will pay you a", "The company will pay you a"}
	p := w.do("POST", path, lee, publication(t, files, changed...)).refused(http.StatusUnprocessableEntity, fault.CodeLint)
	if f := p.Errors[0].File; f == nil || f.Line == 0 || f.Finding == "" || !strings.HasSuffix(f.Name, "sign_on/v2/samples.yaml") {
		t.Errorf("a finding says nothing of its place: %+v", p.Errors[0])
	}
	changed = append(changed, "samples.yaml", "We will pay you a", "The company will pay you a")
	body := publication(t, files, changed...)
	made := read[desk.PublishedVersion](w.do("POST", path, lee, body).is(http.StatusCreated))
	if made.Version != 2 || made.Status != desk.Offered || !made.FourEyes || made.Redline.Against != 1 || len(made.Redline.Files) == 0 {
		t.Errorf("%+v", made)
	}
	if why := concerns(made.Impact); why[draft] != "draft_would_change" || why[given] != "" {
		t.Errorf("the impact is %v", why)
	}
	w.do("POST", path, kim, body).is(http.StatusOK) // the same again is the stored version
	if v := w.uses(hand("3"), robin, clause); v != 1 {
		t.Errorf("a version that is only offered is used: %d", v)
	}
	w.do("POST", path+"/2/adopt", lee, "").refused(http.StatusForbidden, fault.CodeFourEyes)
	w.do("POST", path+"/2/adopt", kim, "").is(http.StatusOK)
	w.do("POST", path+"/2/adopt", kim, "").is(http.StatusOK)
	if v := w.uses(hand("4"), robin, clause); v != 2 {
		t.Errorf("a new letter is made of version %d", v)
	}
	if why := concerns(read[desk.Impact](w.do("GET", path+"/1/impact", robin, "").is(http.StatusOK))); why[given] != "in_force_uses" || why[draft] != "draft_uses" {
		t.Errorf("the impact of version 1 is %v", why)
	}
	w.keptAsTheyWere(draft, before, robin, clause)
	w.do("POST", path+"/2/withdraw", kim, `{"from":"2026-11-01","reason":"too early"}`).refused(http.StatusUnprocessableEntity, fault.CodeInvalidRequest)
	w.do("POST", path+"/2/withdraw", kim, `{"reason":"It says too much."}`).is(http.StatusOK)
	w.do("POST", path+"/2/withdraw", kim, `{"reason":"It says too much."}`).refused(http.StatusConflict, fault.CodeState)
	w.do("POST", path+"/2/adopt", kim, "").refused(http.StatusConflict, fault.CodeState)
	if v := w.uses(hand("5"), robin, clause); v != 1 {
		t.Errorf("after the withdrawal a new letter is made of version %d", v)
	}
	if proof, err := w.proof(); err != nil || proof.LibraryActs != 3 || proof.Library == 0 {
		t.Errorf("%+v %v", proof, err)
	}
}

// concerns gives why each letter is concerned, by its path.
func concerns(i desk.Impact) map[string]string {
	out := map[string]string{}
	for _, c := range i.Items {
		out["/v1/offers/"+string(c.Offer)+"/letters/1"] = c.Why
	}
	return out
}

// keptAsTheyWere holds a draft against what it was before a version was adopted, and writes its next version.
func (w *world) keptAsTheyWere(draft, pdf, key, clause string) {
	w.Helper()
	if now := w.do("GET", draft+"/pdf", key, "").is(http.StatusOK).Header().Get("ETag"); now != pdf {
		w.Error("a draft has changed")
	}
	offer, _, _ := strings.Cut(draft, "/letters")
	match := func() string { return w.do("GET", offer, key, "").Header().Get("ETag") }
	amend := `{"amendments":[{"id":"a1","term":"/terms/role/title","op":"set","expect":"Senior Software Engineer","value":"Staff Engineer","reason_code":"correction","reason":"as said"}]}`
	for _, next := range []struct {
		body string
		want int
	}{{amend, 1}, {`{"rebase":true}`, 2}} {
		path := w.do("POST", offer+"/letters", key, next.body, "If-Match", match()).is(http.StatusCreated).Header().Get("Location")
		if v := w.uses(path, key, clause); v != next.want {
			w.Errorf("after %s the next version is made of version %d", next.body, v)
		}
	}
}

// TestReplicaTakesTheLibrary: what one server adopts, another on the same database uses after its next look.
func TestReplicaTakesTheLibrary(t *testing.T) {
	w := stocked(t)
	lee, kim := w.key("Lee", nil, actor.Legal), w.key("Kim", nil, actor.Legal)
	other := &desk.Service{Store: w.store, Library: &library.Holder{}, Now: w.now}
	w.must(other.UseLibrary(t.Context()))
	path := "/v1/clauses/sign_on/versions"
	body := publication(t, w.files("sign_on", lee), "clause.yaml", "changelog:", "changelog: Nothing new.\nowner_note: x\n#")
	w.do("POST", path, lee, body).refused(http.StatusUnprocessableEntity, fault.CodeLint)
	body = publication(t, w.files("sign_on", lee), "standard.md", "We will pay you a", "We shall pay you a", "fallback-1.md", "We will pay you a", "We shall pay you a", "samples.yaml", "We will pay you a", "We shall pay you a")
	w.do("POST", path, lee, body).is(http.StatusCreated)
	w.desk.AdoptOwn = true
	if v := read[desk.LibraryVersion](w.do("POST", path+"/2/adopt", lee, "").is(http.StatusOK)); !v.Acts[1].Own {
		t.Errorf("nobody sees that the publisher adopted: %+v", v)
	}
	if l := read[api.Library](w.do("GET", "/v1/library?kind=clause", kim, "").is(http.StatusOK)); l.FourEyes || len(l.Items) < 50 {
		t.Errorf("four eyes %t, %d items", l.FourEyes, len(l.Items))
	}
	if v, err := other.Library.Current().Clause("sign_on", 2); v != nil || err != nil {
		t.Error("the other server has it before it looked")
	}
	w.must(other.UseLibrary(t.Context()))
	if v, err := other.Library.Current().Clause("sign_on", 2); v == nil || err != nil {
		t.Error("the other server has not taken the version")
	}
}

// libraryTries are the rows of the matrix for versions of the library, of which the world of the matrix stores none, and
// for the pages of the documentation.
func libraryTries() map[auth.Operation]try {
	return map[auth.Operation]try{
		auth.GetDocs:          {target: "/docs", own: 200, other: 200},
		auth.GetFaults:        {target: "/docs/faults", own: 200, other: 200},
		auth.GetFigures:       {target: "/docs/figures", own: 200, other: 200},
		auth.ListLibrary:      {target: "/v1/library", own: 200, other: 200},
		auth.PublishClause:    {target: "/v1/clauses/nothing_yet/versions", body: `{"files":{"clause.yaml":"x"}}`, own: 422, other: 422},
		auth.AdoptClause:      {target: "/v1/clauses/nothing_yet/versions/1/adopt", own: 404, other: 404},
		auth.WithdrawClause:   {target: "/v1/clauses/nothing_yet/versions/1/withdraw", body: `{"reason":"it is wrong"}`, own: 404, other: 404},
		auth.RedlineClause:    {target: "/v1/clauses/nothing_yet/versions/1/redline", own: 404, other: 404},
		auth.ClauseImpact:     {target: "/v1/clauses/nothing_yet/versions/1/impact", own: 404, other: 404},
		auth.PublishTemplate:  {target: "/v1/templates/nothing-yet/versions", body: `{"files":{"letter.yaml":"x"},"family":"x"}`, own: 422, other: 422},
		auth.AdoptTemplate:    {target: "/v1/templates/nothing-yet/versions/1/adopt", own: 404, other: 404},
		auth.WithdrawTemplate: {target: "/v1/templates/nothing-yet/versions/1/withdraw", body: `{"reason":"it is wrong"}`, own: 404, other: 404},
		auth.RedlineTemplate:  {target: "/v1/templates/nothing-yet/versions/1/redline", own: 404, other: 404},
		auth.TemplateImpact:   {target: "/v1/templates/nothing-yet/versions/1/impact", own: 404, other: 404},
		auth.PublishPolicy:    {target: "/v1/policies/nothing_yet/versions", body: `{"files":{"policy.yaml":"x"},"family":"x"}`, own: 422, other: 422},
		auth.AdoptPolicy:      {target: "/v1/policies/nothing_yet/versions/1/adopt", own: 404, other: 404},
		auth.WithdrawPolicy:   {target: "/v1/policies/nothing_yet/versions/1/withdraw", body: `{"reason":"it is wrong"}`, own: 404, other: 404},
		auth.RedlinePolicy:    {target: "/v1/policies/nothing_yet/versions/1/redline", own: 404, other: 404},
		auth.PolicyImpact:     {target: "/v1/policies/nothing_yet/versions/1/impact", own: 404, other: 404},
	}
}
