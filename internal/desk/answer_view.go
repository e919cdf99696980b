package desk

import (
	"encoding/json"
	"fmt"
	"time"

	"verbatim/internal/answer"
	"verbatim/internal/digest"
	"verbatim/internal/event"
	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// Acceptance is a request to record that the candidate said yes to a letter. Given on behalf, At is the instant that the
// paper bears.
type Acceptance struct {
	Letter   int             `json:"letter_version" jsonschema:"title=Letter version,minimum=1,example=1"`
	PDF      digest.Digest   `json:"pdf_sha256" jsonschema:"title=Digest of the letter's PDF as it was seen,pattern=^sha256:[0-9a-f]{64}$"`
	Form     answer.Form     `json:"form" jsonschema:"title=Form of signature,example=wet_ink"`
	At       *time.Time      `json:"at,omitempty" jsonschema:"title=Signed at,example=2026-11-24T10:00:00-08:00"`
	Name     string          `json:"name,omitempty" jsonschema:"title=Name as signed,maxLength=200"`
	Choices  []answer.Chosen `json:"choices,omitempty" jsonschema:"title=Choices,maxItems=40"`
	Fills    []answer.Fill   `json:"fills,omitempty" jsonschema:"title=Days filled in,maxItems=40"`
	External *External       `json:"external_signature,omitempty" jsonschema:"title=Signature made elsewhere"`
	Comment  string          `json:"comment,omitempty" jsonschema:"title=Comment,maxLength=2000"`
}

// External names a signature that a provider of electronic signatures made: who keeps it, and under which reference.
type External struct {
	Provider  string `json:"provider" jsonschema:"title=Provider,example=example-sign,maxLength=40,pattern=^[a-z0-9][a-z0-9._-]{0\\,39}$"`
	Reference string `json:"reference" jsonschema:"title=Reference,example=env-8f0c,minLength=1,maxLength=200"`
}

func (a Acceptance) provider() string {
	if a.External == nil {
		return ""
	}
	return a.External.Provider
}

// Refusal is a request to record that the candidate said no: one main reason, and up to two further ones.
type Refusal struct {
	Reason  event.DeclinedBecause   `json:"reason" jsonschema:"title=Main reason"`
	Further []event.DeclinedBecause `json:"further,omitempty" jsonschema:"title=Further reasons,maxItems=2"`
	At      *time.Time              `json:"at,omitempty" jsonschema:"title=Said at,example=2026-11-24T10:00:00-08:00"`
	Comment string                  `json:"comment,omitempty" jsonschema:"title=Comment,maxLength=2000"`
}

// Wish is a request to record that the candidate asks for other terms.
type Wish struct {
	Asks    []Ask      `json:"asks" jsonschema:"title=Asks,minItems=1,maxItems=20"`
	At      *time.Time `json:"at,omitempty" jsonschema:"title=Asked at,example=2026-11-24T10:00:00-08:00"`
	Comment string     `json:"comment,omitempty" jsonschema:"title=Comment,maxLength=2000"`
}

// Ask is one thing that the candidate asks for, and the term that it is about where it is about one.
type Ask struct {
	Term terms.Pointer `json:"term,omitempty" jsonschema:"title=Term,example=/terms/start"`
	Text string        `json:"text" jsonschema:"title=Ask,minLength=1,maxLength=1000,example=Could I start two weeks later?"`
	// Rate is the base pay that is asked for, where the ask is about it and names one.
	Rate *money.Rate `json:"rate,omitempty" jsonschema:"title=Rate of base pay"`
}

func (w Wish) terms() []terms.Pointer {
	var out []terms.Pointer
	for _, a := range w.Asks {
		if a.Term != "" {
			out = append(out, a.Term)
		}
	}
	return out
}

// Seen is what surrounded an answer that came through the candidate's link; zero for one that staff recorded.
type Seen struct {
	Link    string `json:"link_id,omitempty"`
	Consent string `json:"consent,omitempty"` // the text that was agreed to, whole
	Address string `json:"address,omitempty"` // network address that the answer came from
	Agent   string `json:"agent,omitempty"`   // User-Agent, cut to 300 bytes
}

// The answers that evidence is kept of.
const (
	Accepted = "accepted"
	Declined = "declined"
	Asked    = "asked_for_changes"
)

// Evidence is what was kept of an answer. It is sealed with the event.
type Evidence struct {
	Answer        string          `json:"answer"` // accepted, declined, asked_for_changes
	Letter        int             `json:"letter_version,omitempty"`
	Lock          digest.Digest   `json:"lock,omitempty"`
	Documents     []Paper         `json:"documents,omitempty"` // every paper of the letter that was accepted
	Form          answer.Form     `json:"form,omitempty"`
	Name          string          `json:"name,omitempty"` // as typed or signed
	At            time.Time       `json:"at"`             // when the answer was given, as claimed
	Received      time.Time       `json:"received_at"`    // when it reached the server
	OnBehalf      bool            `json:"on_behalf,omitempty"`
	ConsentDigest digest.Digest   `json:"consent_sha256,omitempty"`
	Choices       []answer.Chosen `json:"choices,omitempty"`
	Fills         []answer.Fill   `json:"fills,omitempty"`
	Asks          []Ask           `json:"asks,omitempty"`
	External      *External       `json:"external_signature,omitempty"`
	Comment       string          `json:"comment,omitempty"`
	Seen
}

// Paper names one paper by its bytes.
type Paper struct {
	ID    string        `json:"id"`
	Title string        `json:"title"`
	PDF   digest.Digest `json:"pdf_sha256"`
}

// acceptedFacts are what of an acceptance stands in clear.
type acceptedFacts struct {
	Form      answer.Form     `json:"form"`
	Backdated bool            `json:"backdated,omitempty"` // dated more than 30 days before it arrived, or before an end of its time that was recorded first
	Choices   []answer.Chosen `json:"choices,omitempty"`
	Provider  string          `json:"signature_provider,omitempty"`
}

// declinedFacts are what of a decline stands in clear beside its main reason's code.
type declinedFacts struct {
	Stage     string                  `json:"stage"` // verbal before a letter was given, else written
	Term      string                  `json:"reason_term,omitempty"`
	Further   []event.DeclinedBecause `json:"further,omitempty"`
	Backdated bool                    `json:"backdated,omitempty"`
}

// askedFacts are what of a wish for other terms stands in clear.
type askedFacts struct {
	Terms     []terms.Pointer `json:"terms,omitempty"`
	Backdated bool            `json:"backdated,omitempty"`
}

// payloadOf reads the sealed part of an event; an erased one is no longer there.
func payloadOf[T any](e event.Event) (v T, err error) {
	if len(e.Payload) == 0 {
		return v, errErased
	}
	if err := json.Unmarshal(e.Payload, &v); err != nil {
		return v, fmt.Errorf("payload of event %d of offer %s: %w", e.Sequence, e.Offer, err)
	}
	return v, nil
}
