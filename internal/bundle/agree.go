package bundle

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"verbatim/internal/digest"
	"verbatim/internal/event"
)

// Names of files that repeat in words what the chain holds in codes. Each is there where the chain tells of such acts.
const (
	Decisions   = "decisions.json"
	Approvals   = "approvals.json"
	Evidence    = "evidence.json"
	Attachments = "attachments.json"
	Signatures  = "employer-signatures.json"
	Onboarding  = "onboarding.json"
)

// The parts of those files that the chain tells too. What is sealed in the chain, such as a reason, is held by the manifest
// alone: without the offer's salt nobody can compare it.
type (
	decision struct {
		ID      string `json:"id"`
		Flag    string `json:"flag_id"`
		Code    string `json:"code"`
		Verdict string `json:"verdict"`
		By      string `json:"by"`
	}
	approvals struct {
		Acts []approvalAct `json:"acts"`
	}
	approvalAct struct {
		Sequence int64           `json:"sequence"`
		Type     event.Type      `json:"type"`
		At       time.Time       `json:"at"`
		By       string          `json:"by"`
		Facts    json.RawMessage `json:"facts"`
	}
	attachment struct {
		ID     string        `json:"id"`
		Kind   string        `json:"kind"`
		Letter int           `json:"letter_version"`
		Bytes  int           `json:"bytes"`
		Digest digest.Digest `json:"sha256"`
	}
	signature struct {
		Letter int       `json:"letter_version"`
		Form   string    `json:"form"`
		At     time.Time `json:"at"`
		By     string    `json:"recorded_by"`
	}
	named struct {
		ID  string        `json:"id"`
		PDF digest.Digest `json:"pdf_sha256"`
	}
	answered struct {
		Answer    string        `json:"answer"`
		Letter    int           `json:"letter_version"`
		Lock      digest.Digest `json:"lock"`
		Form      string        `json:"form"`
		At        time.Time     `json:"at"`
		OnBehalf  bool          `json:"on_behalf"`
		Documents []named       `json:"documents"`
	}
	handedOn struct {
		Offer     string        `json:"offer_id"`
		Letter    int           `json:"letter_version"`
		Lock      digest.Digest `json:"lock"`
		Documents []named       `json:"documents"`
	}
)

// agree holds the files that repeat what happened against the chain, both ways: who packs another decision, approval or paper
// under a manifest of their own is betrayed by the events.
func (r *Report) agree(files map[string][]byte, events []event.Event) {
	a := agreement{Report: r, files: files}
	for _, e := range events {
		a.of[kindOf(e.Type)] = append(a.of[kindOf(e.Type)], e)
	}
	a.decisions()
	a.approvals()
	a.attachments()
	a.signatures()
	a.answer()
	a.onboarding()
	for _, e := range a.of[issues] {
		a.has(fmt.Sprintf("letters/%d/lock.json", e.Letter))
	}
}

// The kinds of events that a file repeats; plain is all others.
const (
	plain = iota
	decides
	approves
	attaches
	signs
	answers
	handsOn
	issues
	kinds
)

func kindOf(t event.Type) int {
	switch {
	case t == event.FlagDecided:
		return decides
	case slices.Contains(event.Approvals(), t):
		return approves
	case t == event.AnswerAttached:
		return attaches
	case t == event.EmployerSigned:
		return signs
	case t == event.OfferAccepted || t == event.OfferDeclined:
		return answers
	case t == event.OnboardingReady:
		return handsOn
	case t == event.OfferIssued:
		return issues
	}
	return plain
}

type agreement struct {
	*Report
	files map[string][]byte
	of    [kinds][]event.Event
}

// has says whether a file is there, and finds that it is not.
func (a agreement) has(name string) bool {
	_, ok := a.files[name]
	if !ok {
		a.find(name, "it is missing, and the events tell of what belongs into it")
	}
	return ok
}

// read reads a file that repeats events of a kind: false where there is nothing to compare.
func (a agreement) read(name string, kind int, into any) bool {
	if len(a.of[kind]) == 0 {
		if _, there := a.files[name]; !there {
			return false
		}
	} else if !a.has(name) {
		return false
	}
	if err := json.Unmarshal(a.files[name], into); err != nil {
		a.find(name, "it cannot be read")
		return false
	}
	return true
}

// alike holds what a file says against what the events tell, one by one in a common order.
func alike[T any](a agreement, name string, said, told []T, key func(T) string) {
	index := func(all []T) map[string]bool {
		out := map[string]bool{}
		for _, x := range all {
			out[key(x)] = true
		}
		return out
	}
	inFile, inChain := index(said), index(told)
	if len(said) != len(told) || !maps.Equal(inFile, inChain) {
		a.find(name, "it does not say what the events tell")
	}
}

func (a agreement) decisions() {
	var said, told []decision
	if !a.read(Decisions, decides, &said) {
		return
	}
	for _, e := range a.of[decides] {
		var f struct {
			Decision string `json:"decision_id"`
			Flag     string `json:"flag_id"`
			Code     string `json:"code"`
			Verdict  string `json:"decision"`
		}
		_ = json.Unmarshal(e.Facts, &f) // what cannot be read agrees with nothing
		told = append(told, decision{f.Decision, f.Flag, f.Code, f.Verdict, string(e.Actor)})
	}
	alike(a, Decisions, said, told, func(d decision) string { return fmt.Sprintf("%+v", d) })
}

func (a agreement) approvals() {
	var file approvals
	if !a.read(Approvals, approves, &file) {
		return
	}
	var told []approvalAct
	for _, e := range a.of[approves] {
		told = append(told, approvalAct{e.Sequence, e.Type, e.At, string(e.Actor), e.Facts})
	}
	alike(a, Approvals, file.Acts, told, func(x approvalAct) string {
		facts, err := digest.OfJSON(x.Facts)
		return fmt.Sprint(x.Sequence, x.Type, x.At.UTC(), x.By, facts, err)
	})
}

func (a agreement) attachments() {
	var said, told []attachment
	if !a.read(Attachments, attaches, &said) {
		return
	}
	for i, x := range said {
		name := ""
		for f := range a.files {
			if strings.HasPrefix(f, "attachments/"+x.ID+".") {
				name = f
			}
		}
		if name == "" {
			a.find("attachments/"+x.ID, "it is missing")
		} else if digest.Of(a.files[name]) != x.Digest {
			a.find(name, "its digest is not the one in %s", Attachments)
		}
		said[i].Digest = ""
	}
	for _, e := range a.of[attaches] {
		var f struct {
			ID    string `json:"attachment_id"`
			Kind  string `json:"kind"`
			Bytes int    `json:"bytes"`
		}
		_ = json.Unmarshal(e.Facts, &f)
		told = append(told, attachment{ID: f.ID, Kind: f.Kind, Letter: e.Letter, Bytes: f.Bytes})
	}
	alike(a, Attachments, said, told, func(x attachment) string { return fmt.Sprintf("%+v", x) })
}

func (a agreement) signatures() {
	var said, told []signature
	if !a.read(Signatures, signs, &said) {
		return
	}
	for _, e := range a.of[signs] {
		told = append(told, signature{e.Letter, formIn(e), e.At, string(e.Actor)})
	}
	alike(a, Signatures, said, told, func(x signature) string { return fmt.Sprint(x.Letter, x.Form, x.At.UTC(), x.By) })
}

func formIn(e event.Event) string {
	var f struct {
		Form string `json:"form"`
	}
	_ = json.Unmarshal(e.Facts, &f)
	return f.Form
}

// answer holds the latest answer against its event, and the papers that it names against those in the bundle.
func (a agreement) answer() {
	var said answered
	if !a.read(Evidence, answers, &said) {
		return
	}
	if len(a.of[answers]) == 0 {
		a.find(Evidence, "the events tell of no answer")
		return
	}
	e := a.of[answers][len(a.of[answers])-1]
	kind := strings.TrimPrefix(string(e.Type), "offer.")
	if said.Answer != kind || said.Form != formIn(e) || !said.At.Equal(e.At) || said.OnBehalf != (e.Behalf != "") || e.Type == event.OfferAccepted && said.Letter != e.Letter {
		a.find(Evidence, "it does not say what event %d tells", e.Sequence)
	}
	if e.Type == event.OfferAccepted {
		a.papers(Evidence, said.Letter, said.Lock, said.Documents)
	}
}

func (a agreement) onboarding() {
	var said handedOn
	if !a.read(Onboarding, handsOn, &said) {
		return
	}
	if len(a.of[handsOn]) == 0 {
		a.find(Onboarding, "the events tell of no hand-over")
		return
	}
	e := a.of[handsOn][len(a.of[handsOn])-1]
	if said.Offer != e.Offer || said.Letter != e.Letter {
		a.find(Onboarding, "it does not say what event %d tells", e.Sequence)
	}
	a.papers(Onboarding, said.Letter, said.Lock, said.Documents)
}

// papers holds the papers of a letter against the digests that a file names, and the letter's lock against its digest.
func (a agreement) papers(file string, letter int, lock digest.Digest, documents []named) {
	dir := fmt.Sprintf("letters/%d/", letter)
	if len(documents) == 0 {
		a.find(file, "it names no paper")
	}
	for _, d := range documents {
		if name := dir + d.ID + ".pdf"; a.has(name) && digest.Of(a.files[name]) != d.PDF {
			a.find(name, "it is not the paper that %s names", file)
		}
	}
	if name := dir + "lock.json"; a.has(name) {
		if sum, err := digest.OfJSON(json.RawMessage(a.files[name])); err != nil || sum != lock {
			a.find(name, "it is not the lock that %s names", file)
		}
	}
}
